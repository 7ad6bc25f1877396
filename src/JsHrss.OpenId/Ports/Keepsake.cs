namespace JsHrss.OpenId.Ports;

/// <summary>The kinds of things the ledger remembers, one table each. A handle of one kind never finds another (security case CD-11).</summary>
public enum Keepsake
{
    /// <summary>Authorization code (RFC 6749 §4.1.2), handle prefix <c>code_</c>.</summary>
    AuthorizationCode = 1,

    /// <summary>Refresh token (RFC 6749 §1.5), handle prefix <c>rt_</c>.</summary>
    RefreshToken = 2,

    /// <summary>An authorization request waiting for a person at a page, handle prefix <c>int_</c>.</summary>
    Interaction = 3,

    /// <summary>A pushed authorization request (RFC 9126 §2.2); <c>request_uri</c> is <c>urn:ietf:params:oauth:request_uri:</c> and a handle with prefix <c>par_</c>.</summary>
    PushedRequest = 4,

    /// <summary>Device code (RFC 8628 §3.2), handle prefix <c>dev_</c>. It hangs on no grant before a person has approved it.</summary>
    DeviceCode = 5,
}
