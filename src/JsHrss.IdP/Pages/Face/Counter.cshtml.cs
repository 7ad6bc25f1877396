using JsHrss.Accounts.FaceChecks;
using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Face;

/// <summary>The way without a face (REG-29, C42): a slip with a number, to be printed or copied, by which the counter finds the wish.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class CounterModel(ISignInDesk desk, IFaceDesk faces, ICounterDesk counter) : FacePage(desk)
{
    public const string Path = "/face/counter";

    /// <summary>Null: a unit's session, asked for a face by a waiting request. It learns the way, and of no slip.</summary>
    public PrintedSlip? Slip { get; private set; }

    /// <summary>No channel checks holders of this kind of document.</summary>
    public bool IsOnlyWay { get; private set; }

    /// <inheritdoc />
    public override string Back => At(Path);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return Gone();
        if (Person is null)
            return SignInFirst();
        Slip = await counter.CurrentAsync(HttpContext, ct);
        if (Slip is null)
            return Pending is { Need.Page: StepUpModel.Name } ? Page() : SignInFirst();
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
