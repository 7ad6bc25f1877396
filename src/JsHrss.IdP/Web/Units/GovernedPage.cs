using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Web.Units;

/// <summary>A page about the members of a place: of what the membership of the address is about, or of the institution that the address names beside it. The same pages for both; where somebody may govern is the use cases' to say.</summary>
internal abstract class GovernedPage(ISignInDesk desk, IUnitDesk units, IMemberDesk members) : UnitPage(desk, units)
{
    private string? _institution;

    /// <summary>Who acts there.</summary>
    public MembersShown Members { get; private set; } = null!;

    /// <summary>The institution that is governed from above; null: the place is what the membership itself is about.</summary>
    public InstitutionGoverned? Within => _institution is null ? null : Members.Institution;

    /// <summary>The place, for the desk.</summary>
    protected MembersOf Of => new(Unit.Membership, _institution);

    /// <summary>A page about the members of this place.</summary>
    public string AtMembers(string rest = "") => At(UnitPlace.Members(_institution, rest));

    /// <summary>Where else to go; null: the page is to be shown, and <see cref="Members"/> are there.</summary>
    /// <param name="membership">Key in the address; may be hostile.</param>
    /// <param name="rest">Which page about them.</param>
    /// <param name="ct">Cancels.</param>
    protected async Task<IActionResult?> EnterMembersAsync(string membership, string rest, CancellationToken ct)
    {
        // Of the address alone: no field and no parameter says where a page acts.
        var named = RouteData.Values["institution"] as string;
        _institution = InstitutionId.Read(named)?.ToString();
        if (named is not null && _institution is null)
            return Missing();
        if (await EnterAsync(membership, UnitPlace.Members(_institution, rest), ct) is { } elsewhere)
            return elsewhere;
        // Within an institution there is no way to any: its own members stand where the unit's do for others.
        if (_institution is not null && Unit.Institution is not null)
            return Missing();
        var (all, refusal) = await members.ListAsync(HttpContext, Of, ct);
        if (all is null)
            return Elsewhere(refusal!) ?? Missing();
        Members = all;
        return null;
    }

    /// <inheritdoc />
    protected override IActionResult? Elsewhere(string code) => code == GovernanceErrors.TermsNotAccepted ? GoTo(AtMembers()) : base.Elsewhere(code);
}
