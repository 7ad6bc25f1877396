namespace JsHrss.IdP.Clients.Rules;

/// <summary>What the FAPI 2.0 Security Profile wants of a client that says it is held to it: nothing of it is silently weaker.</summary>
internal static class ProfileRules
{
    public const string Fapi2 = "fapi2";

    private const string NoRs256 = "must be ES256 or PS256 with profile fapi2 (FAPI 2.0 Security Profile section 5.4.1)";

    public static IEnumerable<MemberFault> Faults(ClientMetadata client, ClientPolicy policy)
    {
        if (client.Profile is null)
            yield break;
        if (!client.IsFapi2)
        {
            yield return new("profile", "must be fapi2, or not be stated");
            yield break;
        }

        if (!client.UsesCode || client.UsesDevices || client.Grants.Contains("client_credentials"))
            yield return new("grant_types", "must be authorization_code, with refresh_token or without, with profile fapi2");
        if (client.Method != "private_key_jwt")
            yield return new("token_endpoint_auth_method", "must be private_key_jwt with profile fapi2 (FAPI 2.0 Security Profile section 5.3.2.1)");
        if (!client.MustPush)
            yield return new("require_pushed_authorization_requests", "must not be false with profile fapi2 (FAPI 2.0 Security Profile section 5.3.2.2)");
        if (!client.IsBound)
            yield return new("dpop_bound_access_tokens", "must not be false with profile fapi2, which gives sender-constrained tokens only (FAPI 2.0 Security Profile section 5.3.2.1)");
        if (client.TokenEndpointAuthSigningAlg == "RS256")
            yield return new("token_endpoint_auth_signing_alg", NoRs256);
        if (client.RequestObjectSigningAlg == "RS256")
            yield return new("request_object_signing_alg", NoRs256);
        if (client.IdTokenSignedResponseAlg == "RS256")
            yield return new("id_token_signed_response_alg", NoRs256);
        if (client.RotateRefreshTokens == true)
            yield return new("rotate_refresh_tokens", "must not be true with profile fapi2 (FAPI 2.0 Security Profile section 5.3.2.1)");
        foreach (var address in (client.RedirectUris ?? []).Where(address => !IsHttps(address, policy)))
            yield return new("redirect_uris", $"{Quoted.Text(address)} must be https with profile fapi2 (FAPI 2.0 Security Profile section 5.3.2.2)");
    }

    private static bool IsHttps(string address, ClientPolicy policy) =>
        !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme == Uri.UriSchemeHttps || (policy.IsDevelopment && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback);
}
