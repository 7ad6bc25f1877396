using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>机构管理 (R151, R155): what the unit has and has asked for, and the way to the members of each. The legal representative and the administrator of the unit govern them from here (C27).</summary>
internal sealed class InstitutionsModel(ISignInDesk desk, IUnitDesk units, IInstitutionDesk institutions) : UnitPage(desk, units)
{
    public InstitutionsShown Institutions { get; private set; } = null!;

    /// <summary>What was just done; null: nothing.</summary>
    public string? Done { get; private set; }

    /// <summary>It is not the first part.</summary>
    public bool IsLater { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, string? after, string? done, CancellationToken ct)
    {
        if (await EnterAsync(membership, "/institutions", ct) is { } elsewhere)
            return elsewhere;
        var (all, refusal) = await institutions.ListAsync(HttpContext, Unit.Membership, after, ct);
        if (all is null)
            return Elsewhere(refusal!) ?? Missing();
        (Institutions, IsLater, Done) = (all, after is not null, done is "applied" or "withdrawn" ? done : null);
        return Page();
    }
}
