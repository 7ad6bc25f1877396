using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>删除 (R143): asked once more, with what stops at once and what coming back will need.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class EndModel(ISignInDesk desk, IUnitDesk units, IMemberDesk members, UnitTexts texts) : MemberPage(desk, units, members, texts)
{
    private readonly IMemberDesk _members = members;

    /// <inheritdoc />
    protected override string Action => "end";

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, [FromRoute] string member, CancellationToken ct) => await OpenAsync(membership, member, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromRoute] string membership, [FromRoute] string member, [FromForm] int version, CancellationToken ct) =>
        await OpenAsync(membership, member, ct) ?? (await IsOwnFormAsync() ? Told(await _members.EndAsync(HttpContext, Target(version), ct), "ended") : Stale());
}
