using System.Collections.Immutable;
using JsHrss.Accounts.Contexts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Contexts;

public sealed class ContextChooserTests
{
    private static readonly DateTimeOffset Now = Sample.Now;
    private static readonly Proof Personal = new(ProofMethod.PersonalPassword, Now, null, null, null);
    private static readonly Proof App = new(ProofMethod.AppQr, Now, null, null, null) { AppKey = AppKeyId.New(Now) };

    private static Proof PasswordOf(UnitStanding unit) => new(ProofMethod.MembershipPassword, Now, unit.Membership, unit.Unit, null);

    private static ContextQuestion Ask(ImmutableArray<UnitStanding> units, params ImmutableArray<Proof> proofs)
    {
        var person = Sample.Person();
        var session = new Session(new SessionState(SessionId.New(Now), Now.AddMinutes(30), Now.AddHours(12), null), person.Id, proofs, Now, Now);
        return new ContextQuestion { Standing = new SessionStanding(session, person, units), Now = Now, ServesPersons = true, ServesUnits = true, AsksUnit = true, InstitutionAware = true };
    }

    private static ImmutableArray<UnitStanding> Units(int count) => [.. Enumerable.Range(1, count).Select(number => Sample.Agent(number))];

    private static void Settles(SessionContext context, ContextQuestion question) => Assert.Equal(new ContextAnswer.Settled(context), ContextChooser.Decide(question));

