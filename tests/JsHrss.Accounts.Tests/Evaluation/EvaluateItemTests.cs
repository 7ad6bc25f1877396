using System.Collections.Immutable;
using JsHrss.Accounts.Evaluation;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Evaluation;

public sealed class EvaluateItemTests
{
    private const string Superiors = "LegalRepresentative UnitAdministrator";
    private const string Institution = "J0000007";

    private static readonly DateTimeOffset Now = Sample.Now;
    private static readonly PersonStanding Person = Sample.Person();
    private static readonly BusinessItem Item = AnItem("SI-0101");

    private static BusinessItem AnItem(string code, AssuranceLevel level = AssuranceLevel.RealName, ItemActions actions = ItemActions.Query | ItemActions.Submit, Validity? validity = null) =>
        new(BusinessItemCode.Read(code).Value, "事项", level, actions, validity);

    private static UnitStanding Agent(int from = 0, int to = 365) => Sample.Agent(1, Sample.Mandate(from, to, "SI-0101"));

    private static UnitStanding Administrator(int from = 0, int to = 365) => Agent(from, to) with { Role = UnitRole.UnitAdministrator, Mandate = Sample.Mandate(from, to) with { Scope = MandateScope.All } };

    private static ItemQuestion For(UnitStanding? membership, string? unit = "13150001", string? institution = null, BusinessItem? item = null) => new()
    {
        Subject = new MembershipsOfPerson(Person, membership is null ? [] : [membership]),
        Unit = UnitAsked.Read(unit, institution),
        Item = item ?? Item,
        Action = ItemActions.Submit,
        ServesPersons = true,
        ServesUnits = true,
        InstitutionAware = true,
        Now = Now,
    };

    private static ItemQuestion ForSelf(PersonStanding? person = null, BusinessItem? item = null) =>
        For(null, unit: null, item: item) with { Subject = new MembershipsOfPerson(person ?? Person, []) };

    /// <summary>The reason, and who can mend it; <c>permitted</c> when it may be done.</summary>
    private static (string Reason, string Who) Told(ItemQuestion question) => EvaluateItem.Of(question) is ItemVerdict.Refused refused
        ? (refused.Reason, string.Join(' ', refused.WhoCanGrant))
        : ("permitted", "");

    public static TheoryData<string, string, string, string> States { get; } = new()
    {
        // 7M: state and role; an agent holds the one item, an administrator all within the period, a legal representative all without.
        { "active", "agent", "permitted", "" },
        { "active", "administrator", "permitted", "" },
        { "active", "legal representative", "permitted", "" },
        { "pending", "agent", EvaluationReasons.AwaitingConfirmation, "" },
        { "pending", "administrator", EvaluationReasons.AwaitingConfirmation, "" },
        { "not started", "agent", EvaluationReasons.NotStarted, Superiors },
        { "not started", "administrator", EvaluationReasons.NotStarted, "LegalRepresentative" },
        { "ended by date", "agent", EvaluationReasons.Ended, Superiors },
        { "ended by date", "administrator", EvaluationReasons.Ended, "LegalRepresentative" },
        { "suspended", "agent", EvaluationReasons.Suspended, "" },
        { "suspended", "administrator", EvaluationReasons.Suspended, "" },
        { "suspended", "legal representative", EvaluationReasons.Suspended, "" },
        { "deleted", "agent", EvaluationReasons.NoMandate, Superiors },
        { "deleted", "administrator", EvaluationReasons.NoMandate, Superiors },
        { "deleted", "legal representative", EvaluationReasons.NoMandate, Superiors },
        { "mandate gone", "agent", EvaluationReasons.NoMandate, Superiors },
        { "mandate gone", "administrator", EvaluationReasons.NoMandate, "LegalRepresentative" },
        { "without items", "agent", EvaluationReasons.ItemMissing, Superiors },
        { "on hold", "agent", EvaluationReasons.OnHold, "" },
        { "unit ended", "legal representative", EvaluationReasons.UnitInactive, "" },
        { "unit suspended", "agent", EvaluationReasons.UnitInactive, "" },
    };

