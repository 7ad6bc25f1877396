using System.Collections.Concurrent;
using System.Security.Cryptography;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Jobs;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Statements;
using JsHrss.Storage.Tests.Databases;
using Proof = JsHrss.Accounts.SignIn.Proof;

namespace JsHrss.Storage.Tests.Accounts;

public abstract class QrTicketStoreTests(TestDatabase on) : IAsyncLifetime
{
    private static readonly string Key = new('k', 43);
    private static readonly QrPlace Place = new(QrTab.Unit, "abc", "13150819", "hall");

    private readonly HandMovedClock clock = new();
    private readonly QrOptions options = new() { TicketsPerNetwork = 400, ScansPerPerson = 300, UnansweredPerPerson = 200 };
    private TestStore store = null!;
    private Samples samples = null!;

    private IQrTickets Tickets => store.Get<IQrTickets>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_ticket_is_found_as_it_was_opened_and_after_each_step_as_it_stands()
    {
        var browser = await OpenAsync();
        var ticket = (await Tickets.FindAsync(browser.Id, Ct))!;
        Assert.True(browser.Proves(ticket.BrowserDigest.Span));
        Assert.True(QrScanCode.Read(browser.ScanText)!.Proves(ticket.ScanDigest.Span));
        Assert.Equal((QrTicketState.New, Place, 47, "what was shown", clock.Now.AddSeconds(60)), (ticket.State, ticket.Place, ticket.Pairing, ticket.ShownText, ticket.EndsAt));
        Assert.Equal((null, null, null, null, null), (ticket.Person, ticket.Thumbprint, ticket.ScannedAt, ticket.Context, ticket.AppKey));

        Assert.Equal(ScanAdmission.Scanned, await ScanAsync(browser));
        ticket = (await Tickets.FindAsync(browser.Id, Ct))!;
        Assert.Equal((QrTicketState.Scanned, samples.Wang.Id, Key, clock.Now, clock.Now.AddSeconds(60)), (ticket.State, ticket.Person, ticket.Thumbprint, ticket.ScannedAt, ticket.EndsAt));
        Assert.Equal([browser.Id], (await Tickets.WaitingForAsync(samples.Wang.Id, clock.Now, Ct)).Select(one => one.Id));
        Assert.Empty(await Tickets.WaitingForAsync(samples.Sun.Id, clock.Now, Ct));

        Assert.True(await ConfirmAsync(browser));
        ticket = (await Tickets.FindAsync(browser.Id, Ct))!;
        Assert.Equal((QrTicketState.Confirmed, samples.Member.Id, clock.Now.AddSeconds(30)), (ticket.State, ticket.Context!.Value.Membership!.Value, ticket.EndsAt));
        Assert.True(await SpendAsync(browser));
        Assert.Equal(QrTicketState.Spent, (await Tickets.FindAsync(browser.Id, Ct))!.State);
        Assert.Equal(["qr.confirmed", "qr.scanned", "sign_in"], store.Query("select code from audit_fact where subject is not null order by code").Select(row => row[0]));
        Assert.Equal(0, store.Count("counter where kind = 'qr.unanswered' and n > 0"));
    }

    [Fact]
    [Trait("Case", "QR-01")]
    public async Task Neither_secret_nor_what_was_shown_stands_in_the_database()
    {
        var browser = await OpenAsync();
        var row = store.Query("select scan_digest, browser_digest, shown_sealed from qr_ticket")[0];
        Assert.Equal((32, 32), (((byte[])row[0]!).Length, ((byte[])row[1]!).Length));
        Assert.DoesNotContain("what was shown", System.Text.Encoding.UTF8.GetString((byte[])row[2]!), StringComparison.Ordinal);
        Assert.Null(await Tickets.FindAsync(QrTicketId.New(clock.Now), Ct));
        Assert.NotNull(await Tickets.FindAsync(browser.Id, Ct));
    }

