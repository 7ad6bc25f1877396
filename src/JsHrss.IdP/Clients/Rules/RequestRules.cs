namespace JsHrss.IdP.Clients.Rules;

/// <summary>How authorization requests arrive: pushed (RFC 9126 §6), signed (RFC 9101 §10.5).</summary>
internal static class RequestRules
{
    public static IEnumerable<MemberFault> Faults(ClientMetadata client)
    {
        if (client.RequestObjectSigningAlg is { } algorithm && !AuthenticationRules.Algorithms.Contains(algorithm))
            yield return new("request_object_signing_alg", "must be one of " + string.Join(", ", AuthenticationRules.Algorithms) + "; unsigned request objects are never read");
        if (client.UsesCode)
            yield break;
        if (client.RequestObjectSigningAlg is not null)
            yield return new("request_object_signing_alg", "has no use without authorization_code");
        if (client.RequireSignedRequestObject is not null)
            yield return new("require_signed_request_object", "has no use without authorization_code");
        if (client.RequirePushedAuthorizationRequests is not null)
            yield return new("require_pushed_authorization_requests", "has no use without authorization_code");
    }
}
