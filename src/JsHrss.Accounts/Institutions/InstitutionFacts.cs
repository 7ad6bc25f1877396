using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Institutions;

/// <summary>Audit facts of institutions: who, for which officer, from where to where.</summary>
internal static class InstitutionFacts
{
    public static AuditFact Of(string code, Institution one, InstitutionStatus? before, UnitActor? actor, DateTimeOffset at)
    {
        var detail = ImmutableDictionary<string, string>.Empty
            .Add("institution", one.Id.ToString())
            .Add("name", one.Name)
            .Add("business_line", one.BusinessLine)
            .Add("after", one.Status.ToString());
        if (before is { } was)
            detail = detail.Add("before", was.ToString());
        if (one.Number is { } number)
            detail = detail.Add("number", number.Value);
        if (actor is null && one.Decision is { } decision)
            detail = decision.Reason is { } reason ? detail.Add("officer", decision.By.Account).Add("because", reason) : detail.Add("officer", decision.By.Account);
        return new AuditFact
        {
            Code = code,
            Result = AuditResult.Ok,
            At = at,
            Actor = actor?.Person,
            ByServer = actor is null,
            Subject = actor?.Person,
            Unit = one.Unit,
            Institution = one.Id,
            Membership = actor?.Unit.Membership,
            Mandate = actor?.Unit.Mandate?.Id,
            Client = actor is null ? one.Decision?.By.Client : actor.Origin.Client,
            Origin = actor?.Origin ?? RequestOrigin.Unknown,
            Detail = detail,
        };
    }

    /// <summary>What becomes of a member, or of a session of one, because the institution is suspended, resumed or ended.</summary>
    public static AuditFact End(string code, Institution one, InstitutionStep step, InstitutionDecision decision, PersonId person) => new()
    {
        Code = code,
        Result = AuditResult.Ok,
        Reason = step.Because,
        At = decision.At,
        ByServer = true, // the officer has no account here: the system that asked is named as client
        Subject = person,
        Unit = one.Unit,
        Institution = one.Id,
        Client = decision.By.Client,
        Detail = ImmutableDictionary<string, string>.Empty.Add("institution", one.Id.ToString()),
    };
}