    [Fact]
    [Trait("Case", "QR-03")]
    public async Task Of_fifty_phones_that_scan_at_once_one_has_it()
    {
        var browser = await OpenAsync();
        var all = await RaceAsync(Enumerable.Range(0, 50).Select<int, Func<Task<bool>>>(n => async () =>
            await Tickets.ScanAsync(Scan(browser, n % 2 == 0 ? samples.Wang.Id : samples.Sun.Id, $"{n:00}" + Key[2..]), options, Ct) == ScanAdmission.Scanned));
        Assert.Equal(1, all);
        Assert.Equal(1, store.Count("audit_fact where code = 'qr.scanned'"));
        Assert.Equal(1L, store.Query("select sum(n) from counter where kind = 'qr.unanswered'").Select(row => Convert.ToInt64(row[0], System.Globalization.CultureInfo.InvariantCulture)).Single());
    }

    [Fact]
    [Trait("Case", "QR-04")]
    public async Task Of_fifty_confirmations_denials_and_replacements_at_once_one_is_done()
    {
        for (var round = 0; round < 3; round++)
        {
            var browser = await OpenAsync();
            await ScanAsync(browser);
            var (confirmed, denied, next) = (0, 0, 0);
            await RaceAsync(Enumerable.Range(0, 50).Select<int, Func<Task<bool>>>(n => async () =>
            {
                if (n % 3 == 0 && await ConfirmAsync(browser))
                    Interlocked.Increment(ref confirmed);
                if (n % 3 == 1 && await DenyAsync(browser))
                    Interlocked.Increment(ref denied);
                if (n == 26 && await Tickets.OpenAsync(Opening(QrBrowserHandle.Mint(clock.Now), browser), options, Ct))
                    Interlocked.Increment(ref next);
                return true;
            }));
            Assert.Equal(1, next);
            Assert.InRange(confirmed + denied, 0, 1);
            // A replacement comes before all, or after a confirmation; never before another's end.
            var state = (await Tickets.FindAsync(browser.Id, Ct))!.State;
            Assert.Equal(denied == 1 ? QrTicketState.Denied : QrTicketState.Replaced, state);
            Assert.False(await ConfirmAsync(browser));
            Assert.False(await SpendAsync(browser));
        }

        Assert.Equal(0, store.Count("counter where kind = 'qr.unanswered' and n > 0"));
    }

    [Fact]
    [Trait("Case", "QR-04")]
    public async Task Of_fifty_redemptions_at_once_one_is_done_and_a_late_confirmation_revives_nothing()
    {
        var browser = await OpenAsync();
        await ScanAsync(browser);
        await ConfirmAsync(browser);
        Assert.Equal(1, await RaceAsync(Enumerable.Range(0, 50).Select<int, Func<Task<bool>>>(n => async () => n % 5 == 4 ? await ConfirmAsync(browser) || await DenyAsync(browser) : await SpendAsync(browser))));
        Assert.Equal(QrTicketState.Spent, (await Tickets.FindAsync(browser.Id, Ct))!.State);
        Assert.False(await ConfirmAsync(browser) || await DenyAsync(browser) || await SpendAsync(browser));
        Assert.Equal(ScanAdmission.NotNew, await ScanAsync(browser));
        Assert.Equal(1, store.Count("audit_fact where code = 'sign_in'"));
    }

    [Fact]
    [Trait("Case", "QR-03")]
    public async Task Each_state_is_over_at_its_end_whoever_comes()
    {
        var browser = await OpenAsync();
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(ScanAdmission.NotNew, await ScanAsync(browser));
        browser = await OpenAsync();
        await ScanAsync(browser);
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.False(await ConfirmAsync(browser) || await DenyAsync(browser));
        Assert.Empty(await Tickets.WaitingForAsync(samples.Wang.Id, clock.Now, Ct));
        browser = await OpenAsync();
        await ScanAsync(browser);
        await ConfirmAsync(browser);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.False(await SpendAsync(browser));
        Assert.Equal(QrTicketState.Expired, (await Tickets.FindAsync(browser.Id, Ct))!.StateAt(clock.Now));
    }

