using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace JsHrss.IdP.Pages;

/// <summary>GET asks, POST ends: nobody is signed out by a picture on another site.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class SignOutModel(ISignInDesk desk, IOptions<PagesOptions> options) : SitePage
{
    public Uri? Hall => options.Value.Hall;

    /// <summary>The session has just been ended.</summary>
    public bool IsDone { get; private set; }

    public bool IsStale { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? done, CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        IsDone = Person is null && done is not null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await IsOwnFormAsync())
        {
            await desk.SignOutAsync(HttpContext, ct);
            return GoTo("/sign-out?done=1");
        }

        Person = await desk.CurrentAsync(HttpContext, ct);
        IsStale = true;
        return Page();
    }
}
