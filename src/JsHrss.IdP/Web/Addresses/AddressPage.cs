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

    /// <summary>The page, or where to go.</summary>
    protected IActionResult Answer(AddressAnswer answer, Action<AddressListShown>? list = null, Action<AddressFormShown>? form = null) =>
        answer.At(this, list, form, code => code == AddressErrors.Unknown ? new ErrorNoticeResult(ErrorNotice.From(StatusCodes.Status404NotFound)) : GoTo(Prove));
}
