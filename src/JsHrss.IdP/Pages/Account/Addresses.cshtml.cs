using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Addresses;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Account;

/// <summary>我的收件地址 of the person who is signed in (R153, R154).</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class AddressesModel(ISignInDesk desk, AddressPages pages) : AddressPage(desk)
{
    public AddressListShown Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? remove, string? done, CancellationToken ct) =>
        await EnterAsync(ct) ?? Answer(await pages.ListAsync(Asked, remove, done, ct), list => Shown = list);

    public Task<IActionResult> OnPostRemoveAsync([FromForm] string? of, [FromForm] string? id, [FromForm] string? version, CancellationToken ct) => DoAsync(true, of, id, version, ct);

    public Task<IActionResult> OnPostPreferAsync([FromForm] string? of, [FromForm] string? id, CancellationToken ct) => DoAsync(false, of, id, null, ct);

    private async Task<IActionResult> DoAsync(bool isRemoval, string? of, string? id, string? version, CancellationToken ct) =>
        await EnterAsync(ct) ?? Answer(await pages.DoAsync(Asked, isRemoval, id, version, await IsOfThisPersonAsync(of), ct), list => Shown = list);
}
