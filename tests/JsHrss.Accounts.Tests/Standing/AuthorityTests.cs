using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Standing;

public sealed class AuthorityTests
{
    private static readonly DateTimeOffset Now = Sample.Now;
    private static readonly PersonStanding Person = Sample.Person();

    private static string? ReasonOf(AuthorityVerdict verdict) => (verdict as AuthorityVerdict.Refused)?.Reason;

    private static SessionState Session(DateTimeOffset? endedAt = null) => new(SessionId.New(Now), Now.AddMinutes(30), Now.AddHours(12), endedAt);

    [Fact]
    public void An_agent_serves_until_the_mandates_end()
    {
        var unit = Sample.Agent(1, Sample.Mandate(0, 0));
        var serves = Assert.IsType<AuthorityVerdict.Serves>(Authority.OfMember(Person, unit, Now));
        Assert.Equal(ChinaTime.StartOf(Sample.Today.AddDays(1)), serves.Until);
    }

    [Fact]
    [Trait("Spec", "R122")]
    public void A_legal_representative_serves_without_end() =>
        Assert.Equal(new AuthorityVerdict.Serves(null), Authority.OfMember(Person, Sample.LegalRepresentative(), Now));

    [Fact]
    [Trait("Case", "UN-04")]
    public void At_the_mandates_end_it_is_over_and_before_its_start_it_is_not_yet()
    {
        var unit = Sample.Agent(1, Sample.Mandate(1, 2));
        var (starts, ends) = (unit.Mandate!.Validity.StartsAt, unit.Mandate.Validity.EndsAt);
        Assert.Equal(AuthorityReasons.NotStarted, ReasonOf(Authority.OfMember(Person, unit, starts.AddTicks(-1))));
        Assert.Null(ReasonOf(Authority.OfMember(Person, unit, starts)));
        Assert.Null(ReasonOf(Authority.OfMember(Person, unit, ends.AddTicks(-1))));
        Assert.Equal(AuthorityReasons.Ended, ReasonOf(Authority.OfMember(Person, unit, ends)));
    }

