using JsHrss.Accounts.Addresses;
using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Addresses;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Pages;

/// <summary>The counties and districts of a province as choices of a field, for the script of the address form. The same for everybody, and asked of nobody.</summary>
internal sealed class DivisionsModel : PageModel
{
    public AddressChoice Choice { get; private set; } = null!;

    public IActionResult OnGet([FromRoute] string province)
    {
        if (Divisions.FindProvince(province) is not { } found)
            return new ErrorNoticeResult(ErrorNotice.From(StatusCodes.Status404NotFound));
        Choice = new AddressChoice(found, null);
        return Page();
    }
}