    [Theory]
    [MemberData(nameof(States))]
    [Trait("Spec", "R122")]
    [Trait("Spec", "R127")]
    public void Every_state_of_a_membership_has_its_answer(string state, string role, string reason, string who)
    {
        var (from, to) = state switch { "not started" => (1, 10), "ended by date" => (-10, -1), _ => (0, 365) };
        var member = role switch { "agent" => Agent(from, to), "administrator" => Administrator(from, to), _ => Sample.LegalRepresentative() };
        member = state switch
        {
            "pending" => member with { Status = MemberStatus.AwaitingConfirmation },
            "suspended" => member with { SuspendedAt = Now },
            "deleted" => member with { Status = MemberStatus.Ended },
            "mandate gone" => member with { Mandate = null },
            "without items" => member with { Mandate = Sample.Mandate() },
            "on hold" => member with { HoldUntil = Now.AddHours(1) },
            "unit ended" => member with { UnitStatus = UnitStatus.Ended },
            "unit suspended" => member with { UnitStatus = UnitStatus.Suspended },
            _ => member,
        };
        Assert.Equal((reason, who), Told(For(member)));
    }

    [Fact]
    [Trait("Case", "UN-04")]
    public void A_mandate_counts_from_the_first_instant_of_its_first_day_to_the_last_of_its_last()
    {
        var question = For(Agent(1, 2));
        var validity = question.Subject!.Units[0].Mandate!.Validity;
        Assert.Equal(EvaluationReasons.NotStarted, Told(question with { Now = validity.StartsAt.AddTicks(-1) }).Reason);
        Assert.Equal("permitted", Told(question with { Now = validity.StartsAt }).Reason);
        Assert.Equal("permitted", Told(question with { Now = validity.EndsAt.AddTicks(-1) }).Reason);
        Assert.Equal(EvaluationReasons.Ended, Told(question with { Now = validity.EndsAt }).Reason);
    }

    [Theory]
    [InlineData("13150001", true)]
    [InlineData("91320100MA00000001", true)]
    [InlineData("the unit's own id", true)]
    [InlineData("13150002", false)]
    [InlineData("u_00000000000000000000000000", false)]
    [InlineData("J0000007", false)]
    [InlineData("", false)]
    [InlineData("不存在的单位", false)]
    [Trait("Case", "UN-01")]
    public void A_unit_is_named_by_id_number_or_code_and_all_others_are_one_refusal(string unit, bool permitted)
    {
        var member = Agent();
        var named = unit.StartsWith("the ", StringComparison.Ordinal) ? member.Unit.ToString() : unit;
        Assert.Equal(permitted ? ("permitted", "") : (EvaluationReasons.NoMandate, Superiors), Told(For(member, named)));
    }

    [Theory]
    [InlineData(false, "13150001", null, "permitted")]
    [InlineData(false, "13150001", Institution, EvaluationReasons.Institution)] // a member of the unit asks for an institution of it
    [InlineData(true, "13150001", Institution, "permitted")]
    [InlineData(true, null, Institution, "permitted")]
    [InlineData(true, "13150001", null, EvaluationReasons.Institution)] // a member of the institution asks for the whole unit
    [InlineData(true, "13150002", Institution, EvaluationReasons.NoMandate)]
    [InlineData(true, null, "J0000008", EvaluationReasons.NoMandate)]
    [Trait("Spec", "R151")]
    public void An_institution_narrows_and_never_answers_for_its_unit(bool inInstitution, string? unit, string? institution, string reason)
    {
        var member = inInstitution ? Sample.InInstitution(Agent(), Institution) : Agent();
        Assert.Equal(reason, Told(For(member, unit, institution)).Reason);
    }

    [Fact]
    public void A_relying_party_that_knows_no_institutions_learns_of_none()
    {
        var member = Sample.InInstitution(Agent(), Institution);
        Assert.Equal(EvaluationReasons.Institution, Told(For(member, null, Institution) with { InstitutionAware = false }).Reason);
        Assert.Equal(EvaluationReasons.NoMandate, Told(For(member) with { InstitutionAware = false }).Reason);
        Assert.Equal(Told(For(null) with { InstitutionAware = false }), Told(For(member) with { InstitutionAware = false }));
    }

