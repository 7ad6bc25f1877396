using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Pages;

/// <summary>Keeps one of 大字版, 深色, language and goes back to where the button was.</summary>
internal sealed class DisplayModel : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public IActionResult OnPost([FromForm] string? back, [FromForm] string? size, [FromForm] string? theme, [FromForm] string? lang)
    {
        DisplayPreferences.Of(HttpContext).With("size", size).With("theme", theme).With("lang", lang).Keep(HttpContext);
        return new SeeOther(LocalPath.IsSafe(back) ? back : "/");
    }
}
