using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>What units say of themselves.</summary>
public interface IUnitProfiles
{
    /// <summary>A unit's profile; <see cref="UnitProfile.Empty"/> where nothing was said. Read live.</summary>
    ValueTask<UnitProfile> ReadAsync(UnitId unit, CancellationToken ct);

    /// <summary>Writes a profile over the version that was seen, while the actor's membership is as it was seen and the unit is open. False: one of them is not; nothing was written.</summary>
    ValueTask<bool> ChangeAsync(UnitProfileChange change, CancellationToken ct);
}

/// <summary>Another profile.</summary>
/// <param name="By">Who changes it.</param>
/// <param name="Unit">Whose.</param>
/// <param name="Profile">What stands then; its version is the one seen plus one.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record UnitProfileChange(ActorSeen By, UnitId Unit, UnitProfile Profile, DateTimeOffset At, ImmutableArray<AuditFact> Facts);
