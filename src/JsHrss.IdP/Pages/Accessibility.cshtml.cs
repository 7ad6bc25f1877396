using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Pages;

/// <summary>What these pages do for everyone, and what they do not do yet.</summary>
internal sealed class AccessibilityModel : SitePage
{
    public PageResult OnGet() => Page();
}
