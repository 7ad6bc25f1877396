using JsHrss.IdP.Web;
using JsHrss.OpenId.EndSession;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace JsHrss.IdP.Pages;

/// <summary>What <see cref="SignedOutPage"/> shows; asked for by its address it is no page, since nothing has ended then.</summary>
internal sealed class SignedOutModel(ISignInDesk desk, IOptions<PagesOptions> options) : SitePage
{
    public SignedOut Done { get; private set; } = new(null, []);

    public Uri? Hall => options.Value.Hall;

    /// <inheritdoc />
    /// <remarks>Not the address of the request, which may hold an ID token.</remarks>
    public override string Back => "/sign-out";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (HttpContext.Features.Get<SignedOut>() is not { } done)
            return new ErrorNoticeResult(ErrorNotice.From(StatusCodes.Status404NotFound));
        Done = done;
        // Where one context ended, the person is still signed in.
        Person = await desk.CurrentAsync(HttpContext, ct);
        return Page();
    }
}
