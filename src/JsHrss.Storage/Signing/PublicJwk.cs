using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace JsHrss.Storage.Signing;

/// <summary>The published half of a key (RFC 7517). Written out by hand, so that no private member can slip in (case PI-06).</summary>
internal static class PublicJwk
{
    /// <summary>A P-256 key (RFC 7518 §6.2.1) with its thumbprint as key id.</summary>
    public static (string Kid, string Jwk) Of(ECParameters key)
    {
        var (x, y) = (Base64Url.EncodeToString(key.Q.X), Base64Url.EncodeToString(key.Q.Y));
        // RFC 7638 §3.2: the thumbprint is over exactly these members in this order.
        var kid = Thumbprint($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""");
        return (kid, $$"""{"kty":"EC","use":"sig","alg":"ES256","kid":"{{kid}}","crv":"P-256","x":"{{x}}","y":"{{y}}"}""");
    }

    /// <summary>An RSA key (RFC 7518 §6.3.1), for one algorithm alone: a key used for two lends the weakness of one to the other (RFC 8725 §3.1).</summary>
    public static (string Kid, string Jwk) Of(string algorithm, RSAParameters key)
    {
        var (e, n) = (Base64Url.EncodeToString(key.Exponent), Base64Url.EncodeToString(key.Modulus));
        var kid = Thumbprint($$"""{"e":"{{e}}","kty":"RSA","n":"{{n}}"}""");
        return (kid, $$"""{"kty":"RSA","use":"sig","alg":"{{algorithm}}","kid":"{{kid}}","n":"{{n}}","e":"{{e}}"}""");
    }

    public static ECParameters ReadEc(string jwk)
    {
        using var document = JsonDocument.Parse(jwk);
        return new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(document, "x"), Y = Bytes(document, "y") } };
    }

    public static RSAParameters ReadRsa(string jwk)
    {
        using var document = JsonDocument.Parse(jwk);
        return new RSAParameters { Modulus = Bytes(document, "n"), Exponent = Bytes(document, "e") };
    }

    private static string Thumbprint(string members) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(members)));

    private static byte[] Bytes(JsonDocument jwk, string member) => Base64Url.DecodeFromChars(jwk.RootElement.GetProperty(member).GetString());
}
