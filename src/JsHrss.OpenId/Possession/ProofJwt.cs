using System.Text;
using System.Text.Json;
using JsHrss.OpenId.ClientKeys;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Possession;

/// <summary>A proof of possession as sent (RFC 9449 §4.2). Nothing in it is believed before its signature is verified with the key inside.</summary>
/// <param name="Algorithm">Header <c>alg</c>, one of <see cref="ProofAlgorithms"/>.</param>
/// <param name="Jwk">Header <c>jwk</c>, an object.</param>
/// <param name="Claims">The payload.</param>
/// <param name="SigningInput">What the signature covers.</param>
/// <param name="Signature">The signature.</param>
internal sealed record ProofJwt(string Algorithm, JsonElement Jwk, JsonElement Claims, ReadOnlyMemory<byte> SigningInput, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Header <c>typ</c>: nothing that was signed for another purpose is a proof (RFC 9449 §11.5).</summary>
    public const string Type = "dpop+jwt";

    /// <summary>A proof by the longest RSA key that is read, with room to spare (cases JW-04, JW-05).</summary>
    public const int MaxLength = 4 * 1024;

    /// <summary>The proof, or why it is none: a clause for the client's developer.</summary>
    public static (ProofJwt? Proof, string? Fault) Read(string text)
    {
        if (text.Length > MaxLength)
            return (null, "it is too long");
        if (CompactSegments.Read(text) is not { } segments || StrictJson.ReadObject(segments.Header) is not { } header || StrictJson.ReadObject(segments.Payload) is not { } claims)
            return (null, "it is no JWT in compact form");
        if (StrictJson.Text(header, "typ") != Type)
            return (null, $"its typ is not {Type}");
        if (StrictJson.Text(header, "alg") is not { } algorithm || !ProofAlgorithms.All.Contains(algorithm, StringComparer.Ordinal))
            return (null, "its alg is not supported");
        if (ClientJwt.HasWhatIsNotUnderstood(header))
            return (null, "its header has a member that is not understood");
        if (!header.TryGetProperty("jwk", out var jwk) || jwk.ValueKind != JsonValueKind.Object)
            return (null, "its header has no jwk");
        return (new ProofJwt(algorithm, jwk, claims, Encoding.ASCII.GetBytes(text[..segments.SigningInputLength]), segments.Signature), null);
    }

    /// <summary>A claim that is text; null: absent or of another type.</summary>
    public string? this[string claim] => StrictJson.Text(Claims, claim);
}
