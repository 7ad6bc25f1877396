using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace JsHrss.Benchmarks.Wire;

/// <summary>A client's key pair, made for one run.</summary>
internal sealed class ClientKey(ECDsa key)
{
    private const string Kid = "bench";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(4);

    /// <summary>The public half, a JWK Set (RFC 7517 §5).</summary>
    public string Jwks
    {
        get
        {
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            return JsonSerializer.Serialize(new { keys = new[] { new { kty = "EC", crv = "P-256", alg = "ES256", use = "sig", kid = Kid, x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) } } });
        }
    }

    public static ClientKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>An assertion of who the client is, for one use (RFC 7523 §3).</summary>
    public string Assert(string client, string issuer)
    {
        var now = DateTimeOffset.UtcNow;
        var input = Encode(new { alg = "ES256", typ = "JWT", kid = Kid })
            + "." + Encode(new { iss = client, sub = client, aud = issuer, jti = Guid.NewGuid().ToString("N"), iat = now.ToUnixTimeSeconds(), exp = (now + Life).ToUnixTimeSeconds() });
        return input + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256));
    }

    private static string Encode(object document) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(document));
}
