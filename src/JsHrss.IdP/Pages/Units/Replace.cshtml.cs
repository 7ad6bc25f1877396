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

    public async Task<IActionResult> OnGetAsync(string membership, string member, CancellationToken ct)
    {
        if (await OpenAsync(membership, member, ct) is { } elsewhere)
            return elsewhere;
        if (drafts.Read(HttpContext) is { } kept)
            Typed = MemberFields.Of(kept);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string membership, string member, [FromForm] int version, CancellationToken ct)
    {
        if (await OpenAsync(membership, member, ct) is { } elsewhere)
            return elsewhere;
        if (!await IsOwnFormAsync())
            return Stale();
        Mistakes = [.. Typed.Faults(asksRole: false).Select(_texts.Mistake)];
        if (Mistakes.Count > 0)
            return Page();
        var refusal = await _members.ReplaceAsync(HttpContext, Target(version), Typed.Typed(), ct);
        if (refusal is null)
            FormDraft.Delete(HttpContext);
        var answer = Told(refusal, "replaced");
        if (NeedsProof)
            IsKept = drafts.Keep(HttpContext, Typed.ToDraft());
        return answer;
    }
}
