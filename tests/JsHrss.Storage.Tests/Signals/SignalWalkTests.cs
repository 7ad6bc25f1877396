using System.Security.Cryptography;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.People;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Signals;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Ring;
using JsHrss.Storage.Tests.Accounts;
using JsHrss.Storage.Tests.Databases;
using Proof = JsHrss.Accounts.SignIn.Proof;
using SessionId = JsHrss.Accounts.Identifiers.SessionId;

namespace JsHrss.Storage.Tests.Signals;

/// <summary>Every path there is by which something ends or changes, and exactly one signal for each thing that did.</summary>
public abstract class SignalWalkTests(TestDatabase on) : IAsyncLifetime
{
    private const string Key = "vGh1_walk_of_all_paths_thumbprint_0123456789A";

    private readonly HandMovedClock clock = new();
    private readonly Dictionary<Guid, string> names = [];
    private TestStore store = null!;
    private Samples samples = null!;
    private UnitMember invited = null!;
    private Person third = null!;
    private string? cursor;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ISessionStore Sessions => store.Get<ISessionStore>();

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        invited = samples.AnAgent(samples.Sun.Id) with { Status = MemberStatus.AwaitingConfirmation };
        third = samples.APerson("周示窗", "320100197803143219", "13000000009", AssuranceLevel.RealPerson);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan with { Persons = [samples.Sun, samples.Wang, third], Members = [samples.Member, invited] }, Ct);
        foreach (var (id, name) in new[] { (samples.Sun.Id.Value, "sun"), (samples.Wang.Id.Value, "wang"), (third.Id.Value, "third"), (samples.Unit.Id.Value, "unit"), (samples.Member.Id.Value, "member"), (invited.Id.Value, "invited") })
            names.Add(id, name);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    [Trait("Case", "RT-08")]
    public async Task The_ends_of_sessions()
    {
        var (end, endContext, everywhere) = (new EndSession(Sessions, clock), new EndContext(Sessions, clock), new EndEverywhere(Sessions, clock));

        var a = await BeginAsync("a", samples.Wang);
        a = await ProveUnitAsync(a);
        await GrantAsync(a);
        await ToldAsync();

        await endContext.HandleAsync(await FindAsync(a), new SessionContext(samples.Member.Id), RequestOrigin.Unknown, Ct);
        await ToldAsync("session.context_ended a wang member unit sign_out Person");
        await endContext.HandleAsync(await FindAsync(a), new SessionContext(samples.Member.Id), RequestOrigin.Unknown, Ct);
        await ToldAsync();
        await endContext.HandleAsync(await FindAsync(a), SessionContext.Self, RequestOrigin.Unknown, Ct);
        await ToldAsync("session.context_ended a wang sign_out Person", "session.ended a wang sign_out Person");
        await endContext.HandleAsync(await FindAsync(a), SessionContext.Self, RequestOrigin.Unknown, Ct);
        await ToldAsync();

        var b = await BeginAsync("b", samples.Wang);
        var standing = await FindAsync(b);
        await BeginAsync("c", samples.Sun, standing.Session);
        await ToldAsync("session.ended b wang replaced Person");
        var d = await BeginAsync("d", samples.Wang, standing.Session);
        await ToldAsync();

        await end.HandleAsync(d.Id, samples.Wang.Id, SessionEnds.SignOut, RequestOrigin.Unknown, Ct);
        await ToldAsync("session.ended d wang sign_out Person");
        await end.HandleAsync(d.Id, samples.Wang.Id, SessionEnds.Revoked, RequestOrigin.Unknown, Ct);
        await ToldAsync();

        await BeginAsync("e", samples.Wang);
        await BeginAsync("f", samples.Wang);
        await everywhere.HandleAsync(samples.Wang.Id, SessionEnds.SignOutEverywhere, RequestOrigin.Unknown, Ct);
        await ToldAsync("account.grants_ended wang sign_out_everywhere Person", "session.ended e wang sign_out_everywhere Person", "session.ended f wang sign_out_everywhere Person");

        await BeginAsync("g", samples.Wang);
        Assert.Equal(2, await store.Get<IKeyRingDesk>().RevokeAllAsync(Ct));
        await ToldAsync("session.ended c sun ring_revoked Server", "session.ended g wang ring_revoked Server");
    }

    [Fact]
    [Trait("Case", "AS-13")]
    public async Task The_ends_of_factors_and_of_what_stands_on_them()
    {
        var passkey = APasskey();
        Assert.Equal(PasskeyOutcome.Done, await EnrolAsync(passkey));
        await ToldAsync("account.credential_changed wang Person");
        Assert.NotEqual(PasskeyOutcome.Done, await EnrolAsync(passkey with { Id = CredentialId.New(clock.Now) }));
        await ToldAsync();

        Assert.True(await store.Get<IPasskeyStore>().BindAsync(new PasskeyBound(samples.Wang.Id, passkey.Id, clock.Now, Fact(FactCodes.PasskeyBound)), Ct));
        await ToldAsync("account.credential_changed wang Person");

        var change = new ChangePasskey(store.Get<IPasskeyStore>(), clock);
        var a = await BeginAsync("a", samples.Wang, proof: ByPasskey());
        var b = await BeginAsync("b", samples.Wang, proof: ByPasskey());
        b = await ProveAsync(b, new Proof(ProofMethod.PersonalPassword, clock.Now, null, null, null));
        Assert.True((await change.RenameAsync(await FindAsync(a), passkey.Id, PasskeyName.Read("书房").Value, RequestOrigin.Unknown, Ct)).IsOk);
        await ToldAsync();
        Assert.True((await change.RemoveAsync(await FindAsync(a), passkey.Id, RequestOrigin.Unknown, Ct)).IsOk);
        await ToldAsync("account.credential_changed wang Person", "session.ended a wang factor_removed Person", "session.context_ended b wang factor_removed Person");
        await change.RemoveAsync(await FindAsync(b), passkey.Id, RequestOrigin.Unknown, Ct);
        await ToldAsync();

        var enrolled = await store.PassedForAsync(samples.Wang, Key, clock.Now);
        Assert.Equal(AppKeyEnrolment.Enrolled, await store.Get<IAppKeyStore>().EnrolAsync(enrolled with { Facts = [Fact(FactCodes.AppKeyEnrolled)] }, Ct));
        await ToldAsync("account.credential_changed wang Person");
        var c = await BeginAsync("c", samples.Wang, proof: new Proof(ProofMethod.AppQr, clock.Now, null, null, null) { AppKey = enrolled.Key.Id });
        Assert.True((await new EndAppKey(store.Get<IAppKeyStore>(), clock).HandleAsync(await FindAsync(c), enrolled.Key.Id, RequestOrigin.Unknown, Ct)).IsOk);
        await ToldAsync("account.credential_changed wang Person", "session.ended c wang factor_removed Person");

        Proof ByPasskey() => new(ProofMethod.Passkey, clock.Now, null, null, passkey.Id) { IsBoundPasskey = true };
    }

    [Fact]
    [Trait("Case", "RC-04")]
    public async Task The_changes_of_levels_memberships_and_representatives()
    {
        var check = await OpenAsync(samples.Sun, new FaceFlow(FacePurpose.StepUp, "s"));
        var proven = new ProvenRealPerson(new AssuranceEvidence(AssuranceLevel.RealPerson, AssuranceMethod.FaceCheck, clock.Now, check.Channel) { Transaction = check.Order.Value }, clock.Now.AddDays(365), Fact(FactCodes.RealPersonProven, samples.Sun));
        await DecideAsync(check, proven);
        await ToldAsync("account.level_changed sun Person");

        var confirming = await PassedAsync(samples.Sun, FacePurpose.ConfirmMembership, invited);
        var password = new Credential { Id = CredentialId.New(clock.Now), Person = samples.Sun.Id, Membership = invited.Id, Hash = PasswordHash.Of("Zhuanyong-26", 1), SetAt = clock.Now };
        var confirmed = new MembershipConfirmed(invited.Id, invited.Version, clock.Now - Invitation.Lasts, confirming, password, clock.Now, [Fact(FactCodes.MembershipConfirmed, samples.Sun) with { Membership = invited.Id }]);
        Assert.Equal(MembershipStep.Done, await store.Get<IMembershipStore>().ConfirmAsync(confirmed, Ct));
        await ToldAsync("membership.changed sun invited unit Person");
        Assert.NotEqual(MembershipStep.Done, await store.Get<IMembershipStore>().ConfirmAsync(confirmed, Ct));
        await ToldAsync();

        await BeginAsync("a", samples.Wang, proof: new Proof(ProofMethod.MembershipPassword, clock.Now, samples.Member.Id, samples.Unit.Id, samples.WangUnitPassword.Id));
        // One goes on by another proof: what it lost is told, whether or not a client had a part in it.
        await ProveUnitAsync(await BeginAsync("b", samples.Wang));
        await ProveUnitAsync(await BeginAsync("c", samples.Wang), joins: false);
        var setting = await PassedAsync(samples.Wang, FacePurpose.MembershipPassword, samples.Member);
        var former = Assert.Single((await store.Get<IMembershipStore>().OfAsync(samples.Wang.Id, Ct))!.All).Password!;
        var set = new MembershipPasswordSet(
            samples.Member.Id, setting, former.Change(PasswordHash.Of("Zhuanyong-26", 1), clock.Now, new PasswordOptions()), former.Hash, clock.Now,
            [Fact(FactCodes.MembershipPasswordSet) with { Membership = samples.Member.Id }], session => Fact(FactCodes.SessionEnded) with { Session = session, Reason = SessionEnds.PasswordChanged });
        Assert.Equal(MembershipStep.Done, await store.Get<IMembershipStore>().SetPasswordAsync(set, Ct));
        await ToldAsync("membership.credential_changed wang member unit Person", "session.ended a wang password_changed Person",
            "session.context_ended b wang member unit password_changed Person", "session.context_ended c wang member unit password_changed Person");

        Assert.True(await RepresentAsync());
        await ToldAsync("unit.representative_changed third representative unit Person");
        Assert.False(await RepresentAsync());
        await ToldAsync();
    }

    /// <summary>What was told since the last time, as <c>type, subjects, reason, initiator</c>; within one change in any order.</summary>
    private async Task ToldAsync(params string[] expected)
    {
        var told = await store.NextSignalsAsync(cursor);
        cursor = told.Next;
        Assert.Equal(expected.Order(StringComparer.Ordinal), told.Signals.Select(Text).Order(StringComparer.Ordinal));
        Assert.All(told.Signals, signal => Assert.Equal((Signal.CurrentVersion, clock.Now), (signal.Version, signal.At)));
        // By its key the audit tells the rest.
        Assert.Equal(store.Count("signal"), store.Count("signal s join audit_fact f on f.id = s.id and f.outcome = 'ok'"));
    }

    private string Text(Signal signal) => string.Join(' ', new[]
    {
        signal.Type.Code, Name(signal.Session?.Value), Name(signal.Person?.Value), Name(signal.Membership?.Value), Name(signal.Unit?.Value), Name(signal.Institution?.Value), signal.Reason, signal.Initiator.ToString(),
    }.Where(part => part is not null));

    private string? Name(Guid? id) => id is { } key ? names[key] : null;

    private async Task<SessionHandle> BeginAsync(string name, Person person, Session? replaces = null, Proof? proof = null)
    {
        var begin = new BeginSession(Sessions, new SessionOptions(), clock);
        proof ??= new Proof(ProofMethod.PersonalPassword, clock.Now, null, null, null);
        var opened = await begin.HandleAsync(new SignInOutcome.Proven(person.Id, proof) { Password = samples.HashOf(proof) }, replaces, RequestOrigin.Unknown, Ct);
        names.Add(opened!.Id.Value, name);
        var handle = SessionHandle.Read(opened.Cookie)!;
        await JoinAsync(handle.Id, "self");
        return handle;
    }

    private async Task<SessionStanding> FindAsync(SessionHandle handle) => (await Sessions.FindAsync(handle.Id, Ct))!;

    private async Task<SessionHandle> ProveUnitAsync(SessionHandle presented, bool joins = true)
    {
        var renewed = await ProveAsync(presented, new Proof(ProofMethod.MembershipPassword, clock.Now, samples.Member.Id, samples.Unit.Id, samples.WangUnitPassword.Id));
        if (joins)
            await JoinAsync(renewed.Id, samples.Member.Id.ToString());
        return renewed;
    }

    private async Task<SessionHandle> ProveAsync(SessionHandle presented, Proof proof)
    {
        var renewed = SessionHandle.MintFor(presented.Id).Handle;
        Assert.True(await Sessions.JoinProofAsync(new ProofJoined(presented, renewed, proof, clock.Now, clock.Now.AddMinutes(30), [Fact(FactCodes.ProofJoined)]) { Password = samples.HashOf(proof) }, Ct));
        return renewed;
    }

    private async Task JoinAsync(SessionId session, string context) => Assert.IsType<Outcome.Done>(await store.Get<ILedger>().ApplyAsync(
        Samples.List(new Change.Join(new OpenId.Ports.SessionId(session.Value), new ClientId("hall"), new ContextId(context), $"{session.Value:N}{context}", null)), Ct));

    /// <summary>What a sign-in and a refresh write on the hot path.</summary>
    private async Task GrantAsync(SessionHandle session)
    {
        var grant = samples.AGrant(samples.Wang.Id, null, session.Id.Value);
        foreach (var code in new[] { "grant.opened", "grant.redeemed", "grant.refreshed" })
            await store.Get<ILedger>().ApplyAsync(Samples.List(new Change.Fact(code, "ok", null, null, grant.Entitlement.Subject, grant.Entitlement.Context, grant.Client, null)), Ct);
    }

    private Passkey APasskey() => new()
    {
        Id = CredentialId.New(clock.Now),
        Person = samples.Wang.Id,
        Name = PasskeyName.Read("客厅电脑").Value,
        Handle = RandomNumberGenerator.GetBytes(32),
        PublicKey = RandomNumberGenerator.GetBytes(77),
        SignCount = 7,
        Transports = ["internal"],
        UserVerified = true,
        BackupEligible = true,
        BackedUp = false,
        EnrolledBy = ProofMethod.PersonalPassword,
        CreatedAt = clock.Now,
    };

    private async Task<PasskeyOutcome> EnrolAsync(Passkey passkey) => await store.Get<IPasskeyStore>().EnrolAsync(
        new PasskeyEnrolled(PasskeyChallenge.ToSignIn(clock.Now), passkey, Fact(FactCodes.PasskeyEnrolled), reason => Fact(FactCodes.PasskeyEnrolled) with { Result = AuditResult.Refused, Reason = reason }), Ct);

    private async Task<FaceCheck> OpenAsync(Person person, FaceFlow flow)
    {
        var check = new FaceCheck
        {
            Id = FaceCheckId.New(clock.Now),
            Flow = flow,
            Person = person.Id,
            Subject = new FaceSubject(person.Name, person.Document),
            Channel = FaceChannels.App,
            Order = FaceOrderNumber.Next(),
            CreatedAt = clock.Now,
            EndsAt = clock.Now + FaceCheck.Window,
        };
        Assert.True(await store.Get<IFaceChecks>().OpenAsync(new FaceCheckOpened(check, FaceNotice.Agree(FaceNotice.Chinese, clock.Now), [Fact(FactCodes.FaceCheckOpened, person)]), new FaceOptions(), Ct));
        return check with { Reference = FaceReference.Read(check.Order.Value) };
    }

    private async Task DecideAsync(FaceCheck check, ProvenRealPerson? proven) => Assert.True(await store.Get<IFaceChecks>().DecideAsync(
        new FaceCheckDecided(check, null, Key, proven, clock.Now, [Fact(FactCodes.FaceCheckDecided, samples.Sun)]), new FaceOptions(), Ct));

    private async Task<SpentFaceCheck> PassedAsync(Person person, FacePurpose purpose, UnitMember member)
    {
        var check = await OpenAsync(person, new FaceFlow(purpose, member.Id.ToString()));
        await DecideAsync(check, null);
        return new SpentFaceCheck(check.Id, check.Flow, person.Id, Key, clock.Now);
    }

    private async Task<bool> RepresentAsync()
    {
        var (tickets, browser, options) = (store.Get<IQrTickets>(), QrBrowserHandle.Mint(clock.Now), new QrOptions());
        var ticket = new QrTicket
        {
            Id = browser.Id,
            ScanDigest = QrScanCode.Read(browser.ScanText)!.Digest,
            BrowserDigest = browser.Digest,
            EndsAt = clock.Now + QrTicket.NewFor,
            Place = new QrPlace(QrTab.Unit, null, null, "hall"),
            Pairing = 47,
            ShownText = "what was shown",
        };
        Assert.True(await tickets.OpenAsync(new TicketOpened(ticket, null, "203.0.113.7", clock.Now), options, Ct));
        Assert.Equal(ScanAdmission.Scanned, await tickets.ScanAsync(
            new TicketScanned(QrScanCode.Read(browser.ScanText)!, third.Id, Key, clock.Now, clock.Now + QrTicket.ScannedFor, [Fact(FactCodes.QrScanned, third)]), options, Ct));
        var member = UnitMember.LegalRepresentative(MembershipId.New(clock.Now), third.Id, samples.Unit.Id, MembershipLink.Registry, clock.Now);
        var facts = new[] { FactCodes.QrConfirmed, FactCodes.MembershipRepresented }.Select(code => Fact(code, third) with { Unit = samples.Unit.Id, Membership = member.Id });
        names[member.Id.Value] = "representative";
        return await tickets.ConfirmAsync(
            new TicketConfirmed((await tickets.FindAsync(browser.Id, Ct))!, new SessionContext(member.Id), null, clock.Now, clock.Now + QrTicket.ConfirmedFor, [.. facts]) { Makes = member }, options, Ct);
    }

    private AuditFact Fact(string code, Person? of = null) => new() { Code = code, Result = AuditResult.Ok, At = clock.Now, Subject = (of ?? samples.Wang).Id };
}

public sealed class SignalWalkTestsOnSqlite() : SignalWalkTests(TestDatabase.Sqlite);

public sealed class SignalWalkTestsOnPostgreSql(PostgreSqlTests server) : SignalWalkTests(server);