    [Fact]
    [Trait("Case", "QR-06")]
    public async Task Another_person_another_key_and_another_browser_move_nothing()
    {
        var browser = await OpenAsync();
        await ScanAsync(browser);
        var ticket = (await Tickets.FindAsync(browser.Id, Ct))!;
        foreach (var stranger in new[] { ticket with { Person = samples.Sun.Id }, ticket with { Thumbprint = "x" } })
        {
            Assert.False(await Tickets.ConfirmAsync(new TicketConfirmed(stranger, SessionContext.Self, null, clock.Now, clock.Now.AddSeconds(30), []), options, Ct));
            Assert.False(await Tickets.DenyAsync(new TicketDenied(stranger, clock.Now, []), options, Ct));
        }

        await ConfirmAsync(browser);
        // The key of one ticket with the secret of another.
        var forged = QrBrowserHandle.Read(Forge(browser, QrBrowserHandle.Mint(clock.Now)))!;
        Assert.Equal(browser.Id, forged.Id);
        Assert.False(await Tickets.SpendAsync(new TicketSpent(forged, QrTicketState.Spent, clock.Now, []), Ct));
        await Tickets.OpenAsync(Opening(QrBrowserHandle.Mint(clock.Now), forged), options, Ct);
        Assert.Equal(QrTicketState.Confirmed, (await Tickets.FindAsync(browser.Id, Ct))!.State);
    }

    [Fact]
    [Trait("Case", "QR-13")]
    public async Task A_fourth_unanswered_scan_is_suppressed_until_one_is_answered_or_the_window_ends()
    {
        var few = options with { UnansweredPerPerson = 3 };
        var browsers = new[] { await OpenAsync(), await OpenAsync(), await OpenAsync() };
        foreach (var browser in browsers)
            Assert.Equal(ScanAdmission.Scanned, await Tickets.ScanAsync(Scan(browser, samples.Wang.Id, Key), few, Ct));
        var fourth = await OpenAsync();
        Assert.Equal(ScanAdmission.TooMany, await Tickets.ScanAsync(Scan(fourth, samples.Wang.Id, Key), few, Ct));
        Assert.Equal(ScanAdmission.Scanned, await Tickets.ScanAsync(Scan(await OpenAsync(), samples.Sun.Id, Key), few, Ct));
        // Nor does somebody's app with a stolen password use up what its holder's own phone may scan.
        Assert.Equal(ScanAdmission.Scanned, await Tickets.ScanAsync(Scan(await OpenAsync(), samples.Wang.Id, new string('z', 43)), few, Ct));
        await DenyAsync(browsers[0]);
        Assert.Equal(ScanAdmission.Scanned, await Tickets.ScanAsync(Scan(fourth, samples.Wang.Id, Key), few, Ct));
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(ScanAdmission.Scanned, await Tickets.ScanAsync(Scan(await OpenAsync(), samples.Wang.Id, Key), few, Ct));
    }

    [Fact]
    public async Task Scans_of_a_person_and_codes_of_an_address_are_limited()
    {
        var few = options with { ScansPerPerson = 2, TicketsPerNetwork = 3 };
        Assert.Equal(ScanAdmission.NotNew, await Tickets.ScanAsync(Scan(QrBrowserHandle.Mint(clock.Now), samples.Wang.Id, Key), few, Ct));
        Assert.Equal(ScanAdmission.NotNew, await Tickets.ScanAsync(Scan(QrBrowserHandle.Mint(clock.Now), samples.Wang.Id, Key), few, Ct));
        Assert.Equal(ScanAdmission.TooMany, await Tickets.ScanAsync(Scan(QrBrowserHandle.Mint(clock.Now), samples.Wang.Id, Key), few, Ct));
        var opened = 0;
        for (var n = 0; n < 5; n++)
            opened += await Tickets.OpenAsync(Opening(QrBrowserHandle.Mint(clock.Now), null), few, Ct) ? 1 : 0;
        Assert.Equal(3, opened);
        Assert.Equal(3, store.Count("qr_ticket"));
    }

