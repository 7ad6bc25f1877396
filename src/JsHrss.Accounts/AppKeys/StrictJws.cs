using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace JsHrss.Accounts.AppKeys;

/// <summary>A compact JWS (RFC 7515 §7.1) with ES256, taken apart and not yet believed: signatures of the app's key and of the app's face service are read alike.</summary>
/// <param name="Header">The protected header's bytes.</param>
/// <param name="Payload">The payload's bytes.</param>
/// <param name="Input">What the signature is over (RFC 7515 §5.2 step 8).</param>
/// <param name="Signature">R and S, 32 bytes each (RFC 7518 §3.4).</param>
internal sealed record StrictJws(byte[] Header, byte[] Payload, byte[] Input, byte[] Signature)
{
    /// <summary>Bytes of a coordinate, and of either half of a signature, on P-256.</summary>
    public const int CoordinateBytes = 32;

    private const int Longest = 4096;

    // A member given twice would be read twice, differently (RFC 7515 §4).
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <summary>The three parts; null for text that is none, or is too long.</summary>
    /// <param name="text">As sent; may be hostile.</param>
    public static StrictJws? Read(string? text)
    {
        if (text is not { Length: > 0 and <= Longest } || text.Split('.') is not [var head, var body, var tail])
            return null;
        return Decode(head) is { } header && Decode(body) is { } payload && Decode(tail) is { Length: 2 * CoordinateBytes } signature
            ? new StrictJws(header, payload, Encoding.ASCII.GetBytes(text[..(head.Length + 1 + body.Length)]), signature)
            : null;
    }

    /// <summary>Reads JSON as strictly.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static JsonDocument Parse(byte[] json)
    {
        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (InvalidOperationException unreadable)
        {
            throw new JsonException("A member's name is no text.", unreadable); // half a surrogate pair, or bytes that are no UTF-8
        }
    }

    /// <summary>Whether the holder of this key signed.</summary>
    public bool IsSignedBy(ECDsa key) => key.VerifyData(Input, Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>The element when it is an object of exactly so many members; with each of them asked for by name, nothing more can stand in it.</summary>
    public static JsonElement? Members(JsonElement element, int count) => element.ValueKind == JsonValueKind.Object && element.GetPropertyCount() == count ? element : null;

    /// <summary>A member that is a text.</summary>
    public static string? Text(JsonElement element, string name)
    {
        try
        {
            return element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // as in Parse: the parser looks at texts only when they are read
        }
    }

    /// <summary>A member that is a whole number.</summary>
    public static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    /// <summary>One spelling only: no padding, no spaces, no bits behind the last byte.</summary>
    public static byte[]? Decode(string text)
    {
        if (text.Length == 0 || text.AsSpan().IndexOfAny("= \t\r\n") >= 0 || !Base64Url.IsValid(text))
            return null;
        var bytes = Base64Url.DecodeFromChars(text);
        return Base64Url.EncodeToString(bytes) == text ? bytes : null;
    }
}
