using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Pages;

/// <summary>The questions people ask at the hotline, with what exists as answer.</summary>
internal sealed class HelpModel : SitePage
{
    public PageResult OnGet() => Page();
}
