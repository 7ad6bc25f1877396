using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;
using JsHrss.Storage.Tests.Governance;

namespace JsHrss.Storage.Tests.Accounts;

/// <summary>A legal representative by the register: the membership is made with the step of the ticket, or neither (C38).</summary>
public abstract class RepresentableUnitsTests(TestDatabase on) : IAsyncLifetime
{
    private static readonly string Key = new('k', 43);

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
    public async Task Units_are_found_by_code_with_whoever_represents_them()
    {
        var units = store.Get<IRepresentableUnits>();
        var unknown = UnifiedSocialCreditCode.Read("91320500MA00000A93").Value;
        store.Commands.Reset();
        var one = Assert.Single(await units.FindAsync([unknown, samples.Unit.CreditCode!], Ct));
        Assert.Equal((1, 0), (store.Commands.Reads, store.Commands.Writes));
        Assert.Equal(new RepresentableUnit(samples.Unit, null), one);
        var ticket = await ScannedAsync(samples.Sun.Id);
        Assert.True(await ConfirmAsync(ticket, samples.Sun.Id));
        Assert.Equal(samples.Sun.Id, Assert.Single(await units.FindAsync([samples.Unit.CreditCode!], Ct)).Representative);
        var made = Assert.Single((await store.Get<IUnitStore>().MembershipsAsync(samples.Sun.Id, Ct))!.Units);
        Assert.Equal((UnitRole.LegalRepresentative, MembershipLink.Registry, MemberStatus.Active, null), (made.Role, made.Link, made.Status, made.Mandate));
        Assert.Equal(made.Membership, (await Tickets.FindAsync(ticket.Id, Ct))!.Context!.Value.Membership);
        store.Query("update membership set status = 9, ended_at = 1 where role = 1");
        Assert.Null(Assert.Single(await units.FindAsync([samples.Unit.CreditCode!], Ct)).Representative);
    }

    [Fact]
    [Trait("Case", "UN-07")]
    [Trait("Case", "QR-04")]
    public async Task Of_twenty_that_confirm_at_once_one_represents_the_unit_and_the_others_tickets_stand_as_they_were()
    {
        var persons = Enumerable.Range(0, 20).Select(_ => PersonId.New()).ToArray();
        var tickets = new List<QrTicket>();
        foreach (var person in persons)
            tickets.Add(await ScannedAsync(person));
        var done = await Task.WhenAll(tickets.Select((ticket, n) => Task.Run(() => ConfirmAsync(ticket, persons[n]), Ct)));
        Assert.Equal(1, done.Count(one => one));
        Assert.Equal((1, 1, 19), (store.Count("membership where role = 1"), store.Count("qr_ticket where state = 3"), store.Count("qr_ticket where state = 2")));
        Assert.Equal((1, 1), (store.Count("audit_fact where code = 'membership.represented'"), store.Count("audit_fact where code = 'qr.confirmed'")));
        // What was not done is not answered: the holder may still choose another unit.
        Assert.Equal(19L, store.Query("select sum(n) from counter where kind = 'qr.unanswered'").Select(row => Convert.ToInt64(row[0], System.Globalization.CultureInfo.InvariantCulture)).Single());
    }

    [Fact]
    public async Task A_unit_that_is_closed_and_a_person_with_another_part_in_it_get_none()
    {
        var agent = await ScannedAsync(samples.Wang.Id);
        Assert.False(await ConfirmAsync(agent, samples.Wang.Id));
        var ticket = await ScannedAsync(samples.Sun.Id);
        store.Query("update unit set status = 3");
        Assert.False(await ConfirmAsync(ticket, samples.Sun.Id));
        Assert.Equal((0, 2, 0), (store.Count("membership where role = 1"), store.Count("qr_ticket where state = 2"), store.Count("audit_fact where code = 'membership.represented'")));
        store.Query("update unit set status = 1");
        clock.Advance(QrTicket.ScannedFor);
        Assert.False(await ConfirmAsync(ticket, samples.Sun.Id)); // the ticket is over
        Assert.Equal(0, store.Count("membership where role = 1"));
    }

