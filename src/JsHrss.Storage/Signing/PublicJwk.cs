using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace JsHrss.Storage.Signing;

/// <summary>The published half of a P-256 key (RFC 7517, RFC 7518 §6.2.1). Written out by hand, so that no private member can slip in (case PI-06).</summary>
internal static class PublicJwk
{
    public static (string Kid, string Jwk) Of(ECParameters key)
    {
        var x = Base64Url.EncodeToString(key.Q.X);
        var y = Base64Url.EncodeToString(key.Q.Y);
        // RFC 7638 §3: the thumbprint is over exactly these members in this order.
        var kid = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
        return (kid, $$"""{"kty":"EC","use":"sig","alg":"ES256","kid":"{{kid}}","crv":"P-256","x":"{{x}}","y":"{{y}}"}""");
    }
}
