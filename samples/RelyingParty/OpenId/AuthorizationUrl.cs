using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace RelyingParty.OpenId;

/// <summary>Builds the authentication request (Core §3.1.2.1, RFC 7636 §4.3).</summary>
internal static class AuthorizationUrl
{
    public static string Build(string endpoint, string clientId, string redirectUri, SignInRequest request, string state, string nonce, string codeChallenge)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = clientId,
            ["response_type"] = "code",
            ["scope"] = request.Scope,
            ["redirect_uri"] = redirectUri,
            ["state"] = state,
            ["nonce"] = nonce,
            ["code_challenge"] = codeChallenge,
            ["code_challenge_method"] = "S256",
            ["ui_locales"] = "zh-CN",
        };
        if (request.UnitHint is not null) parameters["unit_hint"] = request.UnitHint;
        if (request.Tab is not null) parameters["ui_tab"] = request.Tab;
        if (request.Prompt is not null) parameters["prompt"] = request.Prompt;
        if (request.MaxAge is { } age) parameters["max_age"] = ((long)age.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (request.Details is not null) parameters["authorization_details"] = request.Details;
        if (request.EssentialAcr is { } acr) parameters["claims"] = EssentialAcr(acr);
        return QueryHelpers.AddQueryString(endpoint, parameters);
    }

    private static string EssentialAcr(string acr) => new JsonObject
    {
        ["id_token"] = new JsonObject
        {
            ["acr"] = new JsonObject { ["essential"] = true, ["values"] = new JsonArray(acr) },
        },
    }.ToJsonString();
}
