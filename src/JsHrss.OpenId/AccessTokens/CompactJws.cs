using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>The unverified parts of a token in the form in which we write them.</summary>
/// <param name="Kid">Header <c>kid</c>.</param>
/// <param name="Algorithm">Header <c>alg</c>.</param>
/// <param name="Type">Header <c>typ</c>.</param>
/// <param name="SigningInputLength">Characters before the last dot.</param>
/// <param name="Claims">The decoded payload, not yet to be believed.</param>
/// <param name="Signature">The decoded signature.</param>
internal sealed record CompactJws(string Kid, string Algorithm, string Type, int SigningInputLength, ReadOnlyMemory<byte> Claims, ReadOnlyMemory<byte> Signature)
{
    /// <inheritdoc cref="CompactSegments.MaxLength" />
    public const int MaxLength = CompactSegments.MaxLength;

    /// <summary>Null: anything but three segments whose header is one that we write.</summary>
    /// <remarks>A header with any further member (jwk, jku, x5c, crit, zip) was not written by us (case JW-03).</remarks>
    public static CompactJws? Read(string text)
    {
        if (CompactSegments.Read(text) is not { } segments)
            return null;
        return StrictJson.ReadObject(segments.Header) is { } members
            && members.GetPropertyCount() == 3
            && StrictJson.Text(members, "kid") is { } kid && StrictJson.Text(members, "alg") is { } algorithm && StrictJson.Text(members, "typ") is { } type
            ? new CompactJws(kid, algorithm, type, segments.SigningInputLength, segments.Payload, segments.Signature)
            : null;
    }
}
