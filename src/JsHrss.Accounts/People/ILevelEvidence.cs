using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.People;

/// <summary>What persons' levels rest on.</summary>
public interface ILevelEvidence
{
    /// <summary>All of a person's, oldest first; empty: none, or no such person.</summary>
    ValueTask<ImmutableArray<AssuranceEvidence>> OfAsync(PersonId person, CancellationToken ct);
}