    [Fact]
    public void An_institution_that_was_closed_is_refused()
    {
        var member = Sample.InInstitution(Agent(), Institution);
        Assert.Equal(EvaluationReasons.Institution, Told(For(member with { Institution = member.Institution! with { Status = UnitStatus.Ended } }, null, Institution)).Reason);
    }

    public static TheoryData<AssuranceLevel, AssuranceLevel, AssuranceLevel?, AssuranceLevel?> Levels { get; } = new()
    {
        // person, item, relying party; what is needed, null where it suffices
        { AssuranceLevel.RealName, AssuranceLevel.Registered, null, null },
        { AssuranceLevel.RealName, AssuranceLevel.RealName, null, null },
        { AssuranceLevel.RealName, AssuranceLevel.RealPerson, null, AssuranceLevel.RealPerson },
        { AssuranceLevel.RealName, AssuranceLevel.RealName, AssuranceLevel.RealPerson, AssuranceLevel.RealPerson },
        { AssuranceLevel.RealPerson, AssuranceLevel.RealPerson, AssuranceLevel.RealPerson, null },
        { AssuranceLevel.Registered, AssuranceLevel.Registered, null, AssuranceLevel.RealName },
        { AssuranceLevel.Registered, AssuranceLevel.RealPerson, null, AssuranceLevel.RealPerson },
    };

    [Theory]
    [MemberData(nameof(Levels))]
    [Trait("Spec", "R126")]
    public void For_a_unit_the_highest_of_all_demands_counts_and_is_told(AssuranceLevel person, AssuranceLevel item, AssuranceLevel? least, AssuranceLevel? needed)
    {
        var question = For(Agent(), item: AnItem("SI-0101", item)) with { Least = least };
        var verdict = EvaluateItem.Of(question with { Subject = question.Subject! with { Person = Sample.Person(person) } });
        Assert.Equal(needed, (verdict as ItemVerdict.Refused)?.Needed);
        Assert.Equal(needed is null, verdict is ItemVerdict.Permitted);
    }

    [Fact]
    public void Nobody_is_sent_to_raise_a_level_for_an_item_that_was_not_given()
    {
        var question = For(Agent(), item: AnItem("SI-0104", AssuranceLevel.RealPerson));
        Assert.Equal(EvaluationReasons.ItemMissing, Told(question with { Subject = question.Subject! with { Person = Sample.Person(AssuranceLevel.RealName) } }).Reason);
    }

    [Theory]
    [InlineData(AssuranceLevel.Registered, AssuranceLevel.Registered, "permitted")]
    [InlineData(AssuranceLevel.Registered, AssuranceLevel.RealName, EvaluationReasons.LevelTooLow)]
    [InlineData(AssuranceLevel.RealPerson, AssuranceLevel.RealPerson, "permitted")]
    public void For_oneself_the_level_is_all_that_counts(AssuranceLevel person, AssuranceLevel item, string reason) =>
        Assert.Equal((reason, ""), Told(ForSelf(Sample.Person(person), AnItem("SI-0101", item))));

    [Fact]
    public void A_capped_level_counts_as_capped_and_a_frozen_account_says_no_more_than_suspended()
    {
        Assert.Equal(EvaluationReasons.LevelTooLow, Told(ForSelf(Person with { CappedAtLevel = AssuranceLevel.RealName }, AnItem("SI-0101", AssuranceLevel.RealPerson))).Reason);
        Assert.Equal(EvaluationReasons.Suspended, Told(ForSelf(Person with { FrozenAt = Now })).Reason);
        Assert.Equal(EvaluationReasons.Suspended, Told(ForSelf(Person with { SuspendedAt = Now })).Reason);
        var held = For(Agent());
        Assert.Equal(EvaluationReasons.Suspended, Told(held with { Subject = held.Subject! with { Person = Person with { FrozenAt = Now } } }).Reason);
    }