    [Theory]
    [Trait("Spec", "R147")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_invitation_of_the_person_overdue_or_not_ends_when_they_come_to_represent_the_unit(bool isOverdue)
    {
        var invited = samples.AnAgent(samples.Sun.Id) with { Status = MemberStatus.AwaitingConfirmation };
        await store.Get<IAccountsSeed>().PlantAsync(new SeedPlan { Members = [invited] }, Ct);
        if (isOverdue)
            clock.Advance(Invitation.Lasts);
        // Where nothing is made the invitation stands.
        var ticket = await ScannedAsync(samples.Sun.Id);
        store.Query("update unit set status = 3");
        Assert.False(await ConfirmAsync(ticket, samples.Sun.Id));
        Assert.Equal((1, 0), (store.Count("membership where status = 1"), store.Count("audit_fact where code = 'member.invitation_over'")));
        store.Query("update unit set status = 1");
        Assert.True(await ConfirmAsync(ticket, samples.Sun.Id));
        Assert.Equal(UnitRole.LegalRepresentative, Assert.Single((await store.Get<IUnitStore>().MembershipsAsync(samples.Sun.Id, Ct))!.Units).Role);
        Assert.Equal((0, 1), (store.Count("membership where status = 1"), store.Count("audit_fact where code = 'member.invitation_over' and reason = 'represents'")));
    }

    [Theory]
    [Trait("Spec", "R146")]
    [Trait("Case", "REG-14")]
    [InlineData("tag = null", false)]
    [InlineData("tag = null", true)]
    [InlineData("version = 2147483647", false)]
    [InlineData("suspended_at = 1", true)]
    [InlineData("\"within\" = id", true)]
    [InlineData("created_at = 9223372036854775807", false)]
    public async Task A_representatives_row_changed_past_the_house_ends_for_whom_the_register_names_himself_or_another(string change, bool isHimself)
    {
        Assert.True(await ConfirmAsync(await ScannedAsync(samples.Sun.Id), samples.Sun.Id));
        var person = isHimself ? samples.Sun.Id : PersonId.New();
        var early = await ScannedAsync(person);
        if (!isHimself)
            Assert.False(await ConfirmAsync(early, person));
        store.Tamper($"update membership set {change} where role = 1");
        Assert.Null(Assert.Single(await store.Get<IRepresentableUnits>().FindAsync([samples.Unit.CreditCode!], Ct)).Representative);
        Assert.Equal(samples.Unit.Id, Assert.Single((await RepresentedAsync()).Units).Unit.Id);

        // Where nothing is made it stands.
        store.Query("update unit set status = 3");
        Assert.False(await ConfirmAsync(early, person));
        Assert.Equal((1, 0), (store.Count("membership where role = 1 and status <> 9"), store.Count("audit_fact where code = 'member.ended'")));
        store.Query("update unit set status = 1");

        Assert.True(await ConfirmAsync(early, person));
        var held = (await store.Get<IUnitStore>().MembershipsAsync(samples.Sun.Id, Ct))!.Units;
        Assert.Equal(isHimself ? [(true, UnitRole.LegalRepresentative)] : [], held.Select(one => (one.IsIntact, one.Role)));
        Assert.Equal((1, 1), (store.Count("membership where role = 1 and status <> 9"), store.Count("membership where role = 1 and status = 9 and ended_at is not null and tag is null")));
        Assert.Equal((1, 1), (store.Count("audit_fact where code = 'member.ended' and reason = 'membership_tampered'"), store.Count("signal where reason = 'membership_tampered'")));
        // One that stands as it was written is in everybody's way.
        var other = PersonId.New();
        Assert.False(await ConfirmAsync(await ScannedAsync(other), other));
    }

    private async Task<Represented> RepresentedAsync()
    {
        var register = new TestRegister();
        register.Units.Add(new RegisteredUnit(samples.Unit.CreditCode!, samples.Unit.Name, true, samples.Sun.Name, samples.Sun.Document.Type, samples.Sun.Document.Number.Value));
        return await new FindRepresented(register, store.Get<IRepresentableUnits>(), clock).HandleAsync((await store.Get<IUnitStore>().MembershipsAsync(samples.Sun.Id, Ct))!, anew: true, Ct);
    }

    private async Task<QrTicket> ScannedAsync(PersonId person)
    {
        var browser = QrBrowserHandle.Mint(clock.Now);
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
        Assert.True(await Tickets.OpenAsync(new TicketOpened(ticket, null, "203.0.113.7", clock.Now), options, Ct));
        Assert.Equal(ScanAdmission.Scanned, await Tickets.ScanAsync(new TicketScanned(QrScanCode.Read(browser.ScanText)!, person, Key, clock.Now, clock.Now + QrTicket.ScannedFor, []), options, Ct));
        return (await Tickets.FindAsync(browser.Id, Ct))!;
    }

    private async Task<bool> ConfirmAsync(QrTicket ticket, PersonId person)
    {
        var member = UnitMember.LegalRepresentative(MembershipId.New(clock.Now), person, samples.Unit.Id, MembershipLink.Registry, clock.Now);
        var facts = new[] { FactCodes.QrConfirmed, FactCodes.MembershipRepresented }.Select(code => new AuditFact { Code = code, Result = AuditResult.Ok, At = clock.Now, Membership = member.Id });
        return await Tickets.ConfirmAsync(new TicketConfirmed(ticket, new SessionContext(member.Id), null, clock.Now, clock.Now + QrTicket.ConfirmedFor, [.. facts]) { Makes = member }, options, Ct);
    }
}

public sealed class RepresentableUnitsTestsOnSqlite() : RepresentableUnitsTests(TestDatabase.Sqlite);

public sealed class RepresentableUnitsTestsOnPostgreSql(PostgreSqlTests server) : RepresentableUnitsTests(server);