    [Fact]
    public async Task Each_step_is_told_on_this_node_and_found_by_another()
    {
        var (here, there) = (new ConcurrentQueue<QrTicketState>(), new ConcurrentQueue<QrTicketState>());
        await using var beside = await store.BesideAsync(clock);
        using var own = store.Get<IQrTicketNews>().Listen(step => here.Enqueue(step.State), () => true);
        using var other = beside.Get<IQrTicketNews>().Listen(step => there.Enqueue(step.State), () => false);
        Assert.True(store.Get<QrTicketSteps>().IsNeeded);
        Assert.False(beside.Get<QrTicketSteps>().IsNeeded);
        using var watch = new QrTicketWatch(beside.Get<IHallDatabase>(), beside.Get<QrTicketSteps>(), clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<QrTicketWatch>.Instance);

        var former = await OpenAsync();
        await Tickets.OpenAsync(Opening(QrBrowserHandle.Mint(clock.Now), former), options, Ct);
        watch.Ask();
        var browser = await OpenAsync();
        await ScanAsync(browser);
        clock.Advance(TimeSpan.FromSeconds(6));
        await ConfirmAsync(browser);
        watch.Ask();
        clock.Advance(TimeSpan.FromSeconds(6));
        watch.Ask();
        Assert.Equal([QrTicketState.Replaced, QrTicketState.Scanned, QrTicketState.Confirmed], here);
        Assert.Equal([QrTicketState.Replaced, QrTicketState.Confirmed], there);
    }

    [Fact]
    [Trait("Case", "RT-08")]
    public async Task Signing_out_everywhere_ends_the_codes_that_a_phone_has_scanned_or_confirmed()
    {
        var told = new ConcurrentQueue<QrTicketId>();
        using var listening = store.Get<IQrTicketNews>().Listen(step => told.Enqueue(step.Ticket), () => true);
        var (fresh, scanned, confirmed, of) = (await OpenAsync(), await OpenAsync(), await OpenAsync(), await OpenAsync());
        await ScanAsync(scanned);
        await ScanAsync(confirmed);
        await ConfirmAsync(confirmed);
        await Tickets.ScanAsync(Scan(of, samples.Sun.Id, Key), options, Ct);
        told.Clear();

        await store.Get<ISessionStore>().EndEverywhereAsync(new AllEnded(samples.Wang.Id, SessionEnds.SignOutEverywhere, clock.Now, [Fact(FactCodes.AllSessionsEnded)], session => Fact(FactCodes.SessionEnded) with { Session = session }), Ct);

        Assert.False(await SpendAsync(confirmed));
        Assert.False(await ConfirmAsync(scanned));
        Assert.Equal([QrTicketState.New, QrTicketState.Denied, QrTicketState.Denied, QrTicketState.Scanned], (await Task.WhenAll(new[] { fresh, scanned, confirmed, of }.Select(async one => (await Tickets.FindAsync(one.Id, Ct))!.State))));
        Assert.Equal([scanned.Id, confirmed.Id], told.OrderBy(id => id == confirmed.Id));
    }

