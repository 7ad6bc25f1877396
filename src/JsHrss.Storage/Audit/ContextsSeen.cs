using System.Collections.Concurrent;
using JsHrss.Accounts.Standing;

namespace JsHrss.Storage.Audit;

/// <summary>
/// Unit, institution and mandate of memberships as they were read a moment ago, for the facts about what was decided on that reading: so a fact needs no look-up of its own, and on a database server no
/// journey of its own. A membership never changes its unit or institution; a mandate that was replaced since is not the one that was looked at.
/// </summary>
internal sealed class ContextsSeen(TimeProvider clock)
{
    private const int Capacity = 20_000;
    private static readonly TimeSpan Valid = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<Guid, Seen> all = [];

    public void Saw(UnitStanding? unit)
    {
        if (unit is null)
            return;
        // They count for seconds: to forget all of them now and then costs a look-up each.
        if (all.Count >= Capacity)
            all.Clear();
        all[unit.Membership.Value] = new Seen(unit.Unit.Value, unit.Institution?.Id.Value, unit.Mandate?.Id.Value, clock.GetTimestamp());
    }

    public (Guid Unit, Guid? Institution, Guid? Mandate)? Find(Guid membership) =>
        all.TryGetValue(membership, out var seen) && clock.GetElapsedTime(seen.At) < Valid ? (seen.Unit, seen.Institution, seen.Mandate) : null;

    private sealed record Seen(Guid Unit, Guid? Institution, Guid? Mandate, long At);
}
