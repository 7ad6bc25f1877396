using System.Text;
using System.Text.Json;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.ClientKeys;

/// <summary>A JWT that a client signed: an assertion or a request object. Nothing in it is believed before its signature is verified.</summary>
/// <param name="Algorithm">Header <c>alg</c>, one of <see cref="SignatureAlgorithms"/>.</param>
/// <param name="Kid">Header <c>kid</c>; null when absent.</param>
/// <param name="Type">Header <c>typ</c> without <c>application/</c>; null when absent.</param>
/// <param name="Claims">The payload.</param>
/// <param name="SigningInput">What the signature covers.</param>
/// <param name="Signature">The signature.</param>
internal sealed record ClientJwt(string Algorithm, string? Kid, string? Type, JsonElement Claims, ReadOnlyMemory<byte> SigningInput, ReadOnlyMemory<byte> Signature)
{
    private const string MediaTypePrefix = "application/";
    public const int MaxKidLength = 256;

    /// <summary>
    /// Header members that change how a JWS is to be read. <c>crit</c> names an extension, and we understand none (RFC 7515 §4.1.11); <c>b64</c> is one
    /// (RFC 7797 §3); <c>enc</c> and <c>zip</c> belong to a JWE (RFC 7516 §4.1), which is never opened.
    /// </summary>
    private static readonly string[] NeverUnderstood = ["crit", "b64", "enc", "zip"];

    /// <summary>Null: not a signed JWT in compact form with one of our algorithms, or JSON that could be read in two ways (cases JW-01, JW-02, JW-04 to JW-07).</summary>
    /// <remarks>Keys and addresses inside the header (jwk, jku, x5u, x5c) are never read: a key counts only when it is registered (RFC 8725 §3.10, cases JW-03, JW-12).</remarks>
    public static ClientJwt? Read(string text)
    {
        if (CompactSegments.Read(text) is not { } segments || StrictJson.ReadObject(segments.Header) is not { } header)
            return null;
        if (StrictJson.Text(header, "alg") is not { } algorithm || !SignatureAlgorithms.All.Contains(algorithm, StringComparer.Ordinal))
            return null;
        if (HasWhatIsNotUnderstood(header))
            return null;
        if (!StrictJson.TryText(header, "kid", out var kid) || kid?.Length > MaxKidLength || !StrictJson.TryText(header, "typ", out var type))
            return null;
        return StrictJson.ReadObject(segments.Payload) is { } claims
            ? new ClientJwt(algorithm, kid, WithoutPrefix(type), claims, Encoding.ASCII.GetBytes(text[..segments.SigningInputLength]), segments.Signature)
            : null;
    }

    /// <summary>Whether a header changes how the JWS is to be read, in a way that we do not know.</summary>
    public static bool HasWhatIsNotUnderstood(JsonElement header) => Array.Exists(NeverUnderstood, name => header.TryGetProperty(name, out _));

    /// <summary>Whether <c>typ</c> is absent or one of these; media types are compared without case (RFC 7515 §4.1.9).</summary>
    public bool IsOfType(params ReadOnlySpan<string> types)
    {
        if (Type is null)
            return true;
        foreach (var type in types)
        {
            if (string.Equals(Type, type, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>A claim that is text; null: absent or of another type.</summary>
    public string? this[string claim] => StrictJson.Text(Claims, claim);

    /// <summary>RFC 7515 §4.1.9: the prefix may be left out where no other slash follows.</summary>
    private static string? WithoutPrefix(string? type) =>
        type is not null && type.StartsWith(MediaTypePrefix, StringComparison.OrdinalIgnoreCase) && !type.AsSpan(MediaTypePrefix.Length).Contains('/') ? type[MediaTypePrefix.Length..] : type;
}
