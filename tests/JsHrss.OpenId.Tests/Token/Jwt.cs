using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Token;

/// <summary>Takes tokens apart and puts hostile ones together.</summary>
internal static class Jwt
{
    public static JsonElement Header(string token) => Part(token, 0);

    public static JsonElement Claims(string token) => Part(token, 1);

    /// <summary>Any header and claims, signed by a key of the provider.</summary>
    public static string Signed(ISigningKeys keys, string header, string claims)
    {
        var signer = keys.For("ES256");
        var input = $"{Encode(header.Replace("KID", signer.Kid, StringComparison.Ordinal))}.{Encode(claims)}";
        Span<byte> signature = stackalloc byte[512];
        var length = signer.Sign(Encoding.ASCII.GetBytes(input), signature);
        return $"{input}.{Base64Url.EncodeToString(signature[..length])}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static JsonElement Part(string token, int index) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[index])).RootElement;
}
