namespace JsHrss.OpenId.Ports;

/// <summary>The key a token is bound to (RFC 7800 <c>cnf</c>). Both members null: a bearer token.</summary>
/// <param name="Jkt">SHA-256 thumbprint of a DPoP key, base64url (RFC 9449 §6.1).</param>
/// <param name="X5tS256">SHA-256 thumbprint of a client certificate, base64url (RFC 8705 §3.1).</param>
public sealed record Confirmation(string? Jkt, string? X5tS256)
{
    /// <summary>Bound to nothing.</summary>
    public static Confirmation None { get; } = new(null, null);
}
