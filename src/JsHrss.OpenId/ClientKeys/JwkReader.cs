using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.ClientKeys;

/// <summary>Reads one JWK (RFC 7517 §4, RFC 7518 §6). Strict: a key of which something is not understood verifies nothing.</summary>
internal static class JwkReader
{
    /// <summary>No JWT with a longer one is read.</summary>
    private const int LongestKid = ClientJwt.MaxKidLength;

    private const int LeastModulusBits = 2048;
    private const int MostModulusBits = 4096;
    private const int LeastExponent = 65537;

    /// <summary>RFC 7518 §6.2.2, §6.3.2, §6.4.1: whoever publishes one of these has published his private or shared key.</summary>
    private static readonly string[] NeverPublic = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>The key, or why it is not used.</summary>
    public static (ClientKey? Key, string? Fault) Read(JsonElement jwk)
    {
        if (jwk.ValueKind != JsonValueKind.Object)
            return (null, "is not an object");
        if (Array.Find(NeverPublic, name => jwk.TryGetProperty(name, out _)) is { } secret)
            return (null, $"has the private member {secret}: remove it, and replace the key, which has been shown");
        if (jwk.TryGetProperty("use", out _) && StrictJson.Text(jwk, "use") != "sig")
            return (null, "is not for signatures (use)");
        if (jwk.TryGetProperty("key_ops", out var operations) && !(operations.ValueKind == JsonValueKind.Array && operations.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals("verify"))))
            return (null, "may not verify (key_ops)");
        var kid = StrictJson.Text(jwk, "kid");
        if (jwk.TryGetProperty("kid", out _) && kid is not { Length: >= 1 and <= LongestKid })
            return (null, $"has a kid that is not text of 1 to {LongestKid} characters");
        return StrictJson.Text(jwk, "kty") switch
        {
            "EC" => Ec(jwk, kid),
            "RSA" => Rsa(jwk, kid),
            _ => (null, "has a kty other than EC and RSA"),
        };
    }

    private static (ClientKey? Key, string? Fault) Ec(JsonElement jwk, string? kid)
    {
        if (StrictJson.Text(jwk, "crv") != "P-256")
            return (null, "has a curve other than P-256");
        if (AlgorithmsOf(jwk, [SignatureAlgorithms.Es256]) is not { } algorithms)
            return (null, "has an alg other than ES256");
        // RFC 7518 §6.2.1.2: the full width of a coordinate, leading zeros included.
        if (Bytes(jwk, "x") is not { Length: 32 } x || Bytes(jwk, "y") is not { Length: 32 } y)
            return (null, "has not two coordinates of 32 octets");
        try
        {
            // Creating it asks whether the point lies on the curve.
            return (new ClientKey.Ec(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } }) { Kid = kid, Algorithms = algorithms }, null);
        }
        catch (CryptographicException)
        {
            return (null, "is no point of the curve");
        }
    }

    private static (ClientKey? Key, string? Fault) Rsa(JsonElement jwk, string? kid)
    {
        if (AlgorithmsOf(jwk, [SignatureAlgorithms.Ps256, SignatureAlgorithms.Rs256]) is not { } algorithms)
            return (null, "has an alg other than PS256 and RS256");
        if (Bytes(jwk, "n") is not { } n || Bytes(jwk, "e") is not { Length: <= 4 } e)
            return (null, "has no modulus or exponent");
        var modulus = n.AsSpan().TrimStart((byte)0).ToArray();
        var bits = modulus.Length == 0 ? 0 : (modulus.Length * 8) - byte.LeadingZeroCount(modulus[0]);
        if (bits is < LeastModulusBits or > MostModulusBits)
            return (null, $"must have {LeastModulusBits} to {MostModulusBits} bits");
        if ((modulus[^1] & 1) == 0)
            return (null, "must have an odd modulus");
        // With the exponent 1 everything is a valid signature of itself.
        if (e.Aggregate(0L, static (value, octet) => (value << 8) | octet) is var exponent && (exponent < LeastExponent || exponent % 2 == 0))
            return (null, $"must have an odd exponent, {LeastExponent} or more");
        try
        {
            return (new ClientKey.Rsa(new RSAParameters { Modulus = modulus, Exponent = e.AsSpan().TrimStart((byte)0).ToArray() }) { Kid = kid, Algorithms = algorithms }, null);
        }
        catch (CryptographicException)
        {
            return (null, "is no RSA key");
        }
    }

    private static ImmutableArray<string>? AlgorithmsOf(JsonElement jwk, ImmutableArray<string> possible)
    {
        if (!jwk.TryGetProperty("alg", out _))
            return possible;
        return StrictJson.Text(jwk, "alg") is { } only && possible.Contains(only, StringComparer.Ordinal) ? [only] : null;
    }

    private static byte[]? Bytes(JsonElement jwk, string name) => StrictJson.Text(jwk, name) is { } text ? CanonicalBase64Url.Decode(text) : null;
}