    [Fact]
    [Trait("Case", "RT-08")]
    [Trait("Case", "AS-13")]
    public async Task With_a_key_of_the_app_ends_what_stood_on_it_and_nothing_else()
    {
        var (keys, sessions) = (store.Get<IAppKeyStore>(), store.Get<ISessionStore>());
        var key = await store.EnrolledAsync(samples.Wang, Key, clock.Now);
        var personal = new Proof(ProofMethod.PersonalPassword, clock.Now, null, null, null);
        var (alone, both, app, elsewhere) = (await BeginAsync(ByApp(key.Id)), await BeginAsync(personal), await BeginAsync(personal), await BeginAsync(personal));
        var joined = SessionHandle.MintFor(both.Id).Handle;
        Assert.True(await sessions.JoinProofAsync(new ProofJoined(both, joined, ByApp(key.Id), clock.Now, clock.Now.AddMinutes(30), []), Ct));
        Assert.True((await sessions.FindAsync(joined, Ct))!.HasBoundKey);
        Assert.Equal(clock.Now, Assert.Single(await keys.ListAsync(samples.Wang.Id, Ct)).UsedAt);
        // Of the app itself: signed in by password, its tokens bound to the key.
        var (ofApp, ofElsewhere) = (await GrantAsync(app, Key), await GrantAsync(elsewhere, null));
        var waiting = await OpenAsync();
        await ScanAsync(waiting);
        var change = new AppKeyEnded(samples.Wang.Id, key.Id, clock.Now, Fact(FactCodes.AppKeyEnded), session => Fact(FactCodes.SessionEnded) with { Session = session, Reason = SessionEnds.FactorRemoved });

        Assert.False(await keys.EndAsync(change with { Person = samples.Sun.Id }, Ct));
        Assert.True(await keys.EndAsync(change, Ct));
        Assert.False(await keys.EndAsync(change, Ct));

        Assert.Empty(await keys.ListAsync(samples.Wang.Id, Ct));
        Assert.NotNull((await sessions.FindAsync(alone, Ct))!.Session.State.EndedAt);
        var goesOn = (await sessions.FindAsync(joined, Ct))!;
        Assert.Equal((null, false, ProofMethod.PersonalPassword), (goesOn.Session.State.EndedAt, goesOn.HasBoundKey, Assert.Single(goesOn.Session.Proofs).Method));
        Assert.Equal((SessionEnds.FactorRemoved, null), (await EndedAsync(ofApp), await EndedAsync(ofElsewhere)));
        Assert.Equal(QrTicketState.Denied, (await Tickets.FindAsync(waiting.Id, Ct))!.State);
        Assert.Equal(1, store.Count("audit_fact where code = 'app_key.ended'"));
        // A code confirmed a moment before leads to no session.
        Assert.False(await sessions.BeginAsync(Begin(SessionHandle.Mint(clock.Now).Handle, ByApp(key.Id)), Ct));
        Assert.False(await sessions.JoinProofAsync(new ProofJoined(joined, SessionHandle.MintFor(both.Id).Handle, ByApp(key.Id), clock.Now, clock.Now.AddMinutes(30), []), Ct));
        Assert.NotEqual(key.Id, (await store.EnrolledAsync(samples.Wang, Key, clock.Now)).Id);
    }

    [Fact]
    [Trait("Case", "RT-08")]
    public async Task What_stood_on_a_former_enrolment_of_the_same_key_ends_with_the_key_too()
    {
        var former = await store.EnrolledAsync(samples.Wang, Key, clock.Now);
        var handle = await BeginAsync(ByApp(former.Id));
        var key = await store.EnrolledAsync(samples.Wang, Key, clock.Now);
        Assert.True(await store.Get<IAppKeyStore>().EndAsync(new AppKeyEnded(samples.Wang.Id, key.Id, clock.Now, Fact(FactCodes.AppKeyEnded), session => Fact(FactCodes.SessionEnded) with { Session = session }), Ct));
        Assert.NotNull((await store.Get<ISessionStore>().FindAsync(handle, Ct))!.Session.State.EndedAt);
    }

    [Fact]
    public async Task Refused_signatures_are_noted_as_often_as_a_person_may_scan()
    {
        var few = options with { ScansPerPerson = 3 };
        for (var n = 0; n < 5; n++)
            await Tickets.RefuseAsync(new ApprovalRefused(samples.Wang.Id, clock.Now, [Fact(FactCodes.QrConfirmed) with { Result = AuditResult.Refused, Reason = QrErrors.SignatureInvalid }]), few, Ct);
        Assert.Equal(3, store.Count("audit_fact where code = 'qr.confirmed' and reason = 'signature_invalid'"));
    }

