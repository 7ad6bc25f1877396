using JsHrss.Accounts.FaceChecks;
using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Face;

/// <summary>The way without a face (REG-29, C42): a slip with a number, to be printed or copied, by which the counter finds the wish.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class CounterModel(ISignInDesk desk, IFaceDesk faces, ICounterDesk counter) : FacePage(desk)
{
    public const string Path = "/face/counter";

    public PrintedSlip Slip { get; private set; } = null!;

    /// <summary>No channel checks holders of this kind of document.</summary>
    public bool IsOnlyWay { get; private set; }

    /// <inheritdoc />
    public override string Back => At(Path);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return Gone();
        if (Person is null || await counter.CurrentAsync(HttpContext, ct) is not { } slip)
            return SignInFirst();
        Slip = slip;
        IsOnlyWay = (await faces.OfferAsync(HttpContext, ct))?.Barrier == FaceErrors.NoChannel;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? of, CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return Gone();
        if (Person is null)
            return SignInFirst();
        if ((of ?? "") == Person.Mark && await IsOwnFormAsync())
            await counter.IssueAsync(HttpContext, ct);
        return GoTo(At(Path));
    }
}
