using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Pages;

/// <summary>Where a browser comes to that opened the code of a face check: nothing is looked up, and nothing happens (case QR-11).</summary>
internal sealed class FaceLandingModel : SitePage
{
    /// <summary>No form of this page repeats what the code says.</summary>
    public override string Back => "/";

    public PageResult OnGet() => Page();
}
