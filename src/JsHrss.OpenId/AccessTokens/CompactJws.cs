using System.Buffers.Text;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>The unverified parts of a compact JWS (RFC 7515 §7.1).</summary>
/// <param name="Kid">Header <c>kid</c>.</param>
/// <param name="Algorithm">Header <c>alg</c>.</param>
/// <param name="Type">Header <c>typ</c>.</param>
/// <param name="SigningInputLength">Characters before the last dot.</param>
/// <param name="Claims">The decoded payload, not yet to be believed.</param>
/// <param name="Signature">The decoded signature.</param>
internal sealed record CompactJws(string Kid, string Algorithm, string Type, int SigningInputLength, ReadOnlyMemory<byte> Claims, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Our tokens with all claims stay far below (case JW-05).</summary>
    public const int MaxLength = 16 * 1024;

    private const int MaxHeaderLength = 512;

    /// <summary>Null: anything but three segments whose header is one that we write. A JWE has five segments and is never looked into (cases JW-04, JW-06).</summary>
    /// <remarks>A header with any further member (jwk, jku, x5c, crit, zip) was not written by us (case JW-03).</remarks>
    public static CompactJws? Read(string text)
    {
        if (text.Length > MaxLength)
            return null;
        var first = text.IndexOf('.', StringComparison.Ordinal);
        var last = text.LastIndexOf('.');
        if (first is <= 0 or > MaxHeaderLength || last <= first + 1 || text.AsSpan(first + 1, last - first - 1).Contains('.'))
            return null;
        if (Decode(text.AsSpan(0, first)) is not { } header || Decode(text.AsSpan(first + 1, last - first - 1)) is not { } claims || Decode(text.AsSpan(last + 1)) is not { } signature)
            return null;
        return ReadHeader(header) is { } named ? new CompactJws(named.Kid, named.Algorithm, named.Type, last, claims, signature) : null;
    }

    private static (string Kid, string Algorithm, string Type)? ReadHeader(byte[] header)
    {
        return StrictJson.ReadObject(header) is { } members
            && members.GetPropertyCount() == 3
            && StrictJson.Text(members, "kid") is { } kid && StrictJson.Text(members, "alg") is { } algorithm && StrictJson.Text(members, "typ") is { } type
            ? (kid, algorithm, type)
            : null;
    }

    /// <summary>Canonical base64url without padding, and nothing else: another spelling of the same bytes is another token (case CD-12).</summary>
    private static byte[]? Decode(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty || !Base64Url.IsValid(segment))
            return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(segment.Length)];
        if (!Base64Url.TryDecodeFromChars(segment, bytes, out var length))
            return null;
        Array.Resize(ref bytes, length);
        return segment.SequenceEqual(Base64Url.EncodeToString(bytes)) ? bytes : null;
    }
}
