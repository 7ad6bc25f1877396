using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>The one access token of a request (RFC 6750 §2). A token in the URL is refused: it would stand in logs and Referer headers (RFC 9700 §4.3.2).</summary>
internal static class BearerCredential
{
    private const string Scheme = "Bearer ";

    /// <summary>From the Authorization header alone.</summary>
    public static Attempt<string> InHeader(HttpRequest request)
    {
        // That name alone: to whatever else stands in the query of a resource this scheme gives no meaning (RFC 6750 §2.3).
        if (request.QueryString.HasValue && request.Query.ContainsKey("access_token"))
            return BearerErrors.InvalidRequest("An access token must not stand in the query.");
        var header = request.Headers.Authorization;
        if (header.Count > 1)
            return BearerErrors.InvalidRequest("More than one Authorization header was sent.");
        if (header.Count == 0 || header[0] is not { } text || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return BearerErrors.NoToken();
        var token = text[Scheme.Length..].Trim(' ');
        return token.Length > 0 ? token : BearerErrors.InvalidRequest("The Authorization header holds no token.");
    }

    /// <summary>From the header, or from the form of a POST (RFC 6750 §2.2); never from both.</summary>
    public static async ValueTask<Attempt<string>> InHeaderOrFormAsync(HttpContext http, CancellationToken ct)
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
            : inForm;
    }
}
