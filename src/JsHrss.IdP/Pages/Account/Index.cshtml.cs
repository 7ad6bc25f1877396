using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Account;

/// <summary>账户信息 (R29): who, by what document, and which level, with what it rests on and until when.</summary>
internal sealed class IndexModel(ISignInDesk desk, IAccountDesk accounts) : SitePage
{
    public MyAccountShown Mine { get; private set; } = null!;

    /// <summary>A face check was just passed.</summary>
    public bool IsDone { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? done, CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        if (Person is null || await accounts.ShowAsync(HttpContext, ct) is not { } mine)
            return GoTo($"/sign-in?{AfterSignIn.Parameter}={AfterSignIn.Account}");
        (Mine, IsDone) = (mine, done == "face");
        return Page();
    }
}
