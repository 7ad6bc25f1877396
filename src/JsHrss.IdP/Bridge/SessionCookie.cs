namespace JsHrss.IdP.Bridge;

/// <summary>The cookie that holds a session's handle: key and secret, nothing else (case RT-21).</summary>
internal static class SessionCookie
{
    /// <summary>Host-bound, so that no sibling site can plant one.</summary>
    public const string Name = "__Host-idp.session";

    /// <summary>What the browser came with; may be hostile.</summary>
    public static string? Read(HttpContext browser) => browser.Request.Cookies[Name];

    /// <summary>Gives the browser a handle until it is closed.</summary>
    public static void Write(HttpContext browser, string handle) => browser.Response.Cookies.Append(Name, handle, Options());

    /// <summary>Takes it away.</summary>
    public static void Delete(HttpContext browser) => browser.Response.Cookies.Delete(Name, Options());

    private static CookieOptions Options() => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
