using System.Collections.Immutable;
using JsHrss.Accounts.Governance;
using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>创建经办用户 (R133). An administrator is offered 普通经办人 alone; whoever appoints an administrator shows who they are, and what was typed waits meanwhile (R146).</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class NewModel(ISignInDesk desk, IUnitDesk units, IMemberDesk members, UnitTexts texts, FormDraft drafts) : GovernedPage(desk, units, members)
{
    private readonly IMemberDesk _members = members;

    [BindProperty] public MemberFields Typed { get; set; } = new();

    public IReadOnlyList<FormMistake> Mistakes { get; private set; } = [];

    /// <summary>The person shows once more who they are before anything is done.</summary>
    public bool NeedsProof { get; private set; }

    /// <summary>They did, and what was typed is there again.</summary>
    public bool IsBack { get; private set; }

    private bool IsKept { get; set; }

    public ProofAsked Proof => new(Unit.Ways, UnitPlace.WordOf(Place), IsKept);

    public MemberFormShown Form => new(Typed, Members.MayAdd, Full, Mistakes);

    /// <summary>Roles without a free seat.</summary>
    public ImmutableArray<string> Full => Members.Full;

    /// <summary>Nobody can be added: told in the place of the form. What was sent already comes back with its refusal.</summary>
    public bool IsFull => !Members.HasSeat && Mistakes.Count == 0;

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, CancellationToken ct)
    {
        if (await OpenAsync(membership, ct) is { } elsewhere)
            return elsewhere;
        if (drafts.Read(HttpContext, Place) is { } kept)
            (Typed, IsBack) = (MemberFields.Of(kept), Unit.IsFresh);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string membership, CancellationToken ct)
    {
        if (await OpenAsync(membership, ct) is { } elsewhere)
            return elsewhere;
        Mistakes = await IsOwnFormAsync() ? [.. Typed.Faults(asksRole: true).Select(texts.Mistake)] : [texts.Stale];
        if (Mistakes.Count > 0)
            return Page();
        switch (await _members.AddAsync(HttpContext, Of, Typed.Typed(), ct))
        {
            case null:
                FormDraft.Delete(HttpContext);
                return GoTo(AtMembers("?done=added"));
            case GovernanceErrors.StepUpNeeded:
                (NeedsProof, IsKept) = (true, drafts.Keep(HttpContext, Place, Typed.ToDraft()));
                return Page();
            case var refusal:
                if (Elsewhere(refusal) is { } away)
                    return away;
                Mistakes = [texts.Mistake(refusal)];
                return Page();
        }
    }

    private async Task<IActionResult?> OpenAsync(string membership, CancellationToken ct)
    {
        if (await EnterMembersAsync(membership, "/new", ct) is { } elsewhere)
            return elsewhere;
        return Members.MayAdd.IsEmpty ? Forbidden(GovernanceErrors.Forbidden) : Members is { AreTermsAccepted: true, TakesMembers: true } ? null : GoTo(AtMembers());
    }
}
