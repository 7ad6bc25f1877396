using JsHrss.OpenId.ClientKeys;

namespace JsHrss.IdP.Clients.Rules;

/// <summary>A client's own public keys, by value or by address (RFC 7517, RFC 7518 §6, RFC 7591 §2). The engine's own reader judges them: what passes here verifies there.</summary>
internal static class KeyRules
{
    private const int LongestSet = 16_384;

    public static IEnumerable<MemberFault> Faults(ClientMetadata client, ClientPolicy policy)
    {
        var needed = client.Method == "private_key_jwt" || client.RequireSignedRequestObject == true || client.RequestObjectSigningAlg is not null;
        if (client is { Jwks: not null, JwksUri: not null })
            yield return new("jwks_uri", "write jwks or jwks_uri, not both (RFC 7591 section 2)");
        if (needed && client is { Jwks: null, JwksUri: null })
            yield return new("jwks", "jwks or jwks_uri is required of a client that signs assertions or request objects");
        if (client.JwksUri is { } address && RegisteredAddress.FetchedFaultOf(address, policy) is { } wrongAddress)
            yield return new("jwks_uri", wrongAddress);
        if (client.Jwks is not { } set)
            yield break;

        if (set.GetRawText() is not { Length: <= LongestSet } text || JwkSetReport.Of(text) is not { } report || report is { Keys: 0, Faults.IsEmpty: true })
        {
            yield return new("jwks", $"must be an object with an array keys of 1 to {JwkSetReport.MostKeys} public keys (RFC 7517 section 5)");
            yield break;
        }

        foreach (var fault in report.Faults)
            yield return new("jwks", fault);
        foreach (var (member, algorithm) in new[] { ("token_endpoint_auth_signing_alg", client.TokenEndpointAuthSigningAlg), ("request_object_signing_alg", client.RequestObjectSigningAlg) })
        {
            if (algorithm is not null && AuthenticationRules.Algorithms.Contains(algorithm) && !report.Algorithms.Contains(algorithm))
                yield return new(member, $"is {algorithm}, but no key of jwks is for it");
        }
    }
}
