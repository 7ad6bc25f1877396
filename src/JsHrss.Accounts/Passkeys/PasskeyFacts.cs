using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Passkeys;

/// <summary>Audit facts about passkeys. The passkey's key stands in the detail, its name never.</summary>
internal static class PasskeyFacts
{
    public static AuditFact Of(string code, PersonId? person, CredentialId? passkey, RequestOrigin origin, DateTimeOffset now) => new()
    {
        Code = code,
        Result = AuditResult.Ok,
        At = now,
        Subject = person,
        Client = origin.Client,
        Origin = origin,
        Detail = passkey is { } id ? ImmutableDictionary<string, string>.Empty.Add("passkey", id.ToString()) : ImmutableDictionary<string, string>.Empty,
    };

    public static AuditFact RefusedAs(this AuditFact fact, string reason) => fact with { Result = AuditResult.Refused, Reason = reason };
}