    [Fact]
    public async Task A_session_remembers_the_key_it_was_approved_with()
    {
        var key = await store.EnrolledAsync(samples.Wang, Key, clock.Now);
        var handle = await BeginAsync(ByApp(key.Id));
        Assert.Equal(ByApp(key.Id), Assert.Single((await store.Get<ISessionStore>().FindAsync(handle, Ct))!.Session.Proofs));
    }

    [Fact]
    [Trait("Case", "QR-13")]
    public async Task A_terminal_s_code_is_scanned_from_the_first_counted_and_answered_once()
    {
        var few = options with { UnansweredPerPerson = 1 };
        var ticket = Terminal();
        Assert.Equal(ScanAdmission.Scanned, await Tickets.ScanDeviceAsync(new DeviceScanned(ticket, clock.Now, [Fact(FactCodes.QrScanned)]), few, Ct));
        Assert.Equal(ScanAdmission.TooMany, await Tickets.ScanDeviceAsync(new DeviceScanned(Terminal(), clock.Now, []), few, Ct));

        var found = (await Tickets.FindAsync(ticket.Id, Ct))!;
        Assert.Equal((QrTicketState.Scanned, ticket.Place, ticket.ShownText, ticket.EndsAt), (found.State, found.Place, found.ShownText, found.EndsAt));
        Assert.Equal((samples.Wang.Id, Key, clock.Now), (found.Person, found.Thumbprint, found.ScannedAt));
        Assert.Equal([ticket.Id], (await Tickets.WaitingForAsync(samples.Wang.Id, clock.Now, Ct)).Select(one => one.Id));
        Assert.True(await Tickets.ConfirmAsync(new TicketConfirmed(found, SessionContext.Self, null, clock.Now, found.EndsAt, []), few, Ct));
        Assert.False(await Tickets.DenyAsync(new TicketDenied(found, clock.Now, []), few, Ct));
        Assert.Equal(ScanAdmission.Scanned, await Tickets.ScanDeviceAsync(new DeviceScanned(Terminal(), clock.Now, []), few, Ct));
    }

    [Fact]
    public async Task An_hour_after_its_end_a_ticket_is_cleared_away()
    {
        await OpenAsync();
        clock.Advance(TimeSpan.FromMinutes(59));
        await store.Get<CleanUp>().RunAsync(Ct);
        Assert.Equal(1, store.Count("qr_ticket"));
        clock.Advance(TimeSpan.FromMinutes(3));
        await store.Get<CleanUp>().RunAsync(Ct);
        Assert.Equal(0, store.Count("qr_ticket"));
    }

    private Proof ByApp(AppKeyId key) => new(ProofMethod.AppQr, clock.Now, samples.Member.Id, samples.Unit.Id, null) { AppKey = key };

    private SessionBegun Begin(SessionHandle handle, Proof proof) => new(handle, samples.Wang.Id, proof, clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []);

    private async Task<SessionHandle> BeginAsync(Proof proof)
    {
        var handle = SessionHandle.Mint(clock.Now).Handle;
        Assert.True(await store.Get<ISessionStore>().BeginAsync(Begin(handle, proof), Ct));
        return handle;
    }

    private async Task<GrantId> GrantAsync(SessionHandle session, string? jkt)
    {
        var grant = samples.AGrant(samples.Wang.Id, null, session.Id.Value, true) with { Id = new GrantId(Guid.CreateVersion7(clock.Now)) };
        grant = grant with { Entitlement = grant.Entitlement with { Confirmation = grant.Entitlement.Confirmation with { Jkt = jkt }, Authentication = grant.Entitlement.Authentication! with { At = clock.Now } } };
        Assert.IsType<Outcome.Done>(await store.Get<ILedger>().ApplyAsync(Samples.List(new Change.Open(grant)), Ct));
        return grant.Id;
    }

