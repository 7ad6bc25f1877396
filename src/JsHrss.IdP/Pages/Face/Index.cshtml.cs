using JsHrss.Accounts.FaceChecks;
using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Pages.Face;

/// <summary>实人认证: why, what is agreed to (REG-30), by which channel (C42), and the ways without a face (REG-29).</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class IndexModel(ISignInDesk desk, IFaceDesk faces, IStringLocalizer<Resources.Face> words) : FacePage(desk)
{
    public const string Path = "/face";

    public FaceOffer Offer { get; private set; } = null!;

    public IReadOnlyList<FormMistake> Mistakes { get; private set; } = [];

    public bool IsUnticked { get; private set; }

    /// <summary>What was agreed to is not the text of this page: it stands open, to be read.</summary>
    public bool IsChanged { get; private set; }

    /// <inheritdoc />
    public override string Back => At(Path);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await PreparedAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromForm] string? of, [FromForm] string? agree, [FromForm] string? notice, [FromForm] string? channel, CancellationToken ct)
    {
        if (await PreparedAsync(ct) is { } elsewhere)
            return elsewhere;
        // Somebody else may have signed in at this browser since the page was shown (case RT-16).
        if ((of ?? "") != Person!.Mark || !await IsOwnFormAsync())
            return Refused("stale");
        if (await faces.BeginAsync(HttpContext, channel, agree == "yes" ? notice ?? "" : null, ct) is not { } begun)
            return SignInFirst();
        return begun.Id is { } id ? GoTo(At($"{Path}/{id}")) : Refused(begun.Refusal!);
    }

    /// <summary>Where else to go; null: the page is to be shown.</summary>
    private async Task<IActionResult?> PreparedAsync(CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return Gone();
        if (Person is null || await faces.OfferAsync(HttpContext, ct) is not { } offer)
            return SignInFirst();
        Offer = offer;
        // No channel for this document: straight to the counter (C42).
        return offer.Barrier == FaceErrors.NoChannel ? GoTo(At(CounterModel.Path)) : null;
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Refused(string code)
    {
        IsChanged = code == FaceErrors.ConsentChanged;
        IsUnticked = code == FaceErrors.ConsentMissing || IsChanged;
        var text = words[$"Refused.{code}"] is { ResourceNotFound: false } known ? known.Value : words["Refused"].Value;
        Mistakes = [new(IsUnticked ? "Agree" : "channels", text, null, IsUnticked)];
        if (code == FaceErrors.TooMany)
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return Page();
    }
}
