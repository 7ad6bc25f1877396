using JsHrss.Accounts.Governance;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Web.Units;

/// <summary>A page that acts for a unit: the one membership of its address, if this browser's session opens it.</summary>
internal abstract class UnitPage(ISignInDesk desk, IUnitDesk units) : SitePage
{
    /// <summary>The unit, and as which member of it.</summary>
    public UnitShown Unit { get; private set; } = null!;

    /// <summary>The address of this page, however it was asked for.</summary>
    protected string Place { get; private set; } = "";

    /// <inheritdoc />
    public override string Tone => "as-unit";

    /// <inheritdoc />
    public override string Back => Request.Path;

    /// <summary>A page of the same membership.</summary>
    public string At(string rest = "") => UnitPlace.Of(Unit.Membership, rest);

    /// <summary>Where else to go; null: the page is to be shown.</summary>
    /// <param name="membership">Key in the address; may be hostile.</param>
    /// <param name="rest">Which page (<see cref="UnitPlace.Of"/>).</param>
    /// <param name="ct">Cancels.</param>
    protected async Task<IActionResult?> EnterAsync(string membership, string rest, CancellationToken ct)
    {
        Place = UnitPlace.Of(membership, rest);
        Person = await desk.CurrentAsync(HttpContext, ct);
        switch (Person is null ? new UnitEntrance.ProofMissing() : await units.EnterAsync(HttpContext, membership, ct))
        {
            case UnitEntrance.Open open:
                (Unit, Acting, Place) = (open.Unit, open.Unit.Acting, UnitPlace.Of(open.Unit.Membership, rest));
                return null;
            case UnitEntrance.ProofMissing:
                return GoTo(UnitPlace.SignIn(Place, "unit"));
            case UnitEntrance.Pending:
                return GoTo(UnitPlace.List);
            default:
                return Missing();
        }
    }

    /// <summary>Where a refusal leads that the form cannot mend; null: it is told on the form.</summary>
    protected virtual IActionResult? Elsewhere(string code) => code switch
    {
        GovernanceErrors.UnitUnknown or GovernanceErrors.InstitutionUnknown or GovernanceErrors.MemberUnknown => Missing(),
        GovernanceErrors.Forbidden or GovernanceErrors.OwnMembership or GovernanceErrors.RepresentativeStays => Forbidden(code),
        GovernanceErrors.NotServed => GoTo(At()),
        _ => null,
    };

    protected static ErrorNoticeResult Missing() => new(ErrorNotice.From(StatusCodes.Status404NotFound));

    /// <summary>What may not be done. Tried by a post it is written down.</summary>
    protected RefusedTry Forbidden(string code) => new(units, Unit.Membership, code);
}
