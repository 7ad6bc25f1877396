using System.Text;
using JsHrss.OpenId.Protocol;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Authorization;

/// <summary>Where a browser is sent with an answer: the redirect URI, its own query kept (RFC 6749 §3.1.2), always with the issuer (RFC 9207 §2).</summary>
internal sealed class AuthorizationResponse(IOptions<OpenIdProviderOptions> options)
{
    private readonly string _issuer = Uri.EscapeDataString(options.Value.Issuer);

    /// <summary>RFC 6749 §4.1.2.</summary>
    public string Code(AuthorizationRequest request, string code) =>
        Finish(Start(request.RedirectUri).Append("code=").Append(code), request.State);

    /// <summary>RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6.</summary>
    public string Error(string redirectUri, string? state, ProtocolError error) =>
        Finish(
            Start(redirectUri).Append("error=").Append(Uri.EscapeDataString(error.Code)).Append("&error_description=").Append(Uri.EscapeDataString(error.ForClient)),
            state);

    private static StringBuilder Start(string redirectUri)
    {
        var url = new StringBuilder(redirectUri, redirectUri.Length + 256);
        if (!redirectUri.Contains('?', StringComparison.Ordinal))
            return url.Append('?');
        return redirectUri[^1] is '?' or '&' ? url : url.Append('&');
    }

    private string Finish(StringBuilder url, string? state)
    {
        if (state is not null)
            url.Append("&state=").Append(Uri.EscapeDataString(state));
        return url.Append("&iss=").Append(_issuer).ToString();
    }
}
