using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace JsHrss.Accounts.AppKeys;

/// <summary>What the app's key must have signed: exactly what its holder saw, and what they chose.</summary>
/// <param name="Request">Id of the request.</param>
/// <param name="ShownText">The text that was shown; the signature holds its SHA-256.</param>
/// <param name="Context"><c>self</c> or a membership id.</param>
/// <param name="Thumbprint">The key the app's token is bound to.</param>
public sealed record Approval(string Request, string ShownText, string Context, string Thumbprint);

/// <summary>
/// The app's signature under an approval: a compact JWS (RFC 7515 §7.1), <c>{"alg":"ES256","typ":"jshrss-approval+jwt","jwk":{…}}</c> over
/// <c>{"request","shown","context","decision":"confirm","iat"}</c>. Nothing about it is optional, and nothing more may stand in it.
/// </summary>
public static class ApprovalJws
{
    /// <summary>A type of its own, so that no other signature of the key (a DPoP proof, a face assertion) can be passed off as an approval (RFC 8725 §3.11).</summary>
    public const string Type = "jshrss-approval+jwt";

    private const int Longest = 4096;
    private const int CoordinateBytes = 32;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    // A member given twice would be read twice, differently (RFC 7515 §4).
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <summary>Whether this key signed this approval just now.</summary>
    /// <param name="text">As sent; may be hostile.</param>
    /// <param name="expected">What must have been signed.</param>
    /// <param name="now">UTC.</param>
    public static bool IsOf(string? text, Approval expected, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (text is not { Length: > 0 and <= Longest } || text.Split('.') is not [var head, var body, var tail])
            return false;
        if (Decode(head) is not { } header || Decode(body) is not { } payload || Decode(tail) is not { Length: 2 * CoordinateBytes } signature)
            return false;
        try
        {
            using var key = KeyOf(header, expected.Thumbprint);
            return key is not null
                && key.VerifyData(Encoding.ASCII.GetBytes(text.AsSpan(0, head.Length + 1 + body.Length).ToString()), signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
                && Says(payload, expected, now);
        }
        catch (Exception malformed) when (malformed is JsonException or CryptographicException)
        {
            return false; // no JSON, or a point that is not on the curve
        }
    }

    /// <summary>The public key of the header, if it is the one the token is bound to (RFC 7638 §3).</summary>
    private static ECDsa? KeyOf(byte[] header, string thumbprint)
    {
        using var document = JsonDocument.Parse(header, Strict);
        if (Members(document.RootElement, 3) is not { } head || Text(head, "alg") != "ES256" || Text(head, "typ") != Type || !head.TryGetProperty("jwk", out var jwk))
            return null;
        if (Members(jwk, 4) is not { } key || Text(key, "kty") != "EC" || Text(key, "crv") != "P-256" || Text(key, "x") is not { } x || Text(key, "y") is not { } y)
            return null;
        if (Decode(x) is not { Length: CoordinateBytes } left || Decode(y) is not { Length: CoordinateBytes } right)
            return null;
        var canonical = $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))) == thumbprint
            ? ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = left, Y = right } })
            : null;
    }

    private static bool Says(byte[] payload, Approval expected, DateTimeOffset now)
    {
        using var document = JsonDocument.Parse(payload, Strict);
        return Members(document.RootElement, 5) is { } said
            && Text(said, "request") == expected.Request
            && Text(said, "shown") == Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(expected.ShownText)))
            && Text(said, "context") == expected.Context
            && Text(said, "decision") == "confirm"
            && said.TryGetProperty("iat", out var iat) && iat.ValueKind == JsonValueKind.Number && iat.TryGetInt64(out var seconds)
            && Math.Abs((double)seconds - now.ToUnixTimeSeconds()) <= Tolerance.TotalSeconds;
    }

    private static JsonElement? Members(JsonElement element, int count) => element.ValueKind == JsonValueKind.Object && element.GetPropertyCount() == count ? element : null;

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>One spelling only: no padding, no spaces, no bits behind the last byte.</summary>
    private static byte[]? Decode(string text)
    {
        if (text.Length == 0 || text.AsSpan().IndexOfAny("= \t\r\n") >= 0 || !Base64Url.IsValid(text))
            return null;
        var bytes = Base64Url.DecodeFromChars(text);
        return Base64Url.EncodeToString(bytes) == text ? bytes : null;
    }
}
