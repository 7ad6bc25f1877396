using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Addresses;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>我的收件地址 of a unit (R153, R154): every member reads it, and who may change what the unit says of itself changes it.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class AddressesModel(ISignInDesk desk, IUnitDesk units, AddressPages pages) : UnitAddressPage(desk, units)
{
    public AddressListShown Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, string? remove, string? done, CancellationToken ct) =>
        await EnterAsync(membership, Rest, ct) ?? Answer(await pages.ListAsync(Asked, remove, done, ct), list => Shown = list);

    public Task<IActionResult> OnPostRemoveAsync([FromRoute] string membership, [FromForm] string? of, [FromForm] string? id, [FromForm] string? version, CancellationToken ct) =>
        DoAsync(membership, true, of, id, version, ct);

    public Task<IActionResult> OnPostPreferAsync([FromRoute] string membership, [FromForm] string? of, [FromForm] string? id, CancellationToken ct) =>
        DoAsync(membership, false, of, id, null, ct);

    private async Task<IActionResult> DoAsync(string membership, bool isRemoval, string? of, string? id, string? version, CancellationToken ct) =>
        await EnterAsync(membership, Rest, ct) ?? Answer(await pages.DoAsync(Asked, isRemoval, id, version, await IsOfThisPersonAsync(of), ct), list => Shown = list);
}
