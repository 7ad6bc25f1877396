using System.Text.Json.Nodes;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.Phone;

/// <summary>The endpoints that the app needs, as the issuer publishes them (OpenID Connect Discovery §4).</summary>
internal sealed record IssuerMetadata(Uri Issuer, Uri Authorization, Uri Token, Uri UserInfo, Uri? Revocation)
{
    /// <summary>Null when the issuer does not answer, or answers as another one.</summary>
    public static async Task<IssuerMetadata?> ReadAsync(HttpClient http, string issuer, CancellationToken ct)
    {
        try
        {
            if (JsonNode.Parse(await http.GetStringAsync(new Uri(issuer + "/.well-known/openid-configuration"), ct)) is not JsonObject document
                || Jose.Text(document, "issuer") != issuer)
                return null;
            return At(document, "authorization_endpoint") is { } authorization && At(document, "token_endpoint") is { } token && At(document, "userinfo_endpoint") is { } userInfo
                ? new IssuerMetadata(new Uri(issuer), authorization, token, userInfo, At(document, "revocation_endpoint"))
                : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or System.Text.Json.JsonException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    private static Uri? At(JsonObject document, string name) => Uri.TryCreate(Jose.Text(document, name), UriKind.Absolute, out var address) ? address : null;
}
