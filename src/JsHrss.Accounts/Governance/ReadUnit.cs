using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>A unit as its own members see it (R149, R150).</summary>
/// <param name="Unit">Name, code, number, type, region and status, as the membership acted in shows them.</param>
/// <param name="Representative">Name, document and mobile of the legal representative; null: none is known here. In clear: pages and APIs mask it.</param>
/// <param name="Profile">What the unit says of itself.</param>
/// <param name="MayEdit">Whether the actor may change the profile.</param>
public sealed record UnitView(UnitStanding Unit, PersonProfile? Representative, UnitProfile Profile, bool MayEdit);

/// <summary>「显示当前单位的基本信息」 (R148): for every member of the unit itself.</summary>
public sealed class ReadUnit(IMemberStore store, IUnitProfiles profiles, TimeProvider clock)
{
    /// <summary>Reads it.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="unit">Which.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The unit, or <see cref="GovernanceErrors.UnitUnknown"/>, <see cref="GovernanceErrors.NotServed"/>, <see cref="GovernanceErrors.Forbidden"/> (who acts within an institution).</returns>
    public async ValueTask<Result<UnitView>> HandleAsync(GovernanceActor actor, UnitId unit, CancellationToken ct)
    {
        var entered = await Governed.EnterAsync(store, actor, new MemberPlace(unit), clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!entered.IsOk)
            return new Refusal(entered.Code!);
        var here = entered.Value;
        if (!here.May(GovernanceOperation.ViewUnit))
            return new Refusal(GovernanceErrors.Forbidden);
        var representative = here.Scene.Members.FirstOrDefault(member => member.Unit.Role == UnitRole.LegalRepresentative && here.Counts(member));
        return new UnitView(here.Scene.Acting, representative?.Person.Profile.Value, await profiles.ReadAsync(unit, ct).ConfigureAwait(false), here.May(GovernanceOperation.EditProfile));
    }
}
