using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace JsHrss.IdP.Pages;

/// <summary>Our own start page: who is signed in at this browser.</summary>
internal sealed class IndexModel(ISignInDesk desk, IOptions<PagesOptions> options) : SitePage
{
    public Uri? Hall => options.Value.Hall;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        return Person is null ? GoTo("/sign-in") : Page();
    }
}
