using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Possession;

/// <summary>The name of a key: SHA-256 over its required members in lexicographic order, without white space (RFC 7638 §3), as <c>jkt</c> (RFC 9449 §6.1).</summary>
internal static class Thumbprint
{
    /// <summary>Of a public JWK that <see cref="ClientKeys.JwkReader"/> understood: its members are canonical base64url and need no escaping.</summary>
    public static string Of(JsonElement jwk)
    {
        string Member(string name) => StrictJson.Text(jwk, name)!;
        var members = Member("kty") == "EC"
            ? $$"""{"crv":"{{Member("crv")}}","kty":"EC","x":"{{Member("x")}}","y":"{{Member("y")}}"}"""
            : $$"""{"e":"{{Member("e")}}","kty":"RSA","n":"{{Member("n")}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(members)));
    }

    /// <summary>Whether this text can be one.</summary>
    public static bool IsOne(string text) => CanonicalBase64Url.Decode(text) is { Length: SHA256.HashSizeInBytes };
}
