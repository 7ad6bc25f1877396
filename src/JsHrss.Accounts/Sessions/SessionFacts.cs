using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.SignIn;

namespace JsHrss.Accounts.Sessions;

/// <summary>Audit facts of sessions.</summary>
internal static class SessionFacts
{
    public static AuditFact Of(string code, PersonId? person, Proof? proof, SessionId session, RequestOrigin origin, DateTimeOffset now)
    {
        var detail = ImmutableDictionary<string, string>.Empty.Add("session", session.ToString());
        return new AuditFact
        {
            Code = code,
            Result = AuditResult.Ok,
            At = now,
            Subject = person,
            Unit = proof?.Unit,
            Membership = proof?.Membership,
            Session = session,
            Client = origin.Client,
            Origin = origin,
            Detail = proof is null ? detail : detail.Add("method", proof.Method.ToString()),
        };
    }
}
