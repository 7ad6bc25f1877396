namespace UpstreamSandbox.Web;

/// <summary>大字版 and 深色: a person's own choice, kept in cookies, stronger than the system's.</summary>
internal static class Display
{
    private const string SizeCookie = "__Host-sandbox.size";
    private const string ThemeCookie = "__Host-sandbox.theme";

    public static bool IsLarge(HttpContext context) => context.Request.Cookies[SizeCookie] == "large";

    /// <summary><c>dark</c>, <c>light</c>, or null: as the system wishes.</summary>
    public static string? Theme(HttpContext context) => context.Request.Cookies[ThemeCookie] is "dark" or "light" ? context.Request.Cookies[ThemeCookie] : null;

    /// <summary>Attributes of the root element. Razor writes an empty <c>data-</c> attribute for null, and the style sheet asks whether there is one.</summary>
    public static string RootAttributes(HttpContext context) =>
        (IsLarge(context) ? " data-size=\"large\"" : "") + (Theme(context) is { } theme ? $" data-bs-theme=\"{theme}\"" : "");

    public static IResult Choose(HttpContext context, string? size, string? theme, string? back)
    {
        if (size is "large" or "normal")
            Keep(context, SizeCookie, size);
        if (theme is "dark" or "light")
            Keep(context, ThemeCookie, theme);
        return Results.LocalRedirect(LocalPath.IsSafe(back) ? back! : "/");
    }

    private static void Keep(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(name, value, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = TimeSpan.FromDays(365), IsEssential = true });
}