    private static void IsNotServed(string reason, ContextQuestion question) => Assert.Equal(new ContextAnswer.NoneServed(reason), ContextChooser.Decide(question));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(11)]
    public void A_personal_password_opens_oneself_only_however_many_units_there_are(int count) => Settles(SessionContext.Self, Ask(Units(count), Personal));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(11)]
    public void A_membership_password_settles_its_membership_however_many_units_there_are(int count)
    {
        var units = Units(count);
        Settles(units[^1].Context, Ask(units, PasswordOf(units[^1])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(11)]
    public void An_app_scan_opens_several_and_asks(int count) => Assert.IsType<ContextAnswer.Ask>(ContextChooser.Decide(Ask(Units(count), App)));

    [Fact]
    public void An_app_scan_without_units_settles_oneself() => Settles(SessionContext.Self, Ask([], App));

    [Fact]
    public void Two_passwords_open_two_contexts_and_ask()
    {
        var units = Units(2);
        Assert.IsType<ContextAnswer.Ask>(ContextChooser.Decide(Ask(units, PasswordOf(units[0]), PasswordOf(units[1]))));
        Assert.IsType<ContextAnswer.Ask>(ContextChooser.Decide(Ask(units, Personal, PasswordOf(units[0]))));
    }

    [Fact]
    public void The_choice_settles_what_it_names()
    {
        var units = Units(11);
        var question = Ask(units, App);
        Settles(units[7].Context, question with { Chosen = units[7].Context.ToString() });
        Settles(SessionContext.Self, question with { Chosen = "self" });
    }

    [Fact]
    public void A_choice_that_is_not_open_yet_asks_for_its_proof()
    {
        var units = Units(2);
        Assert.Equal(new ContextAnswer.ProofMissing(units[1].Context), ContextChooser.Decide(Ask(units, PasswordOf(units[0])) with { Chosen = units[1].Context.ToString() }));
        Assert.Equal(new ContextAnswer.ProofMissing(SessionContext.Self), ContextChooser.Decide(Ask(units, PasswordOf(units[0])) with { Chosen = "self" }));
    }

    [Fact]
    [Trait("Case", "UN-01")]
    public void A_choice_of_somebody_elses_membership_shows_the_list_again()
    {
        var question = Ask(Units(2), App) with { Chosen = MembershipId.New(Now).ToString() };
        Assert.IsType<ContextAnswer.Ask>(ContextChooser.Decide(question));
    }

    [Fact]
    public void A_choice_that_is_refused_shows_the_list_again()
    {
        var ended = Sample.Agent(1, Sample.Mandate(-10, -1));
        Assert.IsType<ContextAnswer.Ask>(ContextChooser.Decide(Ask([ended], App) with { Chosen = ended.Context.ToString() }));
    }

    [Fact]
    public void A_client_of_units_alone_settles_the_only_open_unit_and_asks_among_two()
    {
        var units = Units(2);
        var question = Ask(units, App) with { ServesPersons = false };
        Assert.IsType<ContextAnswer.Ask>(ContextChooser.Decide(question));
        Settles(units[0].Context, Ask([units[0]], App) with { ServesPersons = false });
    }

    [Fact]
    public void A_client_of_units_alone_asks_for_a_units_proof_after_a_personal_password()
    {
        var units = Units(2);
        Assert.Equal(new ContextAnswer.ProofMissing(units[0].Context), ContextChooser.Decide(Ask([units[0]], Personal) with { ServesPersons = false }));
        Assert.Equal(new ContextAnswer.ProofMissing(null), ContextChooser.Decide(Ask(units, Personal) with { ServesPersons = false }));
    }

    [Fact]
    public void A_client_of_persons_alone_asks_for_a_personal_proof_after_a_membership_password()
    {
        var units = Units(1);
        Assert.Equal(new ContextAnswer.ProofMissing(SessionContext.Self), ContextChooser.Decide(Ask(units, PasswordOf(units[0])) with { ServesUnits = false }));
    }

    [Fact]
    public void Without_scope_unit_a_request_is_for_oneself()
    {
        var units = Units(2);
        Settles(SessionContext.Self, Ask(units, App) with { AsksUnit = false });
        IsNotServed(ContextReasons.UnitNotAsked, Ask(units, App) with { AsksUnit = false, ServesPersons = false });
    }

    [Fact]
    public void Somebody_without_units_cannot_serve_a_client_of_units() => IsNotServed(ContextReasons.NoUnits, Ask([], Personal) with { ServesPersons = false });

    [Fact]
    public void Somebody_whose_only_mandate_ended_is_told_so()
    {
        var ended = Sample.Agent(1, Sample.Mandate(-10, -1));
        IsNotServed(AuthorityReasons.Ended, Ask([ended], PasswordOf(ended)) with { ServesPersons = false });
    }

    [Fact]
    [Trait("Spec", "tokens.md unit_hint")]
    public void A_hint_by_any_code_names_the_unit()
    {
        var units = Units(11);
        foreach (var hint in new[] { units[3].CreditCode!.Value, units[3].UnitNumber.Value, " 1315 0004 " })
            Settles(units[3].Context, Ask(units, App) with { Hint = hint });
        Settles(SessionContext.Self, Ask(units, App) with { Hint = "self" });
    }

    [Fact]
    public void A_hint_that_is_not_open_asks_for_its_proof()
    {
        var units = Units(2);
        Assert.Equal(new ContextAnswer.ProofMissing(units[1].Context), ContextChooser.Decide(Ask(units, PasswordOf(units[0])) with { Hint = "13150002" }));
        Assert.Equal(new ContextAnswer.ProofMissing(SessionContext.Self), ContextChooser.Decide(Ask(units, PasswordOf(units[0])) with { Hint = "self" }));
    }

    [Fact]
    [Trait("Case", "UN-01")]
    public void A_hint_to_a_foreign_unit_is_denied()
    {
        IsNotServed(ContextReasons.HintUnknown, Ask(Units(2), App) with { Hint = "13150099" });
        IsNotServed(ContextReasons.HintUnknown, Ask(Units(2), App) with { Hint = "nonsense 示例" });
        IsNotServed(ContextReasons.HintUnknown, Ask(Units(2), App) with { Hint = "" });
    }

    [Fact]
    public void A_hint_the_client_may_not_have_is_denied()
    {
        IsNotServed(ContextReasons.PersonNotServed, Ask(Units(1), App) with { Hint = "self", ServesPersons = false });
        IsNotServed(ContextReasons.UnitNotServed, Ask(Units(1), App) with { Hint = "13150001", ServesUnits = false });
        IsNotServed(ContextReasons.UnitNotServed, Ask(Units(1), App) with { Hint = "13150001", AsksUnit = false });
    }

    [Fact]
    public void A_hint_binds_more_than_a_choice()
    {
        var units = Units(2);
        Settles(units[0].Context, Ask(units, App) with { Hint = "13150001", Chosen = units[1].Context.ToString() });
    }

    [Fact]
    public void A_hint_to_a_mandate_that_ended_is_told_so()
    {
        var ended = Sample.Agent(1, Sample.Mandate(-10, -1));
        IsNotServed(AuthorityReasons.Ended, Ask([ended, Sample.Agent(2)], App) with { Hint = "13150001" });
    }

    [Fact]
    public void A_hint_that_is_a_units_and_an_institutions_number_asks_until_it_is_chosen()
    {
        var unit = Sample.Agent(1);
        var institution = Sample.InInstitution(Sample.Agent(2), "13150001");
        var question = Ask([unit, institution], App) with { Hint = "13150001" };
        Assert.IsType<ContextAnswer.Ask>(ContextChooser.Decide(question));
        Settles(institution.Context, question with { Chosen = institution.Context.ToString() });
    }

    [Fact]
    [Trait("Case", "UN-19")]
    public void An_institution_is_served_to_clients_that_know_institutions_only()
    {
        var institution = Sample.InInstitution(Sample.Agent(1));
        var question = Ask([institution], PasswordOf(institution)) with { Hint = "J0000007" };
        Settles(institution.Context, question);
        IsNotServed(ContextReasons.InstitutionNotServed, question with { InstitutionAware = false });
        IsNotServed(ContextReasons.InstitutionNotServed, question with { InstitutionAware = false, Hint = null, ServesPersons = false });
    }

    [Fact]
    public void The_list_shows_oneself_first_then_units_by_number_with_their_state()
    {
        var units = Units(3);
        var ended = Sample.Agent(4, Sample.Mandate(-10, -1));
        var institution = Sample.InInstitution(units[0]);
        var options = ContextChooser.Options(Ask([ended, units[2], institution, units[0], units[1]], Personal, PasswordOf(units[1])));
        Assert.Equal(
            [SessionContext.Self, units[0].Context, institution.Context, units[1].Context, units[2].Context, ended.Context],
            options.Select(option => option.Context));
        Assert.Equal(
            [OptionState.Open, OptionState.NeedsProof, OptionState.NeedsProof, OptionState.Open, OptionState.NeedsProof, OptionState.Refused],
            options.Select(option => option.State));
        Assert.Equal([null, null, null, null, null, AuthorityReasons.Ended], options.Select(option => option.Reason));
    }

    [Fact]
    public void The_list_holds_only_what_client_and_request_allow()
    {
        var question = Ask(Units(2), App);
        Assert.Equal(3, ContextChooser.Options(question).Length);
        Assert.Single(ContextChooser.Options(question with { AsksUnit = false }));
        Assert.Single(ContextChooser.Options(question with { ServesUnits = false }));
        Assert.Equal(2, ContextChooser.Options(question with { ServesPersons = false }).Length);
    }

    [Fact]
    public void An_awaiting_membership_is_shown_but_cannot_be_chosen()
    {
        var awaiting = Sample.Agent() with { Status = MemberStatus.AwaitingConfirmation };
        var option = ContextChooser.Options(Ask([awaiting], App))[1];
        Assert.Equal((OptionState.Refused, AuthorityReasons.AwaitingConfirmation), (option.State, option.Reason));
    }

    [Fact]
    public void A_minimum_level_refuses_every_line()
    {
        var question = Ask(Units(1), App) with { Least = AssuranceLevel.RealPerson };
        var low = question with { Standing = question.Standing with { Person = question.Standing.Person with { Level = AssuranceLevel.RealName } } };
        Assert.All(ContextChooser.Options(low), option => Assert.Equal(AuthorityReasons.LevelTooLow, option.Reason));
        IsNotServed(AuthorityReasons.LevelTooLow, low);
    }
}
