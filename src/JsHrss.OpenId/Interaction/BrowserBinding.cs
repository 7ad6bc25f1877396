using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Interaction;

/// <summary>Recognises the browser in which an interaction began, so that its URL is worth nothing in another one (case AZ-21).</summary>
/// <remarks>A host binds by it, too, what it gives a browser and must be worth nothing in another one.</remarks>
public static class BrowserBinding
{
    internal const string CookieName = "__Host-idp.browser";

    private const int SecretBytes = 32;

    /// <summary>Digest of this browser's secret, base64url; null when it has none or a malformed one (case HT-14).</summary>
    internal static string? DigestOf(HttpContext browser)
    {
        if (browser.Request.Cookies[CookieName] is not { } text || text.Length != Base64Url.GetEncodedLength(SecretBytes) || !Base64Url.IsValid(text))
            return null;
        return Digest(Base64Url.DecodeFromChars(text));
    }

    /// <summary>Digest of this browser's secret, base64url; a browser without one is given one with this answer.</summary>
    public static string Ensure(HttpContext browser)
    {
        ArgumentNullException.ThrowIfNull(browser);
        if (DigestOf(browser) is { } known)
            return known;
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        browser.Response.Cookies.Append(
            CookieName,
            Base64Url.EncodeToString(secret),
            new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });
        return Digest(secret);
    }

    /// <summary>Whether this browser brings the secret of a digest; compared in fixed time. False for a browser without one.</summary>
    public static bool IsSame(HttpContext browser, string digest)
    {
        ArgumentNullException.ThrowIfNull(browser);
        return DigestOf(browser) is { } own && CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(own.AsSpan()), MemoryMarshal.AsBytes(digest.AsSpan()));
    }

    private static string Digest(ReadOnlySpan<byte> secret) => Base64Url.EncodeToString(SHA256.HashData(secret));
}
