using System.Globalization;
using System.Text;
using JsHrss.OpenId.Possession;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>What a protected resource answers when a token does not suffice (RFC 6750 §3, RFC 9470 §3). Each carries its WWW-Authenticate header.</summary>
public static class BearerErrors
{
    /// <summary>No token was sent: a challenge of each scheme, without error code or body (RFC 6750 §3.1, RFC 9449 §7.2); the scheme never stands alone (RFC 6750 §3).</summary>
    public static ProtocolError NoToken() => new("", "", "No access token was sent.", 401)
    {
        Headers = [new("WWW-Authenticate", "Bearer realm=\"resource\""), PossessionChallenge.Bare],
    };

    /// <summary>The request presents its token wrongly. 400.</summary>
    /// <param name="forClient">Why, for the client's developer.</param>
    public static ProtocolError InvalidRequest(string forClient) => Challenge("invalid_request", forClient, forClient, 400, "");

    /// <summary>The token is malformed, expired, revoked, for somebody else, or its authority is gone: one answer for all. 401.</summary>
    /// <param name="forLog">Which of them.</param>
    public static ProtocolError InvalidToken(string forLog) => Challenge("invalid_token", "The access token is not valid here.", forLog, 401, "");

    /// <summary>The token lacks a scope. 403.</summary>
    /// <param name="scope">What would be needed.</param>
    public static ProtocolError InsufficientScope(string scope) =>
        Challenge("insufficient_scope", "The access token lacks a scope.", $"Scope {scope} is missing.", 403, $", scope=\"{scope}\"");

    /// <summary>The person must authenticate more strongly or again (RFC 9470 §3). 401.</summary>
    /// <param name="acrValues">What would suffice, for the client's next <c>acr_values</c>; null: no demand.</param>
    /// <param name="maxAge">How old the authentication may be; null: no demand.</param>
    public static ProtocolError InsufficientUserAuthentication(string? acrValues, TimeSpan? maxAge)
    {
        var demands = new StringBuilder();
        if (acrValues is not null)
            demands.Append(CultureInfo.InvariantCulture, $", acr_values=\"{acrValues}\"");
        if (maxAge is { } age)
            demands.Append(CultureInfo.InvariantCulture, $", max_age=\"{(long)age.TotalSeconds}\"");
        return Challenge("insufficient_user_authentication", "A stronger or more recent authentication is needed.", $"Needed:{demands}.", 401, demands.ToString());
    }

    private static ProtocolError Challenge(string code, string forClient, string forLog, int status, string more) => new(code, forClient, forLog, status)
    {
        Headers = [new("WWW-Authenticate", $"Bearer error=\"{code}\", error_description=\"{forClient}\"{more}")],
    };
}
