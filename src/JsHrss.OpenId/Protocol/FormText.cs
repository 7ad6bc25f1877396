using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace JsHrss.OpenId.Protocol;

/// <summary>The application/x-www-form-urlencoded coding of RFC 6749 appendix B, read strictly: a guess about a broken escape is a guess about a secret.</summary>
internal static class FormText
{
    /// <summary>Decodes one name or value: <c>+</c> is a space, <c>%XX</c> a byte, the whole UTF-8.</summary>
    /// <param name="encoded">As sent.</param>
    /// <returns>Null: a broken escape, text that is not UTF-8, or a control character (RFC 6749 appendix A allows none).</returns>
    public static string? Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length > 64 * 1024)
            return null;
        var buffer = encoded.Length <= 512 ? stackalloc byte[512] : new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var octet = encoded[i];
            if (octet == '+')
            {
                octet = (byte)' ';
            }
            else if (octet == '%')
            {
                // The framework's number reader bears a zero byte at the end; an escape is two hexadecimal digits (RFC 3986 §2.1).
                if (i + 2 >= encoded.Length || encoded[i + 2] == 0 || !byte.TryParse(encoded.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octet))
                    return null;
                i += 2;
            }

            if (octet is < 0x20 or 0x7F)
                return null;
            buffer[length++] = octet;
        }

        return Utf8.IsValid(buffer[..length]) ? Encoding.UTF8.GetString(buffer[..length]) : null;
    }

    /// <inheritdoc cref="Decode(ReadOnlySpan{byte})" />
    public static string? Decode(string encoded) => Decode(Encoding.UTF8.GetBytes(encoded));
}
