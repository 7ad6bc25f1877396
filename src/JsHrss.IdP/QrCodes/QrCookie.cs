namespace JsHrss.IdP.QrCodes;

/// <summary>The cookie that makes a code this browser's: who has the code alone asks nothing and redeems nothing (cases QR-01, QR-05).</summary>
internal static class QrCookie
{
    /// <summary>Host-bound, so that no sibling site can plant one.</summary>
    public const string Name = "__Host-idp.qr";

    public static string? Read(HttpContext browser) => browser.Request.Cookies[Name];

    public static void Write(HttpContext browser, string handle) => browser.Response.Cookies.Append(Name, handle, Options());

    /// <summary>Takes it away, where there is one.</summary>
    public static void Delete(HttpContext browser)
    {
        if (browser.Request.Cookies.ContainsKey(Name))
            browser.Response.Cookies.Delete(Name, Options());
    }

    private static CookieOptions Options() => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
