using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Addresses;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>新增收件地址 and 修改 in a unit's book (R153).</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class AddressModel(ISignInDesk desk, IUnitDesk units, AddressPages pages) : UnitAddressPage(desk, units)
{
    [BindProperty] public AddressFields Typed { get; set; } = new();

    public AddressFormShown Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, [FromRoute] string id, CancellationToken ct) =>
        await EnterAsync(membership, Rest, ct) ?? Answer(await pages.FormAsync(Asked, id, ct), form: Show);

    public async Task<IActionResult> OnPostAsync([FromRoute] string membership, [FromRoute] string id, [FromForm] string? of, [FromForm] string? version, CancellationToken ct) =>
        await EnterAsync(membership, Rest, ct) ?? Answer(await pages.SaveAsync(Asked, id, Typed, version, await IsOfThisPersonAsync(of), ct), form: Show);

    /// <summary>更换省份: changes nothing.</summary>
    public async Task<IActionResult> OnPostProvinceAsync([FromRoute] string membership, [FromRoute] string id, [FromForm] string? version, CancellationToken ct) =>
        await EnterAsync(membership, Rest, ct) ?? Answer(await pages.ProvinceAsync(Asked, id, Typed, version, ct), form: Show);

    private void Show(AddressFormShown form) => Form = form;
}
