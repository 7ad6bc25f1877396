using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Units;

/// <summary>Looks units and memberships up.</summary>
public interface IUnitStore
{
    /// <summary>Units that a code may mean: more than one only where a number is a unit's and an institution's (then ask). Ended ones too.</summary>
    ValueTask<ImmutableArray<Unit>> FindAsync(UnitCode code, CancellationToken ct);

    /// <summary>A person and all memberships that are not ended, read live in one round trip; null when there is no such person.</summary>
    ValueTask<MembershipsOfPerson?> MembershipsAsync(PersonId person, CancellationToken ct);
}

/// <summary>A person and all memberships.</summary>
/// <param name="Person">Who.</param>
/// <param name="Units">Memberships that are not ended.</param>
public sealed record MembershipsOfPerson(PersonStanding Person, ImmutableArray<UnitStanding> Units);
