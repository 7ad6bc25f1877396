using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using UpstreamSandbox.Clock;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.AppFace;

/// <summary>Which phone stands before the service: it proves its key with each call (RFC 9449 §4.3), so that a result cannot be asked for another phone.</summary>
internal sealed class PhoneProof(SandboxClock clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);

    /// <summary>The thumbprint of the key (RFC 7638); null when nothing is proven.</summary>
    public string? Read(string? proof, string method, string address)
    {
        if (proof is not { Length: > 0 and <= 4096 } || KeyOf(proof) is not var (key, thumbprint))
            return null;
        using (key)
        {
            if (Jose.Read(proof, "dpop+jwt", (text, signature) => key.VerifyData(text, signature, HashAlgorithmName.SHA256)) is not { } claims)
                return null;
            var now = clock.GetUtcNow();
            foreach (var (old, at) in _seen)
            {
                if (now - at > 2 * Skew)
                    _seen.TryRemove(old, out _);
            }

            return Jose.Text(claims, "htm") == method && Jose.Text(claims, "htu") == address
                && claims["iat"] is JsonValue value && value.TryGetValue<long>(out var issued) && Math.Abs(now.ToUnixTimeSeconds() - issued) <= Skew.TotalSeconds
                && Jose.Text(claims, "jti") is { Length: > 0 and <= 64 } id && _seen.TryAdd(id, now) ? thumbprint : null;
        }
    }

    private static (ECDsa Key, string Thumbprint)? KeyOf(string proof)
    {
        try
        {
            if (JsonNode.Parse(Base64Url.DecodeFromChars(proof.Split('.')[0]))?["jwk"] is not JsonObject jwk
                || Jose.Text(jwk, "kty") != "EC" || Jose.Text(jwk, "crv") != "P-256" || Jose.Text(jwk, "x") is not { Length: 43 } x || Jose.Text(jwk, "y") is not { Length: 43 } y)
                return null;
            var point = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) };
            return (ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point }),
                Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}"""))));
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or CryptographicException or InvalidOperationException)
        {
            return null;
        }
    }
}
