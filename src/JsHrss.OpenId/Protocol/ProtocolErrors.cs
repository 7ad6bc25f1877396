using System.Globalization;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Protocol;

/// <summary>The breaches that endpoints called by clients share (RFC 6749 §5.2, RFC 8707 §2).</summary>
internal static class ProtocolErrors
{
    /// <summary>The request lacks something, repeats something, or is malformed.</summary>
    public static ProtocolError InvalidRequest(string forClient, string? forLog = null, int status = 400) => new("invalid_request", forClient, forLog ?? forClient, status);

    /// <summary>One answer for every way in which client authentication fails, so that nobody learns which clients exist (case CD-20).</summary>
    /// <remarks>RFC 9110 §15.5.2 wants a challenge with every 401; RFC 6749 §5.2 wants Basic where Basic was tried.</remarks>
    public static ProtocolError InvalidClient(string forLog) => new("invalid_client", "Client authentication failed.", forLog, 401)
    {
        Headers = [new("WWW-Authenticate", "Basic realm=\"client\", charset=\"UTF-8\"")],
    };

    /// <summary>One answer for everything that can be wrong with a code or refresh token; what it was stands in the log alone.</summary>
    public static ProtocolError InvalidGrant(string forLog) =>
        new("invalid_grant", "The code or refresh token is invalid, expired, revoked, or was issued to another client.", forLog);

    /// <summary>The client is not registered for what it asks.</summary>
    public static ProtocolError UnauthorizedClient(string forClient) => new("unauthorized_client", forClient, forClient);

    /// <summary>The grant type is none of ours.</summary>
    public static ProtocolError UnsupportedGrantType() => new("unsupported_grant_type", "This grant_type is not supported.", "An unknown grant_type was asked.");

    /// <summary>The scope is malformed, unknown, or more than was granted.</summary>
    public static ProtocolError InvalidScope(string forClient) => new("invalid_scope", forClient, forClient);

    /// <summary>The resource is malformed or not the client's to ask for.</summary>
    public static ProtocolError InvalidTarget(string forClient) => new("invalid_target", forClient, forClient);

    /// <summary>Too many failed authentications of this client from this address; nothing was looked at (case CD-20).</summary>
    /// <remarks>RFC 6749 has no code of its own for it: status 429 as RFC 9126 §2.3 and RFC 6585 §4, and the code that already says "later".</remarks>
    public static ProtocolError TooManyAttempts(TimeSpan wait) => new("temporarily_unavailable", "Too many failed attempts. Try again later.", "Too many failed client authentications.", 429)
    {
        Headers = [new("Retry-After", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture))],
    };

    /// <summary>The client's keys stand at an address of its own that does not answer: whether it signed, nobody can tell now, and nobody is blamed.</summary>
    /// <param name="client">Whose, for the log.</param>
    /// <param name="wait">When they are fetched again at the earliest.</param>
    public static ProtocolError KeysOutOfReach(ClientId client, TimeSpan wait) =>
        new("temporarily_unavailable", "The keys of this client cannot be fetched. Try again later.", $"The keys at the jwks_uri of {client} cannot be fetched.", 503)
        {
            Headers = [new("Retry-After", ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture))],
        };

    /// <summary>The store cannot answer now; nothing was changed (case FT-03).</summary>
    public static ProtocolError TemporarilyUnavailable() => new("temporarily_unavailable", "Try again shortly.", "The store is unavailable.", 503)
    {
        Headers = [new("Retry-After", "1")],
    };
}
