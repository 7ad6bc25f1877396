using System.Buffers.Text;

namespace JsHrss.OpenId.Protocol;

/// <summary>Base64url without padding (RFC 7515 §2) in its one canonical spelling.</summary>
internal static class CanonicalBase64Url
{
    /// <summary>The bytes; null: empty, another alphabet, padding, or another spelling of the same bytes, which would be another token (case CD-12).</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !Base64Url.IsValid(text))
            return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.TryDecodeFromChars(text, bytes, out var length))
            return null;
        Array.Resize(ref bytes, length);
        return text.SequenceEqual(Base64Url.EncodeToString(bytes)) ? bytes : null;
    }
}