    [Fact]
    [Trait("Spec", "R152")]
    public void Only_units_take_part_in_the_departments_own_process()
    {
        var review = AnItem("SI-0101", actions: ItemActions.Query | ItemActions.Submit | ItemActions.Review);
        Assert.Equal("permitted", Told(For(Agent(), item: review) with { Action = ItemActions.Review }).Reason);
        Assert.Equal(EvaluationReasons.ActionNotOffered, Told(ForSelf(item: review) with { Action = ItemActions.Review }).Reason);
        Assert.Equal(EvaluationReasons.ActionNotOffered, Told(For(Agent()) with { Action = ItemActions.Review }).Reason);
        Assert.Equal(EvaluationReasons.ActionNotOffered, Told(For(Agent()) with { Action = ItemActions.None }).Reason);
    }

    [Fact]
    [Trait("Case", "UN-22")]
    public void A_mandate_that_is_another_one_by_now_is_refused()
    {
        var question = For(Agent());
        var mandate = question.Subject!.Units[0].Mandate!;
        Assert.Equal("permitted", Told(question with { Seen = new MandateSeen(mandate.Id.ToString(), 1) }).Reason);
        Assert.Equal("permitted", Told(question with { Seen = new MandateSeen(null, 1) }).Reason);
        foreach (var stale in new[] { new MandateSeen(mandate.Id.ToString(), 2), new MandateSeen(null, 0), new MandateSeen(MandateId.New(Now).ToString(), 1), new MandateSeen("", null) })
            Assert.Equal((EvaluationReasons.MandateChanged, ""), Told(question with { Seen = stale }));
        Assert.Equal(EvaluationReasons.MandateChanged, Told(For(Sample.LegalRepresentative()) with { Seen = new MandateSeen(mandate.Id.ToString(), 1) }).Reason);
    }

    [Fact]
    public void An_item_is_offered_within_its_validity_only_and_to_those_who_have_it()
    {
        Assert.Equal(EvaluationReasons.ItemUnknown, Told(For(Agent()) with { Item = null }).Reason);
        foreach (var (from, to, reason) in new[] { (-2, -1, EvaluationReasons.ItemNotOffered), (1, 2, EvaluationReasons.ItemNotOffered), (0, 0, "permitted") })
        {
            var validity = Validity.Between(Sample.Today.AddDays(from), Sample.Today.AddDays(to)).Value;
            Assert.Equal(reason, Told(For(Agent(), item: AnItem("SI-0101", validity: validity))).Reason);
            Assert.Equal(reason, Told(ForSelf(item: AnItem("SI-0101", validity: validity))).Reason);
        }
    }

    [Fact]
    public void Whom_the_relying_party_does_not_know_is_refused_before_anything_is_said_of_items_or_units()
    {
        Assert.Equal((EvaluationReasons.SubjectUnknown, ""), Told(For(null) with { Subject = null }));
        Assert.Equal((EvaluationReasons.SubjectUnknown, ""), Told(For(null) with { Subject = null, Item = null, Action = ItemActions.None }));
    }

    [Fact]
    public void A_relying_party_is_answered_for_the_contexts_it_serves_alone()
    {
        Assert.Equal(EvaluationReasons.ContextNotServed, Told(For(Agent()) with { ServesUnits = false }).Reason);
        Assert.Equal(EvaluationReasons.ContextNotServed, Told(ForSelf() with { ServesPersons = false }).Reason);
        Assert.Equal("permitted", Told(For(Agent()) with { ServesPersons = false }).Reason);
        Assert.Equal("permitted", Told(ForSelf() with { ServesUnits = false }).Reason);
    }

    [Fact]
    public void Every_reason_of_a_person_or_membership_has_a_word_for_relying_parties()
    {
        ImmutableArray<string> all = [.. typeof(AuthorityReasons).GetFields().Select(field => (string)field.GetValue(null)!).Where(reason => reason != AuthorityReasons.SessionEnded)];
        Assert.All(all, reason => Assert.NotEmpty(EvaluationReasons.Of(reason)));
        Assert.True(all.Length > 10);
    }
}
