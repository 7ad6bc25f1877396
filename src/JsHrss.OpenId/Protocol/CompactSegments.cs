namespace JsHrss.OpenId.Protocol;

/// <summary>The three decoded segments of a JWS in compact serialization (RFC 7515 §7.1); nothing in them is believed yet.</summary>
/// <param name="Header">JOSE header, JSON by its promise.</param>
/// <param name="Payload">What is signed.</param>
/// <param name="Signature">The signature.</param>
/// <param name="SigningInputLength">Characters before the last dot.</param>
internal sealed record CompactSegments(byte[] Header, byte[] Payload, byte[] Signature, int SigningInputLength)
{
    /// <summary>Tokens of ours and of clients stay far below (case JW-05).</summary>
    public const int MaxLength = 16 * 1024;

    private const int MaxHeaderLength = 2 * 1024;

    /// <summary>Null: too long, which is asked before anything is split, or anything but three segments. A JWE has five and is never looked into (cases JW-04, JW-06).</summary>
    public static CompactSegments? Read(string text)
    {
        if (text.Length > MaxLength)
            return null;
        var first = text.IndexOf('.', StringComparison.Ordinal);
        var last = text.LastIndexOf('.');
        if (first is <= 0 or > MaxHeaderLength || last <= first + 1 || text.AsSpan(first + 1, last - first - 1).Contains('.'))
            return null;
        return CanonicalBase64Url.Decode(text.AsSpan(0, first)) is { } header
            && CanonicalBase64Url.Decode(text.AsSpan(first + 1, last - first - 1)) is { } payload
            && CanonicalBase64Url.Decode(text.AsSpan(last + 1)) is { } signature
            ? new CompactSegments(header, payload, signature, last)
            : null;
    }
}
