using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Representatives;

/// <summary>Units here, as somebody whom the register names may come to represent them.</summary>
public interface IRepresentableUnits
{
    /// <summary>Those that exist here, by their codes; one round trip. Suspended and ended ones are found too.</summary>
    ValueTask<ImmutableArray<RepresentableUnit>> FindAsync(ImmutableArray<UnifiedSocialCreditCode> codes, CancellationToken ct);
}

/// <summary>A unit here.</summary>
/// <param name="Unit">Which.</param>
/// <param name="Representative">Who represents it here, in a membership that is not ended and stands as it was written (R146); null: nobody.</param>
public sealed record RepresentableUnit(Unit Unit, PersonId? Representative);
