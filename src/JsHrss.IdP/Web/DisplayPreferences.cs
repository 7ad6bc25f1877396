using System.Globalization;

namespace JsHrss.IdP.Web;

/// <summary>How a person wants the pages shown: 大字版, 深色 or 浅色, language. Kept in one cookie without any name in it.</summary>
/// <param name="Large">大字版.</param>
/// <param name="Theme"><c>dark</c>, <c>light</c>, or null: as the system wishes.</param>
/// <param name="Language">Own choice; null: as the client wishes, else Chinese.</param>
internal sealed record DisplayPreferences(bool Large, string? Theme, CultureInfo? Language)
{
    public const string Cookie = "__Host-idp.display";

    public static DisplayPreferences Default { get; } = new(false, null, null);

    private string Text => $"{(Large ? "large" : "normal")}.{Theme ?? "system"}.{Language?.TwoLetterISOLanguageName ?? "any"}";

    /// <summary>What the cookie says; a malformed one says nothing (case HT-14).</summary>
    public static DisplayPreferences Of(HttpContext browser)
    {
        if (browser.Request.Cookies[Cookie]?.Split('.') is not [var size and ("large" or "normal"), var theme and ("dark" or "light" or "system"), var language and ("zh" or "en" or "any")])
            return Default;
        return new(size == "large", theme == "system" ? null : theme, Languages.Find(language));
    }

    /// <summary>With one of the three changed; unknown names and values change nothing.</summary>
    public DisplayPreferences With(string name, string? value) => (name, value) switch
    {
        ("size", "large" or "normal") => this with { Large = value == "large" },
        ("theme", "dark" or "light") => this with { Theme = value },
        ("lang", "zh" or "en") => this with { Language = Languages.Find(value) },
        _ => this,
    };

    /// <summary>Keeps them for a year. Secure is added by the cookie policy.</summary>
    public void Keep(HttpContext browser) => browser.Response.Cookies.Append(Cookie, Text, new CookieOptions
    {
        Path = "/",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        MaxAge = TimeSpan.FromDays(365),
        IsEssential = true,
    });
}
