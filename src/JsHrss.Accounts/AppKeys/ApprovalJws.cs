using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using static JsHrss.Accounts.AppKeys.StrictJws;

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

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    /// <summary>Whether this key signed this approval just now.</summary>
    /// <param name="text">As sent; may be hostile.</param>
    /// <param name="expected">What must have been signed.</param>
    /// <param name="now">UTC.</param>
    public static bool IsOf(string? text, Approval expected, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (StrictJws.Read(text) is not { } jws)
            return false;
        try
        {
            using var key = KeyOf(jws.Header, expected.Thumbprint);
            return key is not null && jws.IsSignedBy(key) && Says(jws.Payload, expected, now);
        }
        catch (Exception malformed) when (malformed is JsonException or CryptographicException)
        {
            return false; // no JSON, or a point that is not on the curve
        }
    }

    /// <summary>The public key of the header, if it is the one the token is bound to (RFC 7638 §3).</summary>
    private static ECDsa? KeyOf(byte[] header, string thumbprint)
    {
        using var document = Parse(header);
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
        using var document = Parse(payload);
        return Members(document.RootElement, 5) is { } said
            && Text(said, "request") == expected.Request
            && Text(said, "shown") == Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(expected.ShownText)))
            && Text(said, "context") == expected.Context
            && Text(said, "decision") == "confirm"
            && Number(said, "iat") is { } seconds
            && Math.Abs((double)seconds - now.ToUnixTimeSeconds()) <= Tolerance.TotalSeconds;
    }
}
