using JsHrss.Accounts.Addresses;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Web.Addresses;

/// <summary>A page of the person's own address book: for a session that opens acting for oneself.</summary>
internal abstract class AddressPage(ISignInDesk desk) : SitePage
{
    /// <summary>我的收件地址.</summary>
    public const string Home = "/account/addresses";

    private const string Prove = $"/sign-in?{AfterSignIn.Parameter}={AfterSignIn.Addresses}";

    /// <inheritdoc />
    public override string Back => Request.Path;

    /// <summary>The person's own book.</summary>
    protected BookAsked Asked => new(HttpContext, Home, null, Person!.Mark);

    /// <summary>Where else to go; null: somebody is signed in.</summary>
    protected async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        return Person is null ? GoTo(Prove) : null;
    }

    /// <summary>Somebody else may have signed in at this browser since the page was shown (case RT-16).</summary>
    protected async Task<bool> IsOfThisPersonAsync(string? of) => (of ?? "") == Person!.Mark && await IsOwnFormAsync();

    /// <summary>The page, or where to go.</summary>
    protected IActionResult Answer(AddressAnswer answer, Action<AddressListShown>? list = null, Action<AddressFormShown>? form = null)
    {
        switch (answer)
        {
            case AddressAnswer.List shown when list is not null:
                list(shown.Shown);
                return Page();
            case AddressAnswer.Form shown when form is not null:
                form(shown.Shown);
                return Page();
            case AddressAnswer.Gone gone:
                return GoTo(gone.To);
            case AddressAnswer.Refused { Code: AddressErrors.Unknown }:
                return new ErrorNoticeResult(ErrorNotice.From(StatusCodes.Status404NotFound));
            case AddressAnswer.Refused:
                return GoTo(Prove);
            default:
                throw new InvalidOperationException($"This page does not show {answer.GetType().Name}.");
        }
    }
}
