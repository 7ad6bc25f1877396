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

    /// <summary>Shows them all, or leads on to the one that a relying party's menu means (R155).</summary>
    /// <param name="hint">Unit number, code or institution number; what is none of the person's units shows the list.</param>
    /// <param name="to">Which of its pages; whatever else is said, its first one.</param>
    /// <param name="done">What was just done.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "unit_hint")] string? hint, string? to, string? done, CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        if (Person is null || await units.ListAsync(HttpContext, ct) is not { } mine)
            return GoTo($"/sign-in?{AfterSignIn.Parameter}={AfterSignIn.Units}");
        if (hint is not null && mine.All.Where(one => one.CanEnter && one.Named.Contains(hint, StringComparer.Ordinal)).Take(2).ToArray() is [var meant])
            return GoTo($"/unit/{meant.Membership}{(to is "members" or "institutions" or "addresses" ? $"/{to}" : "")}");
        (Mine, IsLeft) = (mine, done == "left");
        return Page();
    }
}
