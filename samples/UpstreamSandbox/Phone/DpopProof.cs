using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.Phone;

/// <summary>Proof that whoever sends a request holds the key (RFC 9449 §4.2).</summary>
internal static class DpopProof
{
    /// <param name="key">The phone's.</param>
    /// <param name="method">Of the request.</param>
    /// <param name="address">Of the request; query and fragment are left out.</param>
    /// <param name="now">Of the demonstration's clock.</param>
    /// <param name="nonce">The server's last one, if it gave any (§8, §9).</param>
    /// <param name="accessToken">The token sent along, whose hash is then part of the proof.</param>
    public static string For(PhoneKey key, HttpMethod method, Uri address, DateTimeOffset now, string? nonce, string? accessToken)
    {
        var claims = new JsonObject
        {
            ["jti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            ["htm"] = method.Method,
            ["htu"] = address.GetLeftPart(UriPartial.Path),
            ["iat"] = now.ToUnixTimeSeconds(),
        };
        if (nonce is not null)
            claims["nonce"] = nonce;
        if (accessToken is not null)
            claims["ath"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)));
        return Jose.Write("dpop+jwt", claims, key.Sign, key.Jwk);
    }
}
