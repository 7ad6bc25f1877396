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

    /// <summary>The page, or where to go.</summary>
    protected IActionResult Answer(AddressAnswer answer, Action<AddressListShown>? list = null, Action<AddressFormShown>? form = null) =>
        answer.At(this, list, form, code => code == AddressErrors.Unknown ? Missing() : Elsewhere(code) ?? Forbidden(GovernanceErrors.Forbidden));
}
