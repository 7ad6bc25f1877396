using System.Collections.Immutable;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Statements;

namespace JsHrss.Storage.Jobs;

/// <summary>
/// Deletes what nobody can ask for any more: an authorization request writes a row for whoever sends it, so without this the database would grow by anybody's will.
/// Nothing rests on it: what is expired is refused whether its row is still there or not.
/// </summary>
internal sealed class CleanUp(IHallDatabase database, Leases leases, TimeProvider clock)
{
    /// <summary>Rows in one item of the write lane, so that nobody waits long behind it (storage design §6).</summary>
    public const int Batch = 500;

    private const string Job = "clean-up";

    /// <summary>Kept so long after the end: a replay must still be recognised, and a clock set back must find what it knew (cases CD-07, OT-12).</summary>
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromHours(1);

    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>What stays for weeks need not be looked for every minute: open grants of months are walked past each time.</summary>
    private static readonly TimeSpan LastingEvery = TimeSpan.FromHours(1);

    private DateTimeOffset nextLasting = DateTimeOffset.MinValue;

    // Keys are made by time: the oldest rows stand first, and the search ends at the first key that is too young. No index on the end is needed.
    private static readonly (Sql Text, bool ByKey)[] Statements =
    [
        ByKey("interaction"),
        ByKey("authorization_code"),
        ByKey("pushed_request"),
        ByKey("device_code"),
        ByKey("qr_ticket"),
        ByEnd("sighting"),
        ByEnd("denied_token"),
        ByEnd("counter"),
    ];

    /// <summary>One round over all tables, if no other node is at it.</summary>
    /// <returns>Rows deleted.</returns>
    public async ValueTask<int> RunAsync(CancellationToken ct)
    {
        var total = 0;
        foreach (var (text, isByKey) in Statements)
        {
            int deleted;
            do
            {
                var now = clock.GetUtcNow();
                if (!await leases.TakeAsync(Job, LeaseLength, now, ct).ConfigureAwait(false))
                    return total;
                var end = now - KeptAfterEnd;
                deleted = await database.WriteAsync(write => Delete(write, text, isByKey, end), ct).ConfigureAwait(false);
                total += deleted;
                if (deleted == Batch)
                    await Task.Delay(Pause, ct).ConfigureAwait(false);
            }
            while (deleted == Batch);
        }

        return total + await LastingAsync(ct).ConfigureAwait(false);
    }

    private async ValueTask<int> LastingAsync(CancellationToken ct)
    {
        if (clock.GetUtcNow() < nextLasting)
            return 0;
        var total = 0;
        foreach (var rows in LastingRows.All)
        {
            ImmutableArray<Guid> found;
            do
            {
                var now = clock.GetUtcNow();
                var end = now - rows.Kept;
                found = await database.ReadAsync(statements => rows.Find(statements, end, Youngest(end)), ct).ConfigureAwait(false);
                if (found.IsEmpty)
                    break;
                if (!await leases.TakeAsync(Job, LeaseLength, now, ct).ConfigureAwait(false))
                    return total;
                total += await database.WriteAsync(write => rows.Delete(write, found), ct).ConfigureAwait(false);
                await Task.Delay(found.Length == Batch ? Pause : TimeSpan.Zero, ct).ConfigureAwait(false);
            }
            while (found.Length == Batch);
        }

        nextLasting = clock.GetUtcNow() + LastingEvery;
        return total;
    }

    private static int Delete(LaneWrite write, Sql text, bool isByKey, DateTimeOffset end)
    {
        var statement = write.Prepare(text).Bind("@end", end).Bind("@batch", Batch);
        return (isByKey ? statement.Bind("@youngest", Youngest(end)) : statement).Run();
    }

    /// <summary>The smallest key made at an instant: 48 bits of milliseconds, then nothing (RFC 9562 §5.7).</summary>
    private static Guid Youngest(DateTimeOffset at)
    {
        var key = new byte[16];
        var milliseconds = at.ToUnixTimeMilliseconds();
        for (var i = 5; i >= 0; i--, milliseconds >>= 8)
            key[i] = (byte)milliseconds;
        return new Guid(key, bigEndian: true);
    }

    private static (Sql Text, bool ByKey) ByKey(string table) =>
        (Sql.Of(dialect => $"delete from {table} where id in (select id from {table} where id < @youngest and expires_at <= @end order by id {Sql.Limit(dialect, "@batch")})"), true);

    private static (Sql Text, bool ByKey) ByEnd(string table) => (
        new Sql(
            sqlite: $"delete from {table} where rowid in (select rowid from {table} where until <= @end limit @batch)",
            postgreSql: $"delete from {table} where ctid = any(array(select ctid from {table} where until <= @end limit @batch))",
            sqlServer: $"delete top (@batch) from {table} where until <= @end"),
        false);
}