    public static TheoryData<string, string> Refusals { get; } = new()
    {
        { "frozen", AuthorityReasons.Frozen },
        { "person suspended", AuthorityReasons.PersonSuspended },
        { "registered only", AuthorityReasons.LevelTooLow },
        { "capped at registered", AuthorityReasons.LevelTooLow },
        { "person on hold", AuthorityReasons.OnHold },
        { "awaiting", AuthorityReasons.AwaitingConfirmation },
        { "ended", AuthorityReasons.NoMembership },
        { "suspended", AuthorityReasons.Suspended },
        { "on hold", AuthorityReasons.OnHold },
        { "unit suspended", AuthorityReasons.UnitInactive },
        { "unit ended", AuthorityReasons.UnitInactive },
        { "institution ended", AuthorityReasons.InstitutionInactive },
        { "no mandate", AuthorityReasons.NoMandate },
        { "mandate ended", AuthorityReasons.Ended },
        { "mandate to come", AuthorityReasons.NotStarted },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_membership_is_refused_with_its_reason(string what, string reason)
    {
        var person = what switch
        {
            "frozen" => Person with { FrozenAt = Now },
            "person suspended" => Person with { SuspendedAt = Now },
            "registered only" => Person with { Level = AssuranceLevel.Registered },
            "capped at registered" => Person with { CappedAtLevel = AssuranceLevel.Registered },
            "person on hold" => Person with { HoldUntil = Now.AddHours(24) },
            _ => Person,
        };
        var agent = Sample.Agent();
        var unit = what switch
        {
            "awaiting" => agent with { Status = MemberStatus.AwaitingConfirmation },
            "ended" => agent with { Status = MemberStatus.Ended },
            "suspended" => agent with { SuspendedAt = Now },
            "on hold" => agent with { HoldUntil = Now.AddHours(24) },
            "unit suspended" => agent with { UnitStatus = UnitStatus.Suspended },
            "unit ended" => agent with { UnitStatus = UnitStatus.Ended },
            "institution ended" => Sample.InInstitution(agent) with { Institution = Sample.InInstitution(agent).Institution! with { Status = UnitStatus.Ended } },
            "no mandate" => agent with { Mandate = null },
            "mandate ended" => agent with { Mandate = Sample.Mandate(-10, -1) },
            "mandate to come" => agent with { Mandate = Sample.Mandate(1, 10) },
            _ => agent,
        };
        Assert.Equal(reason, ReasonOf(Authority.OfMember(person, unit, Now)));
    }

    [Fact]
    public void Only_a_matter_of_the_mandate_is_M15()
    {
        Assert.All([AuthorityReasons.NoMandate, AuthorityReasons.NotStarted, AuthorityReasons.Ended], reason => Assert.True(AuthorityReasons.IsMandate(reason)));
        Assert.All([AuthorityReasons.Suspended, AuthorityReasons.Frozen, AuthorityReasons.OnHold, AuthorityReasons.UnitInactive], reason => Assert.False(AuthorityReasons.IsMandate(reason)));
    }

    [Fact]
    public void A_legal_representative_is_suspended_like_anybody() =>
        Assert.Equal(AuthorityReasons.Suspended, ReasonOf(Authority.OfMember(Person, Sample.LegalRepresentative() with { SuspendedAt = Now }, Now)));

    [Fact]
    public void A_hold_closes_unit_duties_but_not_acting_for_oneself_and_passes()
    {
        var held = Person with { HoldUntil = Now.AddHours(24) };
        Assert.Null(ReasonOf(Authority.OfPerson(held, Now)));
        Assert.Equal(AuthorityReasons.OnHold, ReasonOf(Authority.OfMember(held, Sample.Agent(), Now.AddHours(24).AddTicks(-1))));
        Assert.Null(ReasonOf(Authority.OfMember(held, Sample.Agent(), Now.AddHours(24))));
    }

    [Fact]
    public void A_cap_lowers_the_level_until_the_hold_ends_and_never_raises_it()
    {
        var capped = Person with { CappedAtLevel = AssuranceLevel.RealName, HoldUntil = Now.AddHours(24) };
        Assert.Equal(AssuranceLevel.RealName, capped.LevelAt(Now));
        Assert.Equal(AssuranceLevel.RealPerson, capped.LevelAt(Now.AddHours(24)));
        Assert.Equal(AssuranceLevel.RealName, (capped with { HoldUntil = null }).LevelAt(Now.AddYears(1)));
        Assert.Equal(AssuranceLevel.Registered, (capped with { Level = AssuranceLevel.Registered }).LevelAt(Now));
    }

    [Fact]
    public void A_minimum_of_the_client_is_asked_of_both_kinds_of_context()
    {
        var realName = Person with { Level = AssuranceLevel.RealName };
        Assert.Equal(AuthorityReasons.LevelTooLow, ReasonOf(Authority.OfPerson(realName, Now, AssuranceLevel.RealPerson)));
        Assert.Equal(AuthorityReasons.LevelTooLow, ReasonOf(Authority.OfMember(realName, Sample.Agent(), Now, AssuranceLevel.RealPerson)));
        Assert.Null(ReasonOf(Authority.OfPerson(realName, Now, AssuranceLevel.RealName)));
        Assert.Equal(AuthorityReasons.LevelTooLow, ReasonOf(Authority.OfMember(Person with { Level = AssuranceLevel.Registered }, Sample.Agent(), Now, AssuranceLevel.Registered)));
    }

    [Fact]
    public void A_grant_ends_with_its_session_but_not_with_the_browsers_idle_time()
    {
        var standing = new ContextStanding(Person, Session(), SessionContext.Self, null);
        Assert.Null(ReasonOf(Authority.Of(standing, false, Now.AddHours(11))));
        Assert.Equal(AuthorityReasons.SessionEnded, ReasonOf(Authority.Of(standing, false, Now.AddHours(12))));
        Assert.Equal(AuthorityReasons.SessionEnded, ReasonOf(Authority.Of(standing with { Session = Session(Now) }, false, Now)));
        Assert.Equal(AuthorityReasons.SessionEnded, ReasonOf(Authority.Of(standing with { Session = null }, false, Now)));
    }

    [Fact]
    public void An_offline_grant_survives_its_session_but_not_a_freeze()
    {
        var standing = new ContextStanding(Person, Session(Now), SessionContext.Self, null);
        Assert.Null(ReasonOf(Authority.Of(standing, true, Now.AddDays(30))));
        Assert.Equal(AuthorityReasons.Frozen, ReasonOf(Authority.Of(standing with { Person = Person with { FrozenAt = Now } }, true, Now)));
    }

    [Fact]
    [Trait("Case", "UN-21")]
    public void A_grant_for_a_membership_that_is_gone_or_another_one_is_refused()
    {
        var (gone, other) = (Sample.Agent(1), Sample.Agent(2));
        Assert.Equal(AuthorityReasons.NoMembership, ReasonOf(Authority.Of(new ContextStanding(Person, Session(), gone.Context, null), false, Now)));
        Assert.Equal(AuthorityReasons.NoMembership, ReasonOf(Authority.Of(new ContextStanding(Person, Session(), gone.Context, other), false, Now)));
        Assert.Null(ReasonOf(Authority.Of(new ContextStanding(Person, Session(), gone.Context, gone), false, Now)));
    }

    [Fact]
    [Trait("Spec", "R122")]
    public void Scope_is_everything_for_the_representative_and_what_the_mandate_says_for_others()
    {
        var item = BusinessItemCode.Read("SI-0101").Value;
        Assert.True(Sample.LegalRepresentative().Scope.Covers(item));
        Assert.True(Sample.Agent(1, Sample.Mandate(0, 1, "SI-0101")).Scope.Covers(item));
        Assert.False(Sample.Agent(1, Sample.Mandate(0, 1, "SI-0102")).Scope.Covers(item));
        Assert.False(Sample.Agent(1, Sample.Mandate()).Scope.Covers(item));
        Assert.False((Sample.Agent() with { Mandate = null }).Scope.Covers(item));
    }

    [Fact]
    public void A_context_reads_back_what_it_writes()
    {
        var member = Sample.Agent().Context;
        Assert.Equal(SessionContext.Self, SessionContext.Read("self"));
        Assert.Equal(member, SessionContext.Read(member.ToString()));
        Assert.Null(SessionContext.Read("Self"));
        Assert.Null(SessionContext.Read(""));
        Assert.Null(SessionContext.Read(null));
        Assert.Null(SessionContext.Read(UnitId.New(Now).ToString()));
    }
}
