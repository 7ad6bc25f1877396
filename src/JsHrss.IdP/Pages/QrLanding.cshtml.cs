using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Pages;

/// <summary>Where a browser comes to that opened a sign-in code: nothing is looked up, and nothing happens (case QR-11).</summary>
internal sealed class QrLandingModel : SitePage
{
    /// <summary>The path holds the code's secret: no form of this page repeats it.</summary>
    public override string Back => "/";

    public PageResult OnGet() => Page();
}
