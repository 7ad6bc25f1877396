using System.Collections.Immutable;
using System.Globalization;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>Audit facts of members: what stood before and what stands after (R146). Roles, days and item codes only; persons by their keys.</summary>
internal static class MemberFacts
{
    public static AuditFact Of(string code, Governed here, MembershipId membership, PersonId person, MandateId? mandate) => new()
    {
        Code = code,
        Result = AuditResult.Ok,
        At = here.Now,
        Actor = here.Actor.Person,
        Subject = person,
        Unit = here.Place.Unit,
        Membership = membership,
        Mandate = mandate,
        Client = here.Actor.Origin.Client,
        Origin = here.Actor.Origin,
        Detail = ImmutableDictionary<string, string>.Empty.Add("acting_in", here.Actor.Membership.ToString()),
    };

    public static AuditFact Of(string code, Governed here, StandingMember member) => Of(code, here, member.Unit.Membership, member.Person.Id, member.Unit.Mandate?.Id).Before(member.Unit.Role, member.Unit.Mandate);

    /// <summary>Whoever leaves acts for himself.</summary>
    public static AuditFact Left(MemberLeaving actor, UnitStanding unit, DateTimeOffset now) => new AuditFact
    {
        Code = FactCodes.MemberEnded,
        Result = AuditResult.Ok,
        Reason = MemberEnds.Left,
        At = now,
        Subject = actor.Person,
        Unit = unit.Unit,
        Membership = unit.Membership,
        Mandate = unit.Mandate?.Id,
        Client = actor.Origin.Client,
        Origin = actor.Origin,
    }.Before(unit.Role, unit.Mandate);

    public static AuditFact Before(this AuditFact fact, UnitRole role, Mandate? mandate) => fact with { Detail = fact.Detail.Add("before", Told(role, mandate)) };

    public static AuditFact After(this AuditFact fact, UnitRole role, Mandate? mandate) => fact with { Detail = fact.Detail.Add("after", Told(role, mandate)) };

    public static AuditFact With(this AuditFact fact, string name, string value) => fact with { Detail = fact.Detail.Add(name, value) };

    /// <summary>The fact of a session that ends with the membership.</summary>
    public static Func<SessionId, AuditFact> SessionsOf(AuditFact fact, string because) => session => fact with
    {
        Code = FactCodes.SessionEnded,
        Reason = because,
        Session = session,
        Detail = ImmutableDictionary<string, string>.Empty.Add("session", session.ToString()),
    };

    private static string Told(UnitRole role, Mandate? mandate) => mandate is null ? role.Word() : string.Create(
        CultureInfo.InvariantCulture, $"{role.Word()} {mandate.Validity.Start:yyyy-MM-dd}/{mandate.Validity.End:yyyy-MM-dd} v{mandate.Version} {mandate.Scope}");
}
