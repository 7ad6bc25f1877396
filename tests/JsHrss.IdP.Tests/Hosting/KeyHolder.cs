using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>A client's own key, which proves itself with every request (RFC 9449 §4.2).</summary>
public sealed class KeyHolder : IDisposable
{
    /// <summary>The app signs approvals with it too.</summary>
    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The server's, where a test has moved it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>As the server gave it last.</summary>
    public string? Nonce { get; set; }

    public string Proof(string method, Uri address, string? accessToken)
    {
        var q = Key.ExportParameters(includePrivateParameters: false).Q;
        var header = new { typ = "dpop+jwt", alg = "ES256", jwk = new { kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(q.X), y = Base64Url.EncodeToString(q.Y) } };
        var claims = new Dictionary<string, object>
        {
            ["jti"] = Guid.NewGuid().ToString(), ["htm"] = method, ["htu"] = address.GetLeftPart(UriPartial.Path), ["iat"] = Clock.GetUtcNow().ToUnixTimeSeconds(),
        };
        if (Nonce is not null)
            claims["nonce"] = Nonce;
        if (accessToken is not null)
            claims["ath"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)));
        var input = Part(header) + "." + Part(claims);
        return input + "." + Base64Url.EncodeToString(Key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256));
    }

    public void Dispose() => Key.Dispose();

    private static string Part(object members) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(members));
}
