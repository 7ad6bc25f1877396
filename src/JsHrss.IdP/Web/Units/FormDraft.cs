using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace JsHrss.IdP.Web.Units;

/// <summary>
/// Keeps what was typed while the person shows once more who they are: sealed in the browser itself, for ten minutes, and given back to the page it was typed on alone. No server holds it, and nobody else can read it.
/// </summary>
internal sealed class FormDraft(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>Host-bound, so that no sibling site can plant one.</summary>
    public const string Cookie = "__Host-idp.draft";

    /// <summary>As long as a proof counts (M18).</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>A cookie holds 4 kB; more is not kept.</summary>
    private const int Longest = 3500;

    private readonly IDataProtector _seal = protection.CreateProtector("JsHrss.IdP.FormDraft.v1");

    /// <summary>Keeps the fields of a page. False: they are too long.</summary>
    public bool Keep(HttpContext browser, string place, IReadOnlyDictionary<string, string> fields)
    {
        var text = _seal.Protect(JsonSerializer.Serialize(new Draft(place, clock.GetUtcNow() + Lasts, fields)));
        if (text.Length > Longest)
            return false;
        browser.Response.Cookies.Append(Cookie, text, Options());
        return true;
    }

    /// <summary>What was typed on a page; null: nothing, too long ago, on another page, or by another hand (case HT-14).</summary>
    public IReadOnlyDictionary<string, string>? Read(HttpContext browser, string place)
    {
        if (browser.Request.Cookies[Cookie] is not { Length: > 0 and <= Longest } text)
            return null;
        try
        {
            var draft = JsonSerializer.Deserialize<Draft>(_seal.Unprotect(text));
            return draft?.Place == place && clock.GetUtcNow() < draft.Until ? draft.Fields : null;
        }
        catch (Exception foreign) when (foreign is CryptographicException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Takes it away, where there is one.</summary>
    public static void Delete(HttpContext browser)
    {
        if (browser.Request.Cookies.ContainsKey(Cookie))
            browser.Response.Cookies.Delete(Cookie, Options());
    }

    private static CookieOptions Options() => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = Lasts, IsEssential = true };

    private sealed record Draft(string Place, DateTimeOffset Until, IReadOnlyDictionary<string, string> Fields);
}
