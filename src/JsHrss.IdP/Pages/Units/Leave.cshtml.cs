using JsHrss.Accounts.Governance;
using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>退出单位: asked once more, then done. Whoever is invited declines by it.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class LeaveModel(ISignInDesk desk, IUnitDesk units, UnitTexts texts) : SitePage
{
    private const string Rest = "/leave";

    /// <summary>What is to be left.</summary>
    public UnitLeft Left { get; private set; } = null!;

    public bool NeedsProof { get; private set; }

    public IReadOnlyList<FormMistake> Mistakes { get; private set; } = [];

    /// <summary>How the person shows once more who they are.</summary>
    public ProofAsked Proof => new(Left.Ways, UnitPlace.WordOf(UnitPlace.Of(Left.Unit.Membership, Rest)), false);

    /// <inheritdoc />
    public override string Back => Request.Path;

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, CancellationToken ct) => await OpenAsync(membership, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromRoute] string membership, [FromForm] int version, CancellationToken ct)
    {
        if (await OpenAsync(membership, ct) is { } elsewhere)
            return elsewhere;
        if (!await IsOwnFormAsync())
            return Refused(texts.Stale);
        switch (await units.LeaveAsync(HttpContext, Left.Unit.Membership, version, ct))
        {
            case null:
                return GoTo($"{UnitPlace.List}?done=left");
            case GovernanceErrors.StepUpNeeded:
                NeedsProof = true;
                return Page();
            case GovernanceErrors.MemberUnknown:
                return new ErrorNoticeResult(ErrorNotice.From(StatusCodes.Status404NotFound));
            case var refusal:
                return Refused(texts.Mistake(refusal));
        }
    }

    private async Task<IActionResult?> OpenAsync(string membership, CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        if (Person is null)
            return GoTo(UnitPlace.SignIn(UnitPlace.Of(membership, Rest), "person"));
        if (await units.ToLeaveAsync(HttpContext, membership, ct) is not { } left)
            return new ErrorNoticeResult(ErrorNotice.From(StatusCodes.Status404NotFound));
        if (!left.Unit.MayLeave)
            return new ErrorNoticeResult(new(StatusCodes.Status403Forbidden, GovernanceErrors.RepresentativeStays, null));
        (Left, NeedsProof) = (left, left.NeedsProof);
        return null;
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Refused(FormMistake mistake)
    {
        Mistakes = [mistake];
        return Page();
    }
}
