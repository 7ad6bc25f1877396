using System.Collections.Immutable;
using JsHrss.Accounts.Audit;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>Audit facts of face checks: numbers and channel stand in the detail, name and document never.</summary>
internal static class FaceFacts
{
    public static AuditFact Of(string code, FaceCheck check, RequestOrigin origin, DateTimeOffset now)
    {
        var detail = ImmutableDictionary<string, string>.Empty
            .Add("face_check", check.Id.ToString()).Add("channel", check.Channel).Add("purpose", check.Flow.Purpose.ToString()).Add("order", check.Order.Value);
        return new AuditFact
        {
            Code = code,
            Result = AuditResult.Ok,
            At = now,
            Subject = check.Person,
            Client = origin.Client,
            Origin = origin,
            Detail = check.Reference is { } reference ? detail.Add("reference", reference.Value) : detail,
        };
    }

    public static AuditFact WithConsent(this AuditFact fact, GivenConsent consent) =>
        fact with { Detail = fact.Detail.Add("consent", $"{consent.Document} {consent.Version} {Convert.ToHexStringLower(consent.Digest.Span)}") };

    public static AuditFact RefusedAs(this AuditFact fact, string reason) => fact with { Result = AuditResult.Refused, Reason = reason };
}
