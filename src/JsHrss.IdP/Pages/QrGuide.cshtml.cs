using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Pages;

/// <summary>如何扫码? in three drawn steps (R10).</summary>
internal sealed class QrGuideModel : SitePage
{
    public PageResult OnGet() => Page();
}
