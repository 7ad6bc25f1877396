using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>「经办人可通过账户设置->办事范围中查看已授权的事项」 (R140), read-only.</summary>
internal sealed class ItemsModel(ISignInDesk desk, IUnitDesk units) : UnitPage(desk, units)
{
    private readonly IUnitDesk _units = units;

    public OwnItemsShown Own { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, CancellationToken ct)
    {
        if (await EnterAsync(membership, "/items", ct) is { } elsewhere)
            return elsewhere;
        if (await _units.ItemsAsync(HttpContext, Unit.Membership, ct) is not { } own)
            return Missing();
        Own = own;
        return Page();
    }
}
