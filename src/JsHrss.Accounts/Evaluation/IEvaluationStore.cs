using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Evaluation;

/// <summary>Reads what evaluations depend on: live, never from a cache (storage design §7).</summary>
public interface IEvaluationStore
{
    /// <summary>Longest list of one look-up; a statement has room for some sixty values.</summary>
    const int MostPersons = 50;

    /// <summary>Those of the persons whom a relying party knows, with all memberships that are not ended, in one round trip.</summary>
    /// <param name="persons">1 to <see cref="MostPersons"/>.</param>
    /// <param name="client">The relying party, as <c>client_id</c>.</param>
    /// <param name="since">Authorizations from before this do not count, UTC; null: no bound.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<ImmutableDictionary<PersonId, KnownPerson>> FindAsync(IReadOnlyCollection<PersonId> persons, string client, DateTimeOffset? since, DateTimeOffset now, CancellationToken ct);
}

/// <summary>A person whom a relying party knows: it holds an authorization of theirs that has not ended and has the scope <c>items</c>.</summary>
/// <param name="Memberships">The person and all memberships that are not ended.</param>
/// <param name="ShowsUnits">One of those authorizations has the scope <c>unit</c> too.</param>
public sealed record KnownPerson(MembershipsOfPerson Memberships, bool ShowsUnits);
