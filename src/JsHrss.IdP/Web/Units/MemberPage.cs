using JsHrss.Accounts.Governance;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Web.Units;

/// <summary>A page that does one thing to one member of the unit. Opening it changes nothing.</summary>
internal abstract class MemberPage(ISignInDesk desk, IUnitDesk units, IMemberDesk members, UnitTexts texts) : GovernedPage(desk, units, members)
{
    /// <summary>On whom.</summary>
    public MemberShown Member { get; private set; } = null!;

    /// <summary>What is wrong with what was sent.</summary>
    public IReadOnlyList<FormMistake> Mistakes { get; protected set; } = [];

    /// <summary>The person shows once more who they are before anything is done (R146).</summary>
    public bool NeedsProof { get; private set; }

    /// <summary>Whether that is asked now: what is wrong with a form is told first, and the form stays to be mended.</summary>
    public bool AsksProof => NeedsProof && Mistakes.Count == 0;

    /// <summary>What was typed waits until they did.</summary>
    public bool IsKept { get; protected set; }

    /// <summary>How the person shows it.</summary>
    public ProofAsked Proof => new(Unit.Ways, UnitPlace.WordOf(Place), IsKept);

    /// <summary>The word of the action: one of <see cref="MemberShown.Actions"/>.</summary>
    protected abstract string Action { get; }

    /// <summary>Whether it concerns an administrator, so that a fresh proof is needed.</summary>
    protected virtual bool ConcernsAdministrator => Member.Role == MemberShown.Administrator;

    /// <summary>Where else to go; null: the page is to be shown.</summary>
    protected async Task<IActionResult?> OpenAsync(string membership, string member, CancellationToken ct)
    {
        if (await EnterMembersAsync(membership, $"/{member}/{Action}", ct) is { } elsewhere)
            return elsewhere;
        if (Members.All.FirstOrDefault(one => one.Id == member) is not { } found)
            return Missing();
        Member = found;
        if (!found.Actions.Contains(Action))
            return Forbidden(found.IsSelf ? GovernanceErrors.OwnMembership : GovernanceErrors.Forbidden);
        NeedsProof = ConcernsAdministrator && !Unit.IsFresh;
        return Members.AreTermsAccepted ? null : GoTo(AtMembers());
    }

    /// <summary>The target of a form that was sent.</summary>
    protected MemberTarget Target(int version) => new(Of, Member.Id, version);

    /// <summary>Where a command leads.</summary>
    /// <param name="refusal">Its answer.</param>
    /// <param name="done">The word of what was done.</param>
    protected IActionResult Told(string? refusal, string done)
    {
        if (refusal is null)
            return GoTo(AtMembers($"?done={done}"));
        if (Elsewhere(refusal) is { } elsewhere)
            return elsewhere;
        if (refusal == GovernanceErrors.StepUpNeeded)
            NeedsProof = true;
        else
            Mistakes = [texts.Mistake(refusal)];
        return Page();
    }

    /// <summary>The form came without our token (case RT-20): nothing was done, and it comes back filled.</summary>
    protected IActionResult Stale()
    {
        Mistakes = [texts.Stale];
        return Page();
    }
}
