using JsHrss.OpenId.Possession;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>The one access token of a request, and how it was presented: as a bearer token (RFC 6750 §2), or with a proof of possession (RFC 9449 §7.1).</summary>
/// <remarks>A token in the URL is refused: it would stand in logs and Referer headers (RFC 9700 §4.3.2).</remarks>
/// <param name="Text">The token.</param>
/// <param name="WithProof">The scheme DPoP was used.</param>
internal sealed record TokenCredential(string Text, bool WithProof)
{
    private const string Bearer = "Bearer ";
    private const string DPoP = "DPoP ";

    /// <summary>A refusal in the scheme that was used (RFC 9449 §7.2).</summary>
    public ProtocolError Refuse(ProtocolError bearer) => WithProof ? PossessionChallenge.InsteadOf(bearer) : bearer;

    /// <summary>From the Authorization header alone.</summary>
    public static Attempt<TokenCredential> InHeader(HttpRequest request)
    {
        // That name alone: to whatever else stands in the query of a resource this scheme gives no meaning (RFC 6750 §2.3).
        if (request.QueryString.HasValue && request.Query.ContainsKey("access_token"))
            return BearerErrors.InvalidRequest("An access token must not stand in the query.");
        var header = request.Headers.Authorization;
        if (header.Count > 1)
            return BearerErrors.InvalidRequest("More than one Authorization header was sent.");
        if (header.Count == 0 || header[0] is not { } text)
            return BearerErrors.NoToken();
        var scheme = text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? Bearer : text.StartsWith(DPoP, StringComparison.OrdinalIgnoreCase) ? DPoP : null;
        if (scheme is null)
            return BearerErrors.NoToken();
        var credential = new TokenCredential(text[scheme.Length..].Trim(' '), scheme == DPoP);
        return credential.Text.Length > 0 ? credential : credential.Refuse(BearerErrors.InvalidRequest("The Authorization header holds no token."));
    }

    /// <summary>From the header, or from the form of a POST (RFC 6750 §2.2), always as a bearer token; never from both.</summary>
    public static async ValueTask<Attempt<TokenCredential>> InHeaderOrFormAsync(HttpContext http, CancellationToken ct)
    {
        var inHeader = InHeader(http.Request);
        if (!HttpMethods.IsPost(http.Request.Method) || !FormReader.IsForm(http.Request))
            return inHeader;
        if ((await FormReader.ReadAsync(http, ct).ConfigureAwait(false)).Failed(out var unreadable, out var form))
            return BearerErrors.InvalidRequest(unreadable.ForClient);
        if (form["access_token"] is not { } inForm)
            return inHeader;
        return http.Request.Headers.Authorization.Count > 0
            ? BearerErrors.InvalidRequest("More than one way of sending the access token was used.")
            : new TokenCredential(inForm, WithProof: false);
    }
}
