using System.Collections.Immutable;
using JsHrss.Accounts;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Governance;

/// <summary>Who may do what to whom, and what is refused with which code, over the real store (R121-R147, domain 7M).</summary>
public sealed class GovernanceTests : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private GovernedUnit unit = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateOnly Today => ChinaTime.DayOf(clock.Now);

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(TestDatabase.Sqlite, clock);
        unit = await GovernedUnit.StartAsync(store, clock);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    [Trait("Spec", "R131")]
    [Trait("Spec", "R138")]
    public async Task Three_cards_and_their_members_are_shown_with_what_the_actor_may_do()
    {
        var list = await unit.ListAsync();
        Assert.Equal([(UnitRole.LegalRepresentative, 1, 1, 1), (UnitRole.UnitAdministrator, 2, 1, 1), (UnitRole.Agent, 3, 1, 10)], list.Cards.Select(card => (card.Role, card.Level, card.Count, card.Most)));
        Assert.Equal([UnitRole.UnitAdministrator, UnitRole.Agent], list.MayAdd);
        Assert.Equal([unit.Representative.Id, unit.Administrator.Id, unit.Agent.Id], list.Members.Select(member => member.Id));
        var agent = list.Members[2];
        Assert.Equal(("王示办", "*****123X", "1*****03", MemberState.Active, false), (agent.Name.Value, agent.Document.Number.ToString(), agent.Mobile!.ToString(), agent.State, agent.IsActor));
        Assert.Equal([GovernanceOperation.GrantItems, GovernanceOperation.EndAgent, GovernanceOperation.RenewAgent, GovernanceOperation.ChangeRole], agent.Actions);
        Assert.Equal((true, true), (list.Members[0].IsActor, list.Members[0].Actions.IsEmpty));

        var ofAdministrator = await unit.ListAsync(unit.Administrator);
        Assert.Equal([UnitRole.Agent], ofAdministrator.MayAdd);
        Assert.Equal([GovernanceOperation.GrantItems, GovernanceOperation.EndAgent, GovernanceOperation.RenewAgent], ofAdministrator.Members[2].Actions);
        Assert.Empty(ofAdministrator.Members[1].Actions);
        Assert.Equal(GovernanceErrors.Forbidden, await unit.ListRefusalAsync(unit.Agent));
    }

    [Fact]
    [Trait("Spec", "R134")]
    [Trait("Spec", "R142")]
    [Trait("Spec", "R143")]
    public async Task Every_state_of_a_membership_is_reached_and_left()
    {
        var added = (await unit.AddAsync(unit.Administrator, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Sun), items: "SI-0101")).Value.Membership;
        var pending = await unit.EntryAsync(added);
        Assert.Equal((MemberState.Pending, clock.Now.AddDays(30), "周示管", "SI-0101"), (pending.State, pending.ConfirmUntil!.Value, pending.GrantedBy!.Value, pending.Items.ToString()));
        Assert.Equal(Validity.Between(Today, Today.AddYears(1).AddDays(-1)).Value, pending.Period);
        Assert.Equal(AuthorityReasons.AwaitingConfirmation, await ReasonAsync(unit.Samples.Sun, added));

        unit.Confirm();
        Assert.Equal((MemberState.Active, null), (await StateAsync(added), await ReasonAsync(unit.Samples.Sun, added)));
        await RenewAsync(added, new MandatePeriod(Today.AddDays(1), Today.AddDays(10)));
        Assert.Equal((MemberState.NotStarted, AuthorityReasons.NotStarted), (await StateAsync(added), await ReasonAsync(unit.Samples.Sun, added)));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((MemberState.Active, null), (await StateAsync(added), await ReasonAsync(unit.Samples.Sun, added)));
        clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal((MemberState.Expired, AuthorityReasons.Ended), (await StateAsync(added), await ReasonAsync(unit.Samples.Sun, added)));
        await RenewAsync(added, MandatePeriod.Default);
        Assert.Equal((MemberState.Active, null), (await StateAsync(added), await ReasonAsync(unit.Samples.Sun, added)));
        store.Query("update membership set suspended_at = 1 where version = 3");
        Assert.Equal((MemberState.Suspended, AuthorityReasons.Suspended), (await StateAsync(added), await ReasonAsync(unit.Samples.Sun, added)));
        store.Query("update membership set suspended_at = null where suspended_at = 1");
        Assert.Equal(MemberState.Active, await StateAsync(added));
        Assert.True((await unit.Ending.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(added), Ct)).IsOk);
        Assert.DoesNotContain((await unit.ListAsync()).Members, member => member.Id == added);
        Assert.Equal(AuthorityReasons.NoMembership, await ReasonAsync(unit.Samples.Sun, added));
    }

    [Fact]
    [Trait("Spec", "R130")]
    public async Task Nothing_is_changed_before_the_terms_are_agreed_to_and_they_are_agreed_to_once()
    {
        await using var fresh = await TestStore.StartAsync(TestDatabase.Sqlite, clock);
        var other = await GovernedUnit.StartAsync(fresh, clock, agreed: false);
        Assert.False((await other.ListAsync()).TermsAccepted);
        Assert.Equal(GovernanceErrors.TermsNotAccepted, (await other.AddAsync(other.Representative, UnitRole.Agent, GovernedUnit.Form(other.Samples.Sun))).Code);
        Assert.Equal(GovernanceErrors.TermsNotAccepted, (await other.Ending.HandleAsync(other.As(other.Representative), await other.SeenAsync(other.Agent.Id), Ct)).Code);
        Assert.Equal(GovernanceErrors.Forbidden, (await other.Terms.HandleAsync(other.As(other.Agent), other.Place, 1, Ct)).Code);
        Assert.Equal(GovernanceErrors.Changed, (await other.Terms.HandleAsync(other.As(other.Administrator), other.Place, 2, Ct)).Code);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await other.Terms.HandleAsync(other.As(other.Administrator), other.Place, 1, Ct), Ct)));
        Assert.True((await other.ListAsync()).TermsAccepted);
        Assert.Equal((1, 1), (fresh.Count("unit_terms"), fresh.Count("audit_fact where code = 'governance.terms_accepted'")));
    }

    [Fact]
    [Trait("Case", "UN-14")]
    [Trait("Spec", "R124")]
    public async Task An_administrator_neither_appoints_an_administrator_nor_acts_on_one_or_on_the_representative()
    {
        var by = unit.As(unit.Administrator);
        store.Query("update membership set role = 3, slot = 5 where role = 2");
        store.Query("update membership set role = 2, slot = null where slot = 1");
        // 王示办 is the administrator now, and 周示管 an agent: what counts is the row, not what anybody believed.
        Assert.Equal(GovernanceErrors.Forbidden, (await unit.AddAsync(unit.Administrator, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Sun))).Code);
        Assert.Equal(GovernanceErrors.Forbidden, (await unit.Ending.HandleAsync(by, await unit.SeenAsync(unit.Agent.Id), Ct)).Code);
        store.Query("update membership set role = 3, slot = 1 where role = 2");
        store.Query("update membership set role = 2, slot = null where slot = 5");

        Assert.Equal(GovernanceErrors.Forbidden, (await unit.AddAsync(unit.Administrator, UnitRole.UnitAdministrator, GovernedUnit.Form(unit.Samples.Sun))).Code);
        Assert.Equal(GovernanceErrors.Forbidden, (await unit.Roles.HandleAsync(by, await unit.SeenAsync(unit.Agent.Id), UnitRole.UnitAdministrator, Ct)).Code);
        foreach (var target in new[] { unit.Representative.Id, unit.Administrator.Id })
        {
            var seen = await unit.SeenAsync(target);
            Assert.Equal(GovernanceErrors.Forbidden, (await unit.Ending.HandleAsync(by, seen, Ct)).Code);
            Assert.Equal(GovernanceErrors.Forbidden, (await unit.Renewal.HandleAsync(by, seen, MandatePeriod.Default, Ct)).Code);
            Assert.Equal(GovernanceErrors.Forbidden, (await unit.Items.HandleAsync(by, seen, [], Ct)).Code);
            Assert.Equal(GovernanceErrors.Forbidden, (await unit.Replacing.HandleAsync(by, seen, GovernedUnit.Form(unit.Samples.Sun), Ct)).Code);
        }

        Assert.Equal(GovernanceErrors.RoleForm, (await unit.AddAsync(unit.Representative, UnitRole.LegalRepresentative, GovernedUnit.Form(unit.Samples.Sun))).Code);
        Assert.Equal(GovernanceErrors.RoleForm, (await unit.AddAsync(unit.Representative, (UnitRole)77, GovernedUnit.Form(unit.Samples.Sun))).Code);
        Assert.Equal(GovernanceErrors.AdministratorExists, (await unit.AddAsync(unit.Representative, UnitRole.UnitAdministrator, GovernedUnit.Form(unit.Samples.Sun))).Code);
        Assert.Equal(GovernanceErrors.ItemsOfAgentsOnly, (await unit.Items.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Administrator.Id), [], Ct)).Code);
    }

    [Fact]
    [Trait("Case", "UN-11")]
    [Trait("Case", "UN-13")]
    public async Task Nobody_changes_or_ends_himself_and_an_agent_nobody()
    {
        var (lin, self) = (unit.As(unit.Representative), await unit.SeenAsync(unit.Representative.Id));
        Assert.Equal(GovernanceErrors.Forbidden, (await unit.Ending.HandleAsync(lin, self, Ct)).Code);
        Assert.Equal(GovernanceErrors.Forbidden, (await unit.Renewal.HandleAsync(unit.As(unit.Administrator), await unit.SeenAsync(unit.Administrator.Id), MandatePeriod.Default, Ct)).Code);
        // Where a row of the matrix would let him, it is still himself.
        store.Query("update membership set role = 3, slot = 7 where role = 1");
        foreach (var member in new[] { unit.Representative.Id, unit.Administrator.Id, unit.Agent.Id })
        {
            var seen = new SeenMember(unit.Place, member, 1);
            Assert.Equal(GovernanceErrors.Forbidden, (await unit.Renewal.HandleAsync(unit.As(unit.Agent), seen, MandatePeriod.Default, Ct)).Code);
            Assert.Equal(GovernanceErrors.Forbidden, (await unit.Items.HandleAsync(unit.As(unit.Agent), seen, ["SI-0101"], Ct)).Code);
            Assert.Equal(GovernanceErrors.Forbidden, (await unit.Roles.HandleAsync(unit.As(unit.Agent), seen, UnitRole.UnitAdministrator, Ct)).Code);
            Assert.Equal(GovernanceErrors.Forbidden, (await unit.Ending.HandleAsync(unit.As(unit.Agent), seen, Ct)).Code);
        }

        Assert.Equal(0, store.Count("audit_fact where code like 'member.%'"));
    }

    [Fact]
    [Trait("Case", "UN-12")]
    [Trait("Case", "AD-02")]
    public async Task What_is_another_unit_s_is_unknown()
    {
        var (lin, other) = (unit.As(unit.Representative), new MemberPlace(unit.OtherUnit.Id));
        Assert.Equal(GovernanceErrors.UnitUnknown, await unit.ListRefusalAsync(unit.Representative, other));
        Assert.Equal(GovernanceErrors.UnitUnknown, await unit.ListRefusalAsync(unit.Representative, new MemberPlace(UnitId.New(clock.Now))));
        Assert.Equal(GovernanceErrors.InstitutionUnknown, await unit.ListRefusalAsync(unit.Representative, unit.Place with { Institution = InstitutionId.New(clock.Now) }));
        var foreign = new MembershipId(new Guid(Convert.FromHexString((string)store.Query("select hex(id) from membership where unit <> (select unit from membership where role = 2)")[0][0]!), bigEndian: true));
        foreach (var id in new[] { foreign, MembershipId.New(clock.Now) })
        {
            Assert.Equal(GovernanceErrors.MemberUnknown, (await unit.Ending.HandleAsync(lin, new SeenMember(unit.Place, id, 1), Ct)).Code);
            Assert.Equal(GovernanceErrors.MemberUnknown, (await unit.Items.HandleAsync(lin, new SeenMember(unit.Place, id, 1), [], Ct)).Code);
            Assert.Equal(GovernanceErrors.UnitUnknown, (await unit.Ending.HandleAsync(lin, new SeenMember(other, id, 1), Ct)).Code);
        }

        // Another person's membership opens nothing, whoever names it.
        Assert.Equal(GovernanceErrors.UnitUnknown, (await unit.Ending.HandleAsync(lin with { Person = unit.Samples.Wang.Id }, await unit.SeenAsync(unit.Agent.Id), Ct)).Code);
    }

    [Fact]
    [Trait("Spec", "R146")]
    public async Task What_concerns_an_administrator_needs_a_proof_of_ten_minutes_at_most()
    {
        var seen = await unit.SeenAsync(unit.Administrator.Id);
        var agent = await unit.SeenAsync(unit.Agent.Id);
        foreach (var by in new[] { unit.As(unit.Representative, 11), unit.As(unit.Representative, -5), unit.As(unit.Representative) with { ProvenAt = null } })
        {
            Assert.Equal(GovernanceErrors.StepUpNeeded, (await unit.Ending.HandleAsync(by, seen, Ct)).Code);
            Assert.Equal(GovernanceErrors.StepUpNeeded, (await unit.Renewal.HandleAsync(by, seen, MandatePeriod.Default, Ct)).Code);
            Assert.Equal(GovernanceErrors.StepUpNeeded, (await unit.Roles.HandleAsync(by, agent, UnitRole.UnitAdministrator, Ct)).Code);
            Assert.Equal(GovernanceErrors.StepUpNeeded, (await unit.Replacing.HandleAsync(by, seen, GovernedUnit.Form(unit.Samples.Sun), Ct)).Code);
            Assert.True((await unit.Renewal.HandleAsync(by, agent, MandatePeriod.Default, Ct)).IsOk);
            agent = agent with { Version = agent.Version + 1 };
        }

        Assert.Equal(GovernanceErrors.StepUpNeeded, (await unit.AddAsync(unit.Representative, UnitRole.UnitAdministrator, GovernedUnit.Form(unit.Samples.Sun), proven: 11)).Code);
        Assert.True((await unit.Renewal.HandleAsync(unit.As(unit.Representative, 10), seen, MandatePeriod.Default, Ct)).IsOk);
    }

    [Fact]
    public async Task A_change_names_the_version_it_has_seen()
    {
        var seen = await unit.SeenAsync(unit.Agent.Id);
        var done = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await unit.Items.HandleAsync(unit.As(unit.Representative), seen, ["SI-0101"], Ct), Ct)));
        Assert.Single(done, one => one.IsOk);
        Assert.All(done.Where(one => !one.IsOk), one => Assert.Equal(GovernanceErrors.Changed, one.Code));
        Assert.Equal(GovernanceErrors.Changed, (await unit.Ending.HandleAsync(unit.As(unit.Representative), seen, Ct)).Code);
        Assert.Equal(1, store.Count("audit_fact where code = 'member.items_granted'"));
    }

    [Theory]
    [Trait("Spec", "R126")]
    [Trait("Case", "UN-09")]
    [InlineData("张示名", null, null)]
    [InlineData(null, "32010019851231123X", null)]
    [InlineData(null, "320100199001010992", null)]
    [InlineData(null, null, "13000000003")]
    public async Task Whoever_differs_in_one_of_three_is_not_matched_and_nobody_learns_in_which(string? name, string? document, string? mobile)
    {
        var form = GovernedUnit.Form(unit.Samples.Sun);
        var code = (await unit.AddAsync(unit.Representative, UnitRole.Agent, form with { Name = name ?? form.Name, DocumentNumber = document ?? form.DocumentNumber, Mobile = mobile ?? form.Mobile })).Code;
        Assert.Contains(code, new[] { GovernanceErrors.NotMatched, IdentifierErrors.DocumentCheck });
        Assert.Equal(0, store.Count("audit_fact where code = 'member.added'"));
    }

    [Fact]
    [Trait("Case", "EN-01")]
    public async Task A_try_is_spent_only_where_somebody_is_looked_up_and_one_person_never_spends_the_unit_s()
    {
        unit.MostTries = new MemberTryOptions { Tries = 2 };
        var (form, wrong) = (GovernedUnit.Form(unit.Samples.Sun), GovernedUnit.Form(unit.Samples.Sun) with { Name = "张示名" });
        for (var n = 0; n < 9; n++)
        {
            Assert.Equal(IdentifierErrors.NameForm, (await unit.AddAsync(unit.Administrator, UnitRole.Agent, form with { Name = "" })).Code);
            Assert.Equal(GovernanceErrors.Forbidden, (await unit.AddAsync(unit.Administrator, UnitRole.UnitAdministrator, form)).Code);
            Assert.Equal(GovernanceErrors.StepUpNeeded, (await unit.AddAsync(unit.Representative, UnitRole.UnitAdministrator, form, proven: 11)).Code);
        }

        Assert.Equal(0, store.Count("counter where kind in ('member.person', 'member.unit')"));
        for (var n = 0; n < 2; n++)
            Assert.Equal(GovernanceErrors.NotMatched, (await unit.AddAsync(unit.Administrator, UnitRole.Agent, wrong)).Code);
        Assert.Equal(GovernanceErrors.TooMany, (await unit.AddAsync(unit.Administrator, UnitRole.Agent, form)).Code);
        Assert.True((await unit.AddAsync(unit.Representative, UnitRole.Agent, form)).IsOk);
    }

    [Fact]
    [Trait("Case", "EN-16")]
    public async Task Where_nothing_can_be_counted_nobody_is_tried()
    {
        unit.Tries = new Away();
        var form = GovernedUnit.Form(unit.Samples.Sun);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await unit.AddAsync(unit.Representative, UnitRole.Agent, form));
        // Whoever may add nobody is refused by the matrix, and no counter is asked.
        Assert.Equal(GovernanceErrors.Forbidden, (await unit.AddAsync(unit.Agent, UnitRole.Agent, form)).Code);
        Assert.Equal(0, store.Count("audit_fact where code = 'member.added'"));
        unit.MostTries = new MemberTryOptions { Tries = 0 };
        Assert.True((await unit.AddAsync(unit.Representative, UnitRole.Agent, form)).IsOk);
    }

    /// <summary>A store that is away.</summary>
    private sealed class Away : IMemberTries
    {
        public ValueTask<DateTimeOffset?> TakeAsync(PersonId actor, UnitId unit, MemberTryOptions options, DateTimeOffset now, CancellationToken ct) => throw new StoreUnavailableException("The store is away.");
    }

    [Fact]
    [Trait("Spec", "R126")]
    [Trait("Spec", "R147")]
    public async Task Only_a_real_name_account_without_a_role_here_is_appointed()
    {
        var young = await unit.PlantAsync(unit.APerson("冯示初", AssuranceLevel.Registered));
        Assert.Equal(GovernanceErrors.NotMatched, (await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(young))).Code);
        foreach (var person in new[] { unit.Lin, unit.Zhou, unit.Samples.Wang })
            Assert.Equal(GovernanceErrors.HasRole, (await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(person))).Code);
        var named = await unit.PlantAsync(unit.APerson("卫示法"));
        unit.Register.Units.Add(new RegisteredUnit(unit.Samples.Unit.CreditCode!, unit.Samples.Unit.Name, true, named.Name, named.Document.Type, named.Document.Number.Value));
        Assert.Equal(GovernanceErrors.HasRole, (await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(named))).Code);

        Assert.Equal(GovernanceErrors.ItemUnknown, (await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Sun), items: "SI-9999")).Code);
        Assert.Equal(GovernanceErrors.ItemUnknown, (await unit.Items.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Agent.Id), ["' or 1=1"], Ct)).Code);
        Assert.Equal(GovernanceErrors.PeriodPast, (await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Sun, new MandatePeriod(null, Today.AddDays(-1)) with { Start = Today.AddDays(-2) }))).Code);
        foreach (var form in new[] { new MemberForm(null, null, null, null, null, MandatePeriod.Default), new MemberForm(new string('示', 5000), "XX", "\0", null, "1", MandatePeriod.Default) })
            Assert.NotNull((await unit.AddAsync(unit.Representative, UnitRole.Agent, form)).Code);
    }

    [Fact]
    [Trait("Spec", "R151")]
    public async Task An_institution_has_members_of_its_own_governed_from_above_and_by_its_own_administrator()
    {
        var place = unit.Place with { Institution = unit.Samples.Institution.Id };
        var administrator = await unit.PlantAsync(unit.APerson("褚示构"));
        // The unit's administrator appoints agents there, and no administrator.
        Assert.Equal(GovernanceErrors.Forbidden, (await unit.AddAsync(unit.Administrator, UnitRole.UnitAdministrator, GovernedUnit.Form(administrator), place)).Code);
        Assert.Equal(GovernanceErrors.HasRole, (await unit.AddAsync(unit.Administrator, UnitRole.Agent, GovernedUnit.Form(unit.Lin), place)).Code);
        var head = (await unit.AddAsync(unit.Representative, UnitRole.UnitAdministrator, GovernedUnit.Form(administrator), place)).Value.Membership;
        unit.Confirm();
        var by = UnitMember.LegalRepresentative(head, administrator.Id, unit.Samples.Unit.Id, MembershipLink.Delegated, clock.Now);
        var agent = (await unit.AddAsync(by, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Sun), place)).Value.Membership;
        var list = await unit.ListAsync(by, place);
        Assert.Equal([UnitRole.UnitAdministrator, UnitRole.Agent], list.Cards.Select(card => card.Role));
        Assert.Equal([head, agent], list.Members.Select(member => member.Id));
        Assert.Equal(3, (await unit.ListAsync()).Members.Length);

        // Within the institution, and nowhere else.
        Assert.Equal(GovernanceErrors.Forbidden, await unit.ListRefusalAsync(by));
        Assert.Equal(GovernanceErrors.Forbidden, (await unit.Ending.HandleAsync(unit.As(by), await unit.SeenAsync(unit.Agent.Id), Ct)).Code);
        Assert.Equal(GovernanceErrors.MemberUnknown, (await unit.Ending.HandleAsync(unit.As(by), new SeenMember(place, unit.Agent.Id, 1), Ct)).Code);
        Assert.Equal(GovernanceErrors.Forbidden, (await unit.Terms.HandleAsync(unit.As(by), place, 1, Ct)).Code);
        Assert.True((await unit.Ending.HandleAsync(unit.As(unit.Administrator), await unit.SeenAsync(agent, place), Ct)).IsOk);
        store.Query("update institution set status = 2");
        Assert.Equal(GovernanceErrors.InstitutionInactive, (await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Sun), place)).Code);
        Assert.Equal(GovernanceErrors.NotServed, await unit.ListRefusalAsync(by, place));
    }

    [Fact]
    [Trait("Spec", "R147")]
    [Trait("Spec", "R151")]
    public async Task Who_stands_above_an_institution_has_no_part_in_it_and_an_agent_of_the_unit_may()
    {
        var place = unit.Place with { Institution = unit.Samples.Institution.Id };
        // The representative and the administrator have every item of the unit, and govern its institutions from there.
        foreach (var above in new[] { unit.Lin, unit.Zhou })
        {
            foreach (var role in new[] { UnitRole.UnitAdministrator, UnitRole.Agent })
                Assert.Equal(GovernanceErrors.HasRole, (await unit.AddAsync(unit.Representative, role, GovernedUnit.Form(above), place)).Code);
        }

        // An agent of the unit has some of its items; in the institution others, under another number.
        Assert.True((await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Wang), place)).IsOk);
        Assert.Equal(GovernanceErrors.HasRole, (await unit.AddAsync(unit.Representative, UnitRole.UnitAdministrator, GovernedUnit.Form(unit.Samples.Wang), place)).Code);

        // And the other way round: whoever has a part in an institution does not come to stand above it.
        Assert.True((await unit.Roles.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Administrator.Id), UnitRole.Agent, Ct)).IsOk);
        Assert.Equal(GovernanceErrors.HasRole, (await unit.Roles.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Agent.Id), UnitRole.UnitAdministrator, Ct)).Code);
        Assert.True((await unit.AddAsync(unit.Representative, UnitRole.UnitAdministrator, GovernedUnit.Form(unit.Samples.Sun), place)).IsOk);
        Assert.Equal(GovernanceErrors.HasRole, (await unit.AddAsync(unit.Representative, UnitRole.UnitAdministrator, GovernedUnit.Form(unit.Samples.Sun))).Code);
        Assert.True((await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Sun))).IsOk);

        // An invitation that nobody confirmed in time hinders nobody, and neither does a membership that is over.
        clock.Advance(TimeSpan.FromDays(31));
        Assert.True((await unit.Roles.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Agent.Id), UnitRole.UnitAdministrator, Ct)).IsOk);
    }

    [Fact]
    [Trait("Spec", "R122")]
    public async Task Whoever_is_suspended_expired_or_frozen_governs_nothing()
    {
        store.Query("update mandate set last_day = first_day - 1 where all_items");
        Assert.Equal(GovernanceErrors.NotServed, await unit.ListRefusalAsync(unit.Administrator));
        store.Query("update membership set suspended_at = 1 where role = 1");
        Assert.Equal(GovernanceErrors.NotServed, (await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Sun))).Code);
        store.Query("update membership set suspended_at = null");
        store.Query("update unit set status = 2");
        Assert.Equal(GovernanceErrors.NotServed, await unit.ListRefusalAsync(unit.Representative));
    }

    [Fact]
    [Trait("Case", "UN-13")]
    public async Task A_member_leaves_by_himself_but_not_the_representative()
    {
        var leaving = new MemberLeaving(unit.Samples.Wang.Id, null, RequestOrigin.Unknown);
        Assert.Equal(GovernanceErrors.MemberUnknown, (await unit.Leaving.HandleAsync(leaving, unit.Administrator.Id, 1, Ct)).Code);
        Assert.Equal(GovernanceErrors.Changed, (await unit.Leaving.HandleAsync(leaving, unit.Agent.Id, 7, Ct)).Code);
        Assert.True((await unit.Leaving.HandleAsync(leaving, unit.Agent.Id, 1, Ct)).IsOk);
        Assert.Equal(GovernanceErrors.StepUpNeeded, (await unit.Leaving.HandleAsync(leaving with { Person = unit.Zhou.Id }, unit.Administrator.Id, 1, Ct)).Code);
        Assert.True((await unit.Leaving.HandleAsync(new MemberLeaving(unit.Zhou.Id, clock.Now, RequestOrigin.Unknown), unit.Administrator.Id, 1, Ct)).IsOk);
        Assert.Equal(GovernanceErrors.RepresentativeStays, (await unit.Leaving.HandleAsync(new MemberLeaving(unit.Lin.Id, clock.Now, RequestOrigin.Unknown), unit.Representative.Id, 1, Ct)).Code);
        Assert.Equal([1, 0, 0], (await unit.ListAsync()).Cards.Select(card => card.Count));
        Assert.Equal(2, store.Count("audit_fact where code = 'member.ended' and reason = 'member_left'"));
    }

    [Fact]
    [Trait("Spec", "R140")]
    public async Task Everybody_sees_what_he_may_do()
    {
        var own = new ReadOwnItems(store.Get<IUnitStore>(), store.Get<IBusinessItems>());
        Assert.Equal((false, "SI-0101,SI-0102"), await OwnAsync(unit.Agent));
        Assert.Equal((true, ""), await OwnAsync(unit.Administrator));
        Assert.Equal((true, ""), await OwnAsync(unit.Representative));
        Assert.Equal(GovernanceErrors.MemberUnknown, (await own.HandleAsync(unit.As(unit.Agent) with { Person = unit.Lin.Id }, Ct)).Code);

        async Task<(bool, string)> OwnAsync(UnitMember member)
        {
            var items = (await own.HandleAsync(unit.As(member), Ct)).Value;
            return (items.IsAll, string.Join(',', items.Items.Select(item => item.Code)));
        }
    }

    private async Task RenewAsync(MembershipId member, MandatePeriod period) =>
        Assert.Null((await unit.Renewal.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(member), period, Ct)).Code);

    private async Task<MemberState> StateAsync(MembershipId member) => (await unit.EntryAsync(member)).State;

    private async Task<string?> ReasonAsync(Person person, MembershipId membership)
    {
        var held = (await store.Get<IUnitStore>().MembershipsAsync(person.Id, Ct))!;
        return held.Units.FirstOrDefault(one => one.Membership == membership) is not { } one ? AuthorityReasons.NoMembership
            : Authority.OfMember(held.Person, one, clock.Now) is AuthorityVerdict.Refused { Reason: var reason } ? reason : null;
    }
}
