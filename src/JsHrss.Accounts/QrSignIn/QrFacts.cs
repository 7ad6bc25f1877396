using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>Audit facts of codes.</summary>
internal static class QrFacts
{
    public static AuditFact Of(string code, QrTicketId ticket, PersonId? person, UnitStanding? unit, string? client, RequestOrigin origin, DateTimeOffset now) => new()
    {
        Code = code,
        Result = AuditResult.Ok,
        At = now,
        Subject = person,
        Unit = unit?.Unit,
        Membership = unit?.Membership,
        Mandate = unit?.Mandate?.Id,
        Client = client,
        Origin = origin,
        Detail = ImmutableDictionary<string, string>.Empty.Add("ticket", ticket.ToString()),
    };
}