    private async Task<string?> EndedAsync(GrantId grant) =>
        (await store.Get<ILedger>().StateAsync(grant, SHA256.HashData(grant.Value.ToByteArray()), Freshness.AtMostFourSecondsOld, Ct)).Grant!.EndedBecause;

    private static string Forge(QrBrowserHandle id, QrBrowserHandle secret)
    {
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(id.Text);
        System.Buffers.Text.Base64Url.DecodeFromChars(secret.Text).AsSpan(16).CopyTo(bytes.AsSpan(16));
        return System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }

    private static async Task<int> RaceAsync(IEnumerable<Func<Task<bool>>> all) => (await Task.WhenAll(all.Select(one => Task.Run(one, Ct)))).Count(done => done);

    private async Task<QrBrowserHandle> OpenAsync()
    {
        var browser = QrBrowserHandle.Mint(clock.Now);
        Assert.True(await Tickets.OpenAsync(Opening(browser, null), options, Ct));
        return browser;
    }

    private TicketOpened Opening(QrBrowserHandle browser, QrBrowserHandle? replaces) => new(
        new QrTicket
        {
            Id = browser.Id,
            ScanDigest = QrScanCode.Read(browser.ScanText)!.Digest,
            BrowserDigest = browser.Digest,
            EndsAt = clock.Now + QrTicket.NewFor,
            Place = Place,
            Pairing = 47,
            ShownText = "what was shown",
        },
        replaces,
        "203.0.113.7",
        clock.Now);

    private QrTicket Terminal() => new()
    {
        Id = QrTicketId.New(clock.Now),
        ScanDigest = new byte[32],
        BrowserDigest = new byte[32],
        State = QrTicketState.Scanned,
        EndsAt = clock.Now.AddMinutes(10),
        Place = new QrPlace(QrTab.Device, null, null, "kiosk"),
        Pairing = 0,
        ShownText = "what the terminal shows",
        Person = samples.Wang.Id,
        Thumbprint = Key,
        ScannedAt = clock.Now,
    };

    private async Task<ScanAdmission> ScanAsync(QrBrowserHandle browser) => await Tickets.ScanAsync(Scan(browser, samples.Wang.Id, Key), options, Ct);

    private TicketScanned Scan(QrBrowserHandle browser, PersonId person, string key) => new(QrScanCode.Read(browser.ScanText)!, person, key, clock.Now, clock.Now + QrTicket.ScannedFor, [Fact(FactCodes.QrScanned)]);

    private async Task<bool> ConfirmAsync(QrBrowserHandle browser) => await Tickets.ConfirmAsync(
        new TicketConfirmed((await Tickets.FindAsync(browser.Id, Ct))!, new SessionContext(samples.Member.Id), null, clock.Now, clock.Now + QrTicket.ConfirmedFor, [Fact(FactCodes.QrConfirmed)]), options, Ct);

    private async Task<bool> DenyAsync(QrBrowserHandle browser) => await Tickets.DenyAsync(new TicketDenied((await Tickets.FindAsync(browser.Id, Ct))!, clock.Now, [Fact(FactCodes.QrDenied)]), options, Ct);

    private async Task<bool> SpendAsync(QrBrowserHandle browser) => await Tickets.SpendAsync(new TicketSpent(browser, QrTicketState.Spent, clock.Now, [Fact(FactCodes.SignIn)]), Ct);

    private AuditFact Fact(string code) => new() { Code = code, Result = AuditResult.Ok, At = clock.Now, Subject = samples.Wang.Id };
}

public sealed class QrTicketStoreTestsOnSqlite() : QrTicketStoreTests(TestDatabase.Sqlite);

public sealed class QrTicketStoreTestsOnPostgreSql(PostgreSqlTests server) : QrTicketStoreTests(server);
