using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>身份变更 (R144): agent to administrator and back, by the legal representative alone.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class RoleModel(ISignInDesk desk, IUnitDesk units, IMemberDesk members, UnitTexts texts) : MemberPage(desk, units, members, texts)
{
    private readonly IMemberDesk _members = members;

    /// <summary>What the member will be.</summary>
    public string To => Member.Role == MemberShown.Agent ? MemberShown.Administrator : MemberShown.Agent;

    /// <inheritdoc />
    protected override string Action => "role";

    /// <inheritdoc />
    /// <remarks>Either way somebody becomes an administrator or is one no more.</remarks>
    protected override bool ConcernsAdministrator => true;

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, [FromRoute] string member, CancellationToken ct) => await OpenAsync(membership, member, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromRoute] string membership, [FromRoute] string member, [FromForm] int version, [FromForm] string? role, CancellationToken ct) =>
        await OpenAsync(membership, member, ct) ?? (await IsOwnFormAsync() ? Told(await _members.ChangeRoleAsync(HttpContext, Target(version), role, ct), "role") : Stale());
}
