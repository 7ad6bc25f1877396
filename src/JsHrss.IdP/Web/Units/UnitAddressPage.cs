using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.Governance;
using JsHrss.IdP.Web.Addresses;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Web.Units;

/// <summary>A page of a unit's address book.</summary>
internal abstract class UnitAddressPage(ISignInDesk desk, IUnitDesk units) : UnitPage(desk, units)
{
    /// <summary>Whichever page it is: a sign-in comes back to the book, for a form is filled from it.</summary>
    protected const string Rest = "/addresses";

    /// <summary>The unit's book.</summary>
    protected BookAsked Asked => new(HttpContext, At(Rest), Unit.Membership, Person!.Mark);

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
            case AddressAnswer.Refused refused:
                return refused.Code == AddressErrors.Unknown ? Missing() : Elsewhere(refused.Code) ?? Forbidden(GovernanceErrors.Forbidden);
            default:
                throw new InvalidOperationException($"This page does not show {answer.GetType().Name}.");
        }
    }
}
