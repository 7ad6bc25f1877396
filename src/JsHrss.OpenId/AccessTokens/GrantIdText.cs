using System.Buffers.Text;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>The claim <c>grant_id</c>: <c>g_</c> and the key in base64url. It names the grant and opens nothing.</summary>
internal static class GrantIdText
{
    private const string Prefix = "g_";
    private const int KeyBytes = 16;

    public static string Write(GrantId id)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        id.Value.TryWriteBytes(key, bigEndian: true, out _);
        return Prefix + Base64Url.EncodeToString(key);
    }

    /// <summary>Null: not of this form.</summary>
    public static GrantId? Read(string text)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        return text.Length == Prefix.Length + Base64Url.GetEncodedLength(KeyBytes)
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && Base64Url.IsValid(text.AsSpan(Prefix.Length))
            && Base64Url.TryDecodeFromChars(text.AsSpan(Prefix.Length), key, out var length)
            && length == KeyBytes
            ? new GrantId(new Guid(key, bigEndian: true))
            : null;
    }
}
