using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>账户信息 of a unit (R154). Name, code and representative are read-only for everybody here: the register changes them (R148).</summary>
internal sealed class AccountModel(ISignInDesk desk, IUnitDesk units) : UnitPage(desk, units)
{
    private readonly IUnitDesk _units = units;

    /// <summary>Masked; null: none is known here.</summary>
    public string? Representative { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, CancellationToken ct)
    {
        if (await EnterAsync(membership, "", ct) is { } elsewhere)
            return elsewhere;
        Representative = await _units.RepresentativeAsync(HttpContext, Unit.Membership, ct);
        return Page();
    }
}
