using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>我的单位: where the person has a part, where they are asked to take one, and how to leave.</summary>
internal sealed class IndexModel(ISignInDesk desk, IUnitDesk units) : SitePage
{
    public MyUnitsShown Mine { get; private set; } = null!;

    /// <summary>One was just left.</summary>
    public bool IsLeft { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? done, CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        if (Person is null || await units.ListAsync(HttpContext, ct) is not { } mine)
            return GoTo($"/sign-in?{AfterSignIn.Parameter}={AfterSignIn.Units}");
        (Mine, IsLeft) = (mine, done == "left");
        return Page();
    }
}
