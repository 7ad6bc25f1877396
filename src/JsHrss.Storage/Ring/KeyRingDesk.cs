using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Statements;

namespace JsHrss.Storage.Ring;

/// <summary>What an operator does to the DataProtection ring.</summary>
public interface IKeyRingDesk
{
    /// <summary>Every key of the ring, oldest first.</summary>
    ImmutableArray<ListedRingKey> List();

    /// <summary>
    /// Declares every key compromised, makes a new one, and ends every session: everybody signs in again. Grants with <c>offline_access</c> go on; relying parties hear of the ends as of every sign-out.
    /// Reaches every node within a second (case PI-10).
    /// </summary>
    /// <returns>How many sessions ended.</returns>
    ValueTask<int> RevokeAllAsync(CancellationToken ct);
}

/// <summary>A ring key as an operator sees it: nothing secret. Times are UTC.</summary>
public sealed record ListedRingKey(Guid Id, DateTimeOffset ActiveAt, DateTimeOffset EndsAt, bool Revoked);

/// <remarks>
/// Sessions of ours are handles, not sealed cookies: forging one needs more than the ring. They end all the same, because whoever could forge an antiforgery token
/// could have had somebody else's browser act while its session lasted.
/// </remarks>
internal sealed class KeyRingDesk(WatchedKeys keys, IHallDatabase database, SessionEndWrite ends, AuditWriter audit, ConfigWatch watch, TimeProvider clock) : IKeyRingDesk
{
    private const string Because = "ring_revoked";

    // A server beside this command waits for the write lock two seconds at most.
    private const string Live = "id, person from session where ended_at is null and idle_until > @now and absolute_until > @now";

    private static readonly Sql SomeLiveSql = Sql.Of($"select {Live} limit 200", sqlServer: $"select top (200) {Live}");

    public ImmutableArray<ListedRingKey> List() =>
        [.. keys.Stored().OrderBy(key => key.ActivationDate).Select(key => new ListedRingKey(key.KeyId, key.ActivationDate, key.ExpirationDate, key.IsRevoked))];

    public async ValueTask<int> RevokeAllAsync(CancellationToken ct)
    {
        var (origin, now) = (audit.Origin(), clock.GetUtcNow());
        // The new key first: at no time is there none. What was made before it is revoked.
        var made = keys.CreateNewKey(now, now + KeyRing.Lifetime);
        keys.RevokeAllKeys(made.CreationDate, Because);
        await database.WriteAsync(
            write =>
            {
                audit.Write(write, new AuditEntry("ring.revoked", "ok", null), origin, now);
                return true;
            },
            ct).ConfigureAwait(false);
        var (all, some) = (0, 0);
        do
        {
            some = await database.WriteAsync(write => EndSome(write, origin, now), ct).ConfigureAwait(false);
            all += some;
        }
        while (some > 0);
        await watch.HurryAsync(ct).ConfigureAwait(false);
        return all;
    }

    /// <summary>As at every sign-out: grants without offline_access end too, and relying parties are told through the outbox.</summary>
    private int EndSome(LaneWrite write, AuditOrigin origin, DateTimeOffset now)
    {
        var sessions = new List<(Guid Id, Guid Person)>();
        using (var row = write.Prepare(SomeLiveSql).Bind("@now", now).Read())
        {
            while (row.Read())
                sessions.Add((row.GetKey(0), row.GetKey(1)));
        }

        foreach (var (session, person) in sessions)
        {
            if (ends.End(write, new SessionId(session), Because, now) is not null)
                audit.Write(write, new AuditEntry(FactCodes.SessionEnded, AuditEntry.Done, Because) { Subject = person, Session = session }, origin, now);
        }

        return sessions.Count;
    }
}
