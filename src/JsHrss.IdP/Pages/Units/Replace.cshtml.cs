using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>「更换管理员：法人线上自助更换」 (R128): one goes and another is invited, both or neither.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class ReplaceModel(ISignInDesk desk, IUnitDesk units, IMemberDesk members, UnitTexts texts, FormDraft drafts) : MemberPage(desk, units, members, texts)
{
    private readonly IMemberDesk _members = members;

    private readonly UnitTexts _texts = texts;

    [BindProperty] public MemberFields Typed { get; set; } = new();

    /// <summary>The role is settled.</summary>
    public MemberFormShown Form => new(Typed, [], [], Mistakes);

    /// <inheritdoc />
    protected override string Action => "replace";

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, [FromRoute] string member, CancellationToken ct)
    {
        if (await OpenAsync(membership, member, ct) is { } elsewhere)
            return elsewhere;
        if (drafts.Read(HttpContext, Place) is { } kept)
            Typed = MemberFields.Of(kept);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string membership, [FromRoute] string member, [FromForm] int version, CancellationToken ct)
    {
        if (await OpenAsync(membership, member, ct) is { } elsewhere)
            return elsewhere;
        if (!await IsOwnFormAsync())
            return Kept(Stale());
        Mistakes = [.. Typed.Faults(asksRole: false).Select(_texts.Mistake)];
        if (Mistakes.Count > 0)
            return Kept(Page());
        var refusal = await _members.ReplaceAsync(HttpContext, Target(version), Typed.Typed(), ct);
        if (refusal is null)
            FormDraft.Delete(HttpContext);
        return Kept(Told(refusal, "replaced"));
    }

    /// <summary>Where the person shows first who they are, what was typed waits.</summary>
    private IActionResult Kept(IActionResult answer)
    {
        if (NeedsProof)
            IsKept = drafts.Keep(HttpContext, Place, Typed.ToDraft());
        return answer;
    }
}
