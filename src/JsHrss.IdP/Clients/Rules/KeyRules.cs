using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace JsHrss.IdP.Clients.Rules;

/// <summary>A client's own public keys, by value or by address (RFC 7517, RFC 7518 §6, RFC 7591 §2).</summary>
internal static class KeyRules
{
    private const int MostKeys = 10;
    private const int LongestSet = 16_384;
    private const int LongestKeyId = 128;
    private const int LeastRsaBits = 2048;
    private const int MostRsaBits = 4096;
    private const int P256Bytes = 32;
    private const int LeastExponent = 65537;

    /// <summary>Members of private and shared keys (RFC 7518 §6.2.2, §6.3.2, §6.4.1).</summary>
    private static readonly ImmutableArray<string> Private = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    public static IEnumerable<MemberFault> Faults(ClientMetadata client, ClientPolicy policy)
    {
        var needed = client.Method == "private_key_jwt" || client.RequireSignedRequestObject == true || client.RequestObjectSigningAlg is not null;
        if (client is { Jwks: not null, JwksUri: not null })
            yield return new("jwks_uri", "write jwks or jwks_uri, not both (RFC 7591 section 2)");
        if (needed && client is { Jwks: null, JwksUri: null })
            yield return new("jwks", "jwks or jwks_uri is required of a client that signs assertions or request objects");
        if (client.JwksUri is { } address && RegisteredAddress.FetchedFaultOf(address, policy) is { } wrongAddress)
            yield return new("jwks_uri", wrongAddress);
        if (client.Jwks is not { } set)
            yield break;

        if (set.GetRawText().Length > LongestSet || !set.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array || keys.GetArrayLength() is < 1 or > MostKeys)
        {
            yield return new("jwks", $"must be an object with an array keys of 1 to {MostKeys} public keys (RFC 7517 section 5)");
            yield break;
        }

        foreach (var fault in keys.EnumerateArray().Select(FaultOf).OfType<string>().Distinct())
            yield return new("jwks", fault);
        var names = keys.EnumerateArray().Select(key => Text(key, "kid")).ToArray();
        if (names.Length > 1 && (names.Contains(null) || names.Distinct(StringComparer.Ordinal).Count() != names.Length))
            yield return new("jwks", "each of several keys needs a kid of its own (RFC 7517 section 4.5)");
        foreach (var (member, algorithm) in new[] { ("token_endpoint_auth_signing_alg", client.TokenEndpointAuthSigningAlg), ("request_object_signing_alg", client.RequestObjectSigningAlg) })
        {
            if (algorithm is not null && AuthenticationRules.Algorithms.Contains(algorithm) && !keys.EnumerateArray().Any(key => Serves(key, algorithm)))
                yield return new(member, $"is {algorithm}, but no key of jwks is for it");
        }
    }

    private static string? FaultOf(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object)
            return "each key must be an object";
        if (Private.Any(member => key.TryGetProperty(member, out _)))
            return "holds a private or shared key; write the public part only, and make a new key: this one has been shown";
        var algorithm = Text(key, "alg");
        if (key.TryGetProperty("use", out _) && Text(key, "use") != "sig")
            return "use must be sig: nothing is encrypted to a client";
        if (key.TryGetProperty("key_ops", out var operations) && (operations.ValueKind != JsonValueKind.Array || operations.EnumerateArray().Any(one => one.ValueKind != JsonValueKind.String || one.GetString() != "verify")))
            return "key_ops must be [\"verify\"] (RFC 7517 section 4.3)";
        if (key.TryGetProperty("kid", out _) && Text(key, "kid") is not { Length: >= 1 and <= LongestKeyId })
            return $"kid must be text of 1 to {LongestKeyId} characters";
        return Text(key, "kty") switch
        {
            "EC" => key.TryGetProperty("alg", out _) && algorithm != "ES256" ? "alg of an EC key must be ES256" : EcFaultOf(key),
            "RSA" => key.TryGetProperty("alg", out _) && algorithm is not ("RS256" or "PS256") ? "alg of an RSA key must be RS256 or PS256" : RsaFaultOf(key),
            _ => "kty must be EC or RSA",
        };
    }

    private static string? EcFaultOf(JsonElement key)
    {
        if (Text(key, "crv") != "P-256" || Bytes(key, "x") is not { Length: P256Bytes } x || Bytes(key, "y") is not { Length: P256Bytes } y)
            return "an EC key must have crv P-256 and x and y of 32 bytes (RFC 7518 section 6.2.1)";
        try
        {
            // Points off the curve are refused by the import.
            using var onCurve = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            return null;
        }
        catch (CryptographicException)
        {
            return "an EC key is no point of P-256";
        }
    }

    private static string? RsaFaultOf(JsonElement key)
    {
        if (Bytes(key, "n") is not { Length: > 0 } modulus || modulus[0] == 0 || Bytes(key, "e") is not { Length: >= 1 and <= 4 } exponent)
            return "an RSA key must have n and e in base64url without leading zeros (RFC 7518 section 6.3.1)";
        var bits = (modulus.Length * 8) - byte.LeadingZeroCount(modulus[0]);
        if (bits is < LeastRsaBits or > MostRsaBits)
            return $"an RSA key must have {LeastRsaBits} to {MostRsaBits} bits (RFC 7518 section 3.3)";
        var e = exponent.Aggregate(0L, (value, one) => (value << 8) | one);
        return (modulus[^1] & 1) == 0 || e < LeastExponent || (e & 1) == 0 ? "an RSA key must have an odd n and an odd e of at least 65537" : null;
    }

    private static bool Serves(JsonElement key, string algorithm) =>
        Text(key, "kty") == (algorithm == "ES256" ? "EC" : "RSA") && (!key.TryGetProperty("alg", out _) || Text(key, "alg") == algorithm);

    private static string? Text(JsonElement key, string member) =>
        key.ValueKind == JsonValueKind.Object && key.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement key, string member)
    {
        var text = Text(key, member);
        return text is not null && Base64Url.IsValid(text) && !text.Contains('=', StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace) ? Base64Url.DecodeFromChars(text) : null;
    }
}
