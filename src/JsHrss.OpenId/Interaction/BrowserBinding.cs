using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Interaction;

/// <summary>Recognises the browser in which an interaction began, so that its URL is worth nothing in another one (case AZ-21).</summary>
internal static class BrowserBinding
{
    public const string CookieName = "__Host-idp.browser";

    private const int SecretBytes = 32;

    /// <summary>Digest of this browser's secret, base64url; null when it has none or a malformed one (case HT-14).</summary>
    public static string? DigestOf(HttpContext browser)
    {
        if (browser.Request.Cookies[CookieName] is not { } text || text.Length != Base64Url.GetEncodedLength(SecretBytes) || !Base64Url.IsValid(text))
            return null;
        return Digest(Base64Url.DecodeFromChars(text));
    }

    /// <summary>Digest of this browser's secret, which it is given when it has none.</summary>
    public static string Ensure(HttpContext browser)
    {
        if (DigestOf(browser) is { } known)
            return known;
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        browser.Response.Cookies.Append(
            CookieName,
            Base64Url.EncodeToString(secret),
            new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });
        return Digest(secret);
    }

    public static bool IsSame(HttpContext browser, string digest) =>
        DigestOf(browser) is { } own && CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(own.AsSpan()), MemoryMarshal.AsBytes(digest.AsSpan()));

    private static string Digest(ReadOnlySpan<byte> secret) => Base64Url.EncodeToString(SHA256.HashData(secret));
}
