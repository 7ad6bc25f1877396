using System.Security.Cryptography;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Memberships;
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
using SessionId = JsHrss.Accounts.Identifiers.SessionId;

namespace JsHrss.Storage.Tests.Governance;

/// <summary>Members in the database: limits in a race, ends with all that acts, and rows that are changed past the house.</summary>
public abstract class MemberStoreTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private GovernedUnit unit = null!;

    private IMemberStore Members => store.Get<IMemberStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        unit = await GovernedUnit.StartAsync(store, clock);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    [Trait("Case", "UN-06")]
    [Trait("Case", "UN-08")]
    [Trait("Spec", "R125")]
    public async Task Of_forty_agents_added_at_once_there_are_ten_and_the_others_are_told_that_it_is_full()
    {
        await using var beside = await store.BesideAsync(clock);
        var steps = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(async () => await Node(beside, n).AddAsync(Added(unit.Samples.AnAgent(PersonId.New())), Ct), Ct)));
        // One is there from the beginning; those who were added have not confirmed.
        Assert.Equal((9, 31), (steps.Count(step => step == MemberStep.Done), steps.Count(step => step == MemberStep.NoSeat)));
        Assert.Equal(10, store.Count("membership where role = 3 and status <> 9"));
        Assert.Equal(9, store.Count("audit_fact where code = 'member.added'"));
        Assert.Equal(GovernanceErrors.AgentsFull, (await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(await unit.PlantAsync(unit.APerson("钱示办"))))).Code);
    }

    [Fact]
    [Trait("Case", "UN-06")]
    public async Task Who_finds_every_seat_taken_is_told_without_waiting_for_the_units_turn()
    {
        for (var n = 0; n < 9; n++)
            Assert.Equal(MemberStep.Done, await Members.AddAsync(Added(unit.Samples.AnAgent(PersonId.New())), Ct));
        var next = AnAdministrator();
        Assert.Equal(MemberStep.Done, await Members.ReplaceAsync(Replaced(unit.Administrator, next), Ct));
        // A file of SQLite has one writer, and no turns.
        await using var beside = await store.BesideAsync(clock);
        using var end = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var other = on == TestDatabase.Sqlite ? Task.CompletedTask : Task.Run(
            async () => await beside.Get<IHallDatabase>().WriteAsync(
                write =>
                {
                    MemberWrite.OneAtATime(write, unit.Samples.Unit.Id.Value);
                    var isThere = write.Prepare("select 1 from unit").HasRow();
                    begun.TrySetResult();
                    end.Wait(TimeSpan.FromMinutes(1), Ct);
                    return isThere;
                },
                Ct),
            Ct);
        if (on != TestDatabase.Sqlite)
            await begun.Task;
        try
        {
            Assert.Equal(MemberStep.NoSeat, await Members.AddAsync(Added(unit.Samples.AnAgent(PersonId.New())), Ct));
            Assert.Equal(MemberStep.NoSeat, await Members.ChangeAsync(Changed(unit.Agent, UnitRole.UnitAdministrator), Ct));
            Assert.Equal(MemberStep.NoSeat, await Members.ChangeAsync(Changed(next, UnitRole.Agent), Ct));
            Assert.Equal(MemberStep.NoSeat, await Members.ReplaceAsync(Replaced(unit.Administrator, AnAdministrator()), Ct));
        }
        finally
        {
            end.Set();
            await other;
        }

        // An overdue invitation's seat is free.
        clock.Advance(Invitation.Lasts);
        Assert.Equal(MemberStep.Done, await Members.AddAsync(Added(unit.Samples.AnAgent(PersonId.New())), Ct));
    }

    [Fact]
    [Trait("Case", "UN-07")]
    [Trait("Spec", "R124")]
    public async Task Of_forty_administrators_added_at_once_there_is_one()
    {
        Assert.True((await unit.Ending.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Administrator.Id), Ct)).IsOk);
        await using var beside = await store.BesideAsync(clock);
        var steps = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(
            async () => await Node(beside, n).AddAsync(
                Added(AnAdministrator()), Ct),
            Ct)));
        Assert.Equal((1, 39), (steps.Count(step => step == MemberStep.Done), steps.Count(step => step == MemberStep.NoSeat)));
        Assert.Equal(1, store.Count("membership where role = 2 and status <> 9"));
    }

    [Fact]
    [Trait("Case", "UN-07")]
    [Trait("Spec", "R128")]
    public async Task Of_forty_who_replace_the_administrator_at_once_one_does_and_the_others_are_told_of_the_next()
    {
        await using var beside = await store.BesideAsync(clock);
        var steps = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(async () => await Node(beside, n).ReplaceAsync(Replaced(unit.Administrator, AnAdministrator()), Ct), Ct)));
        Assert.Equal((1, 39), (steps.Count(step => step == MemberStep.Done), steps.Count(step => step == MemberStep.NoSeat)));
        Assert.Equal((1, 1), (store.Count("membership where role = 2 and status <> 9"), store.Count("membership where role = 2 and status = 9")));
        // Who was changed meanwhile is still there: then it is that which is told.
        Assert.Equal(MemberStep.Changed, await Members.ReplaceAsync(Replaced(unit.Representative with { Role = UnitRole.UnitAdministrator, Version = 7 }, AnAdministrator()), Ct));
    }

    [Fact]
    [Trait("Case", "UN-07")]
    [Trait("Spec", "R144")]
    public async Task Of_forty_promotions_at_once_one_is_done_and_the_others_are_told_that_there_is_an_administrator()
    {
        Assert.True((await unit.Ending.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Administrator.Id), Ct)).IsOk);
        UnitMember[] agents = [.. Enumerable.Range(0, 10).Select(_ => unit.Samples.AnAgent(PersonId.New()))];
        foreach (var one in agents[1..])
            Assert.Equal(MemberStep.Done, await Members.AddAsync(Added(one), Ct));
        agents[0] = unit.Agent;
        await using var beside = await store.BesideAsync(clock);
        var steps = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(async () => await Node(beside, n / 10).ChangeAsync(Changed(agents[n % 10], UnitRole.UnitAdministrator), Ct), Ct)));
        // Three others promote the very same agent, who is one already.
        Assert.Equal((1, 36, 3), (steps.Count(step => step == MemberStep.Done), steps.Count(step => step == MemberStep.NoSeat), steps.Count(step => step == MemberStep.Changed)));
        Assert.Equal((1, 9), (store.Count("membership where role = 2 and status <> 9"), store.Count("membership where role = 3 and status <> 9")));
    }

    [Fact]
    [Trait("Case", "UN-13")]
    [Trait("Spec", "R147")]
    public async Task Of_twenty_who_add_one_person_at_once_one_does()
    {
        var steps = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await Members.AddAsync(Added(unit.Samples.AnAgent(unit.Samples.Sun.Id)), Ct), Ct)));
        Assert.Equal((1, 19), (steps.Count(step => step == MemberStep.Done), steps.Count(step => step == MemberStep.HasRole)));
        Assert.Equal(MemberStep.HasRole, await Members.AddAsync(Added(unit.Samples.AnAgent(unit.Lin.Id)), Ct));
    }

    [Fact]
    [Trait("Spec", "R143")]
    [Trait("Case", "UN-03")]
    [Trait("Case", "UN-21")]
    public async Task An_end_takes_along_what_acts_in_the_membership_and_a_new_membership_brings_none_of_it_back()
    {
        var unitOnly = await BeginAsync(new Proof(ProofMethod.MembershipPassword, clock.Now, unit.Agent.Id, unit.Samples.Unit.Id, unit.Samples.WangUnitPassword.Id));
        var mixed = await BeginAsync(new Proof(ProofMethod.AppQr, clock.Now, null, null, null));
        await JoinAsync(mixed, unit.Agent.Id.ToString(), "s_unit");
        await JoinAsync(mixed, "self", "s_self");
        var (inUnit, offline, self) = (
            await GrantAsync(unit.Samples.AGrant(unit.Samples.Wang.Id, unit.Agent.Id, unitOnly.Value)),
            await GrantAsync(unit.Samples.AGrant(unit.Samples.Wang.Id, unit.Agent.Id, mixed.Value, offline: true)),
            await GrantAsync(unit.Samples.AGrant(unit.Samples.Wang.Id, null, mixed.Value)));

        await using var beside = await store.BesideAsync(clock);
        Assert.All(new[] { inUnit, offline }, grant => Assert.Null(EndOf(grant, beside)));
        var seen = await unit.SeenAsync(unit.Agent.Id);
        store.Commands.Reset();
        Assert.Equal(seen.Version + 1, (await unit.Ending.HandleAsync(unit.As(unit.Administrator), seen, Ct)).Value.Version);
        Assert.Equal(1, store.Commands.Writes);

        Assert.All(new[] { inUnit, offline }, grant => Assert.Equal("member_removed", EndOf(grant)));
        Assert.Null(EndOf(self));
        // Another node that has just looked knows it within five seconds.
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.All(new[] { inUnit, offline }, grant => Assert.Equal("member_removed", EndOf(grant, beside)));
        Assert.Equal((1, 1), (store.Count("session where ended_because = 'member_removed'"), store.Count("session where ended_at is null")));
        Assert.Equal("s_self", Assert.Single(await store.Get<ISessionStore>().PartsAsync(mixed, Ct)).Sid);
        Assert.Equal(0, store.Count("credential where membership is not null"));
        Assert.Equal((1, 1), (store.Count("audit_fact where code = 'member.ended' and reason = 'member_removed'"), store.Count("audit_fact where code = 'session.ended' and reason = 'member_removed'")));
        Assert.Equal(GovernanceErrors.MemberUnknown, (await unit.Ending.HandleAsync(unit.As(unit.Administrator), seen, Ct)).Code);

        var again = await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Wang));
        Assert.NotEqual(unit.Agent.Id, again.Value.Membership);
        unit.Confirm();
        Assert.IsType<AuthorityVerdict.Refused>(await StandingAsync(unit.Samples.Wang.Id, unit.Agent.Id));
        Assert.IsType<AuthorityVerdict.Serves>(await StandingAsync(unit.Samples.Wang.Id, again.Value.Membership));
        Assert.Equal(("member_removed", "member_removed"), (EndOf(inUnit), EndOf(offline)));
        Assert.Equal(0, store.Count("credential where membership is not null"));
    }

    [Fact]
    [Trait("Spec", "R144")]
    [Trait("Case", "UN-22")]
    public async Task Another_role_ends_what_acted_in_the_former_and_leaves_what_was_proven()
    {
        var session = await BeginAsync(new Proof(ProofMethod.MembershipPassword, clock.Now, unit.Agent.Id, unit.Samples.Unit.Id, unit.Samples.WangUnitPassword.Id));
        var grant = await GrantAsync(unit.Samples.AGrant(unit.Samples.Wang.Id, unit.Agent.Id, session.Value));
        await AllowAsync(unit.Agent.Id);
        await AllowAsync(null);
        Assert.Equal(GovernanceErrors.AdministratorExists, (await unit.Roles.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Agent.Id), UnitRole.UnitAdministrator, Ct)).Code);
        Assert.True((await unit.Roles.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Administrator.Id), UnitRole.Agent, Ct)).IsOk);
        Assert.True((await unit.Roles.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Agent.Id), UnitRole.UnitAdministrator, Ct)).IsOk);

        var list = await unit.ListAsync();
        var (promoted, demoted) = (list.Members.Single(one => one.Id == unit.Agent.Id), list.Members.Single(one => one.Id == unit.Administrator.Id));
        Assert.Equal((UnitRole.UnitAdministrator, true, UnitRole.Agent), (promoted.Role, promoted.Items.IsAll, demoted.Role));
        Assert.Equal(MandateScope.None, demoted.Items);
        Assert.Equal("role_changed", EndOf(grant));
        // What a client was allowed was allowed in the former role: it asks again.
        Assert.Equal((null, "hall"), ((await ConsentAsync(unit.Agent.Id))?.Client.Value, (await ConsentAsync(null))?.Client.Value));
        Assert.Equal(1, store.Count("session where ended_at is null"));
        Assert.Equal(2, store.Count("mandate where version = 2"));
        Assert.IsType<AuthorityVerdict.Serves>(await StandingAsync(unit.Samples.Wang.Id, unit.Agent.Id));
    }

    [Fact]
    [Trait("Case", "UN-05")]
    [Trait("Spec", "R139")]
    public async Task Fewer_items_hold_at_once_and_end_nothing()
    {
        var session = await BeginAsync(new Proof(ProofMethod.MembershipPassword, clock.Now, unit.Agent.Id, unit.Samples.Unit.Id, unit.Samples.WangUnitPassword.Id));
        var grant = await GrantAsync(unit.Samples.AGrant(unit.Samples.Wang.Id, unit.Agent.Id, session.Value));
        await AllowAsync(unit.Agent.Id);
        Assert.True((await unit.Items.HandleAsync(unit.As(unit.Administrator), await unit.SeenAsync(unit.Agent.Id), ["SI-0102"], Ct)).IsOk);
        Assert.Null(EndOf(grant));
        Assert.NotNull(await ConsentAsync(unit.Agent.Id));
        var standing = (await store.Get<IUnitStore>().MembershipsAsync(unit.Samples.Wang.Id, Ct))!.Units.Single();
        Assert.Equal(("SI-0102", 2), (standing.Scope.ToString(), standing.Mandate!.Version));
        Assert.Equal((UnitRole.UnitAdministrator, unit.Zhou.Id), (standing.Mandate.GrantedBy.Role!.Value, standing.Mandate.GrantedBy.Person!.Value));

        // With the membership what was allowed in it is over.
        Assert.True((await unit.Ending.HandleAsync(unit.As(unit.Administrator), await unit.SeenAsync(unit.Agent.Id), Ct)).IsOk);
        Assert.Null(await ConsentAsync(unit.Agent.Id));
    }

    [Fact]
    [Trait("Spec", "R128")]
    public async Task An_administrator_is_replaced_in_one_transaction()
    {
        var session = await BeginAsync(new Proof(ProofMethod.AppQr, clock.Now, unit.Administrator.Id, unit.Samples.Unit.Id, null), unit.Zhou.Id);
        var grant = await GrantAsync(unit.Samples.AGrant(unit.Zhou.Id, unit.Administrator.Id, session.Value));
        var seen = await unit.SeenAsync(unit.Administrator.Id);
        // Somebody with a role cannot come, and then nobody goes.
        Assert.Equal(GovernanceErrors.HasRole, (await unit.Replacing.HandleAsync(unit.As(unit.Representative), seen, GovernedUnit.Form(unit.Samples.Wang), Ct)).Code);
        Assert.Null(EndOf(grant));
        var next = await unit.PlantAsync(unit.APerson("吴示新"));
        var done = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await unit.Replacing.HandleAsync(unit.As(unit.Representative), seen, GovernedUnit.Form(next), Ct), Ct)));
        Assert.Single(done, one => one.IsOk);
        Assert.Equal("member_replaced", EndOf(grant));
        Assert.Equal(1, store.Count("session where ended_because = 'member_replaced'"));
        var administrator = Assert.Single((await unit.ListAsync()).Members, one => one.Role == UnitRole.UnitAdministrator);
        Assert.Equal((MemberState.Pending, "吴示新", true), (administrator.State, administrator.Name.Value, administrator.Items.IsAll));
        Assert.Equal(GovernanceErrors.UnitUnknown, await unit.ListRefusalAsync(unit.Administrator));
    }

    [Fact]
    [Trait("Case", "UN-08")]
    [Trait("Spec", "R135")]
    public async Task An_invitation_of_over_thirty_days_gives_its_seat_up_and_is_ended_with_a_fact()
    {
        var steps = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => Task.Run(async () => await Members.AddAsync(Added(unit.Samples.AnAgent(PersonId.New())), Ct), Ct)));
        Assert.All(steps, step => Assert.Equal(MemberStep.Done, step));
        clock.Advance(Invitation.Lasts);
        Assert.Equal(MemberStep.Done, await Members.AddAsync(Added(unit.Samples.AnAgent(unit.Samples.Sun.Id)), Ct));
        Assert.Equal((9, 2), (store.Count("audit_fact where code = 'member.invitation_over'"), store.Count("membership where role = 3 and status <> 9")));

        clock.Advance(Invitation.Lasts);
        Assert.DoesNotContain((await unit.ListAsync()).Members, one => one.State == MemberState.Pending);
        Assert.Equal(1, await store.Get<OverdueInvitations>().RunAsync(Ct));
        Assert.Equal(0, await store.Get<OverdueInvitations>().RunAsync(Ct));
        Assert.Equal((10, 0), (store.Count("audit_fact where code = 'member.invitation_over'"), store.Count("membership where status = 1")));
    }

    [Theory]
    [Trait("Spec", "R146")]
    [InlineData("update mandate set last_day = last_day + 400")]
    [InlineData("update mandate set first_day = -5, last_day = 2000000000")]
    [InlineData("update mandate set items = 'SI-0101 SI-0102 SI-0103'")]
    [InlineData("update mandate set items = '%%% ,,'")]
    [InlineData("update mandate set version = version + 1")]
    [InlineData("update mandate set granted_method = 77")]
    [InlineData("delete from mandate")]
    [InlineData("update membership set link = 1 where role = 3")]
    [InlineData("update membership set role = 2, slot = null where role = 3")]
    [InlineData("update membership set suspended_at = 9223372036854775807 where role = 3")]
    [InlineData("update membership set tag = null where role = 3")]
    [InlineData("update membership set created_at = 9223372036854775807 where role = 3")]
    [InlineData("update membership set created_at = -9223372036854775807, status = 1 where role = 3")]
    [InlineData("update membership set version = 2147483647 where role = 3")]
    [InlineData("update membership set version = -7 where role = 3")]
    public async Task A_row_changed_past_the_house_serves_nothing_and_is_ended_like_any_other(string sql)
    {
        if (sql.Contains("role = 2", StringComparison.Ordinal))
            Assert.True((await unit.Ending.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Administrator.Id), Ct)).IsOk);
        Assert.IsType<AuthorityVerdict.Serves>(await StandingAsync(unit.Samples.Wang.Id, unit.Agent.Id));
        store.Tamper(sql);
        Assert.Equal(new AuthorityVerdict.Refused(AuthorityReasons.Tampered), await StandingAsync(unit.Samples.Wang.Id, unit.Agent.Id));
        var entry = await unit.EntryAsync(unit.Agent.Id);
        Assert.Equal((MemberState.Damaged, MandateScope.None), (entry.State, entry.Items));
        Assert.Single(entry.Actions);
        // No change gives it a new tag; its end is a change that gives nothing.
        Assert.False((await unit.Renewal.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Agent.Id), MandatePeriod.Default, Ct)).IsOk);
        Assert.Equal(new AuthorityVerdict.Refused(AuthorityReasons.Tampered), await StandingAsync(unit.Samples.Wang.Id, unit.Agent.Id));
        Assert.Single((await store.Get<IMembershipStore>().OfAsync(unit.Samples.Wang.Id, Ct))!.All, one => one.Unit.Membership == unit.Agent.Id && one.ConfirmUntil > one.AddedAt);
        Assert.True((await unit.Ending.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Agent.Id), Ct)).IsOk);
    }

    [Theory]
    [Trait("Spec", "R146")]
    [InlineData("\"within\" = (select id from institution)", true)]
    [InlineData("institution = (select id from institution), \"within\" = (select id from institution)", true)]
    [InlineData("\"within\" = (select id from institution), role = 1, slot = null", true)]
    [InlineData("institution = (select id from institution)", false)]
    [InlineData("\"within\" = id", false)]
    [InlineData("\"within\" = (select id from unit where number = '13150827')", false)]
    [InlineData("\"within\" = id, role = 1, slot = null, status = 1, created_at = 1", false)]
    [InlineData("\"within\" = id, institution = id, status = 7", false)]
    public async Task A_row_moved_past_the_house_to_another_place_serves_nothing_takes_no_seat_and_is_ended_by_the_representative(string move, bool isOfInstitution)
    {
        store.Tamper($"update membership set {move} where role = 3");
        Assert.Equal(new AuthorityVerdict.Refused(AuthorityReasons.Tampered), await StandingAsync(unit.Samples.Wang.Id, unit.Agent.Id));

        // On one list it stands, and can only be ended there.
        var institution = unit.Place with { Institution = unit.Samples.Institution.Id };
        var (shown, other) = isOfInstitution ? (institution, unit.Place) : (unit.Place, institution);
        Assert.DoesNotContain((await unit.ListAsync(place: other)).Members, one => one.Id == unit.Agent.Id);
        var list = await unit.ListAsync(place: shown);
        var entry = Assert.Single(list.Members, one => one.Id == unit.Agent.Id);
        Assert.Equal((MemberState.Damaged, MandateScope.None, 1), (entry.State, entry.Items, entry.Actions.Length));
        var takesNoSeat = move.StartsWith("\"within\"", StringComparison.Ordinal) && !isOfInstitution;
        Assert.Equal(takesNoSeat || move.Contains("role = 1", StringComparison.Ordinal) ? 0 : 1, list.Cards.Single(card => card.Role == UnitRole.Agent).Count);
        var seen = await unit.SeenAsync(unit.Agent.Id, shown);
        Assert.False((await unit.Renewal.HandleAsync(unit.As(unit.Representative), seen, MandatePeriod.Default, Ct)).IsOk);
        Assert.False((await unit.Items.HandleAsync(unit.As(unit.Representative), seen, [], Ct)).IsOk);
        // What it says of its role is not believed: it takes the representative, and a fresh proof of him.
        if (takesNoSeat)
        {
            Assert.Empty((await unit.ListAsync(unit.Administrator)).Members.Single(one => one.Id == unit.Agent.Id).Actions);
            Assert.Equal(GovernanceErrors.Forbidden, (await unit.Ending.HandleAsync(unit.As(unit.Administrator), seen, Ct)).Code);
            Assert.Equal(GovernanceErrors.StepUpNeeded, (await unit.Ending.HandleAsync(unit.As(unit.Representative, provenMinutesAgo: 11), seen, Ct)).Code);
        }

        Assert.True((await unit.Ending.HandleAsync(unit.As(unit.Representative), seen, Ct)).IsOk);
        Assert.DoesNotContain((await unit.ListAsync(place: shown)).Members, one => one.Id == unit.Agent.Id);
        Assert.Equal(1, store.Count("membership where role in (1, 3) and status = 9"));
        // Then the person may be added anew.
        Assert.True((await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Wang))).IsOk);
    }

    [Fact]
    [Trait("Spec", "R146")]
    [Trait("Case", "UN-12")]
    public async Task A_row_astray_is_on_no_other_units_list_and_a_number_taken_from_an_institution_opens_nothing()
    {
        store.Tamper("update membership set \"within\" = (select id from unit where number = '13150827') where role = 3");
        Assert.Single((await unit.ListAsync(unit.OtherRepresentative, new MemberPlace(unit.OtherUnit.Id))).Members);

        var inside = unit.Samples.AnAgent(unit.Samples.Sun.Id) with { Institution = unit.Samples.Institution.Id };
        await store.Get<IAccountsSeed>().PlantAsync(new SeedPlan { Members = [inside] }, Ct);
        Assert.IsType<AuthorityVerdict.Serves>(await StandingAsync(unit.Samples.Sun.Id, inside.Id));
        store.Tamper("update institution set number = null, serial = null, status = 4");
        Assert.Equal(new AuthorityVerdict.Refused(AuthorityReasons.Tampered), await StandingAsync(unit.Samples.Sun.Id, inside.Id));
        Assert.Equal(MemberState.Damaged, (await unit.ListAsync()).Members.Single(one => one.Id == inside.Id).State);
    }

    [Fact]
    [Trait("Spec", "R147")]
    [Trait("Case", "UN-07")]
    public async Task Of_two_who_make_somebody_the_units_administrator_and_a_member_of_its_institution_at_once_one_does()
    {
        Assert.True((await unit.Ending.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Administrator.Id), Ct)).IsOk);
        await using var beside = await store.BesideAsync(clock);
        for (var n = 0; n < 4; n++)
        {
            var person = PersonId.New();
            var above = UnitMember.Administrator(MembershipId.New(clock.Now), person, unit.Samples.Unit.Id, MembershipLink.Delegated, unit.Samples.AMandate(MandateScope.All), clock.Now);
            var within = unit.Samples.AnAgent(person) with { Institution = unit.Samples.Institution.Id };
            var steps = await Task.WhenAll(new[] { above, within }.Select((member, at) => Task.Run(async () => await Node(beside, at).AddAsync(Added(member), Ct), Ct)));
            Assert.Equal([MemberStep.Done, MemberStep.HasRole], steps.Order());
            store.Query("update membership set status = 9, ended_at = 1 where status = 1");
        }
    }

    [Fact]
    [Trait("Spec", "R146")]
    public async Task A_suspension_taken_away_and_an_ended_membership_revived_past_the_house_serve_nothing()
    {
        store.Query("update membership set suspended_at = 1 where role = 3");
        Assert.Equal(new AuthorityVerdict.Refused(AuthorityReasons.Suspended), await StandingAsync(unit.Samples.Wang.Id, unit.Agent.Id));
        store.Tamper("update membership set suspended_at = null where role = 3");
        Assert.Equal(new AuthorityVerdict.Refused(AuthorityReasons.Tampered), await StandingAsync(unit.Samples.Wang.Id, unit.Agent.Id));
        Assert.True((await unit.Ending.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Agent.Id), Ct)).IsOk);
        store.Tamper("update membership set status = 2, ended_at = null where role = 3 and status = 9");
        Assert.Equal(new AuthorityVerdict.Refused(AuthorityReasons.Tampered), await StandingAsync(unit.Samples.Wang.Id, unit.Agent.Id));
    }

    // A file of SQLite has one node.
    private IMemberStore Node(TestStore beside, int n) => n % 2 == 0 || on == TestDatabase.Sqlite ? Members : beside.Get<IMemberStore>();

    private MemberAdded Added(UnitMember member) => new(
        new ActorSeen(unit.Representative.Id, unit.Representative.Version), member with { Status = MemberStatus.AwaitingConfirmation, CreatedAt = clock.Now }, clock.Now - Invitation.Lasts, clock.Now,
        [new AuditFact { Code = FactCodes.MemberAdded, Result = AuditResult.Ok, At = clock.Now }], (membership, person) => InvitationFacts.Over(unit.Samples.Unit.Id, membership, person, clock.Now));

    private UnitMember AnAdministrator() =>
        UnitMember.Administrator(MembershipId.New(clock.Now), PersonId.New(), unit.Samples.Unit.Id, MembershipLink.Delegated, unit.Samples.AMandate(MandateScope.All), clock.Now);

    private MemberReplaced Replaced(UnitMember goes, UnitMember comes)
    {
        var added = Added(comes);
        return new MemberReplaced(new MemberEnded(added.By, goes.Id, goes.Person, goes.Version, MemberEnds.Replaced, clock.Now, added.Facts, _ => added.Facts[0]), added);
    }

    private MemberChange Changed(UnitMember member, UnitRole role)
    {
        var added = Added(member);
        return new MemberChange(
            added.By, member.Id, member.Person, member.Version, role, member.Mandate! with { Version = member.Mandate.Version + 1 }, Narrows: true, MemberEnds.RoleChanged, added.AddedAfter, clock.Now,
            added.Facts, added.OverdueFactOf, _ => added.Facts[0]);
    }

    private async Task<AuthorityVerdict> StandingAsync(PersonId person, MembershipId membership)
    {
        var held = (await store.Get<IUnitStore>().MembershipsAsync(person, Ct))!;
        return held.Units.FirstOrDefault(one => one.Membership == membership) is { } one ? Authority.OfMember(held.Person, one, clock.Now) : new AuthorityVerdict.Refused(AuthorityReasons.NoMembership);
    }

    private async Task<SessionId> BeginAsync(Proof proof, PersonId? person = null)
    {
        var (begun, _) = SessionHandle.Mint(clock.Now);
        await store.Get<ISessionStore>().BeginAsync(
            new SessionBegun(begun, person ?? unit.Samples.Wang.Id, proof, clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []) { Password = unit.Samples.HashOf(proof) }, Ct);
        return begun.Id;
    }

    private async Task JoinAsync(SessionId session, string context, string sid) => Assert.IsType<Outcome.Done>(await store.Get<ILedger>().ApplyAsync(
        Samples.List(new Change.Join(new OpenId.Ports.SessionId(session.Value), new ClientId("hall"), new ContextId(context), sid, new Uri("https://hall.example/backchannel"))), Ct));

    private async Task<GrantId> GrantAsync(Grant grant)
    {
        await store.Get<ILedger>().ApplyAsync(Samples.List(new Change.Open(grant)), Ct);
        return grant.Id;
    }

    private async Task AllowAsync(MembershipId? membership) => await store.Get<ILedger>().ApplyAsync(
        Samples.List(new Change.Consented(new Consent(new SubjectId(unit.Samples.Wang.Id.ToString()), new ClientId("hall"), ContextOf(membership), ["openid"], [], clock.Now, clock.Now.AddDays(180)))), Ct);

    private ValueTask<Consent?> ConsentAsync(MembershipId? membership) =>
        store.Get<IConsents>().FindAsync(new SubjectId(unit.Samples.Wang.Id.ToString()), new ClientId("hall"), ContextOf(membership), Ct);

    private static ContextId ContextOf(MembershipId? membership) => new(membership?.ToString() ?? "self");

    private string? EndOf(GrantId grant, TestStore? node = null) =>
        (node ?? store).Get<ILedger>().StateAsync(grant, SHA256.HashData(grant.Value.ToByteArray()), Freshness.AtMostFourSecondsOld, Ct).AsTask().GetAwaiter().GetResult().Grant!.EndedBecause;
}

public sealed class MemberStoreTestsOnSqlite() : MemberStoreTests(TestDatabase.Sqlite);

public sealed class MemberStoreTestsOnPostgreSql(PostgreSqlTests server) : MemberStoreTests(server);
