using System.Collections.Immutable;
using JsHrss.Accounts.Signals;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Jobs;

/// <summary>
/// Rows that live for days and stay for a while after their end: people look at their sessions, and what was sent is looked into. They are found on a reading connection,
/// from the oldest key on, because long-lived ones that are still open stand between; the write lane only deletes.
/// </summary>
/// <param name="Kept">How long after the end.</param>
/// <param name="FindSql">Keys of a batch after a key, oldest first.</param>
/// <param name="DeleteSql">For one key, children first.</param>
internal sealed record LastingRows(TimeSpan Kept, Sql FindSql, ImmutableArray<string> DeleteSql)
{
    /// <summary>In this order: tokens before their grants, grants before their sessions.</summary>
    public static ImmutableArray<LastingRows> All { get; } =
    [
        new(TimeSpan.FromDays(30), Find("refresh_token", "t.expires_at <= @end"), ["delete from refresh_token where id = @id"]),
        // A grant that another hangs on waits for it.
        new(
            TimeSpan.FromDays(30),
            Find("\"grant\"", """
                (t.ended_at <= @end or t.ends_at <= @end or t.idle_until <= @end)
                  and not exists(select 1 from "grant" c where c.parent = t.id and c.ended_at is null and c.ends_at > @end)
                """),
            ["""delete from refresh_token where "grant" = @id""", """delete from "grant" where id = @id"""]),
        // The session holds an address and a browser's name: it goes even while a grant with offline_access outlives it.
        new(
            TimeSpan.FromDays(90),
            Find("session", dialect => $"""
                case when t.ended_at is not null then t.ended_at when t.idle_until < t.absolute_until then t.idle_until else t.absolute_until end <= @end
                  and not exists(select 1 from "grant" g where g.session = t.id and g.ended_at is null and {Sql.IsFalse(dialect, "g.offline")} and g.ends_at > @end)
                """),
            ["delete from session_proof where session = @id", "delete from rp_session where session = @id", "delete from session where id = @id"]),
        new(TimeSpan.FromDays(30), Find("outbox", "t.done_at <= @end"), ["delete from outbox where id = @id"]),
        new(ISignals.Kept, Find("signal", "t.at <= @end"), ["delete from signal where id = @id"]),
        new(TimeSpan.FromDays(30), Find("counter_slip", "t.valid_until <= @end"), ["delete from counter_slip where id = @id"]),
        // Whose face was expected is nobody's business once the attempt is over; result and transaction stay for a year, with the address its consent came from (REG-20, REG-28).
        new(TimeSpan.FromHours(1), Find("face_check", "t.subject_sealed is not null and t.ends_at <= @end"), ["update face_check set subject_sealed = null, prompt_sealed = null where id = @id"]),
        new(
            TimeSpan.FromDays(365),
            Find("face_check", "t.ends_at <= @end"),
            ["update agreement set address_sealed = null where id = (select f.agreement from face_check f where f.id = @id)", "delete from face_check where id = @id"]),
    ];

    /// <summary>Keys of rows whose time is over.</summary>
    /// <param name="statements">Of a reading connection.</param>
    /// <param name="end">Ended at this instant or before.</param>
    /// <param name="youngest">The smallest key that is too young.</param>
    public ImmutableArray<Guid> Find(StatementCache statements, DateTimeOffset end, Guid youngest)
    {
        using var row = statements.Get(FindSql).Bind("@end", end).Bind("@youngest", youngest).Bind("@batch", CleanUp.Batch).Read();
        var keys = ImmutableArray.CreateBuilder<Guid>();
        while (row.Read())
            keys.Add(row.GetKey(0));
        return keys.ToImmutable();
    }

    /// <summary>Deletes them with what hangs on them. What has been over for so long does not begin again, so nothing is asked twice.</summary>
    public int Delete(LaneWrite write, ImmutableArray<Guid> keys)
    {
        var deleted = 0;
        foreach (var key in keys)
        {
            foreach (var sql in DeleteSql)
                deleted += write.Prepare(sql).Bind("@id", key).Run();
        }

        return deleted;
    }

    private static Sql Find(string table, string isOver) => Find(table, _ => isOver);

    private static Sql Find(string table, Func<Dialect, string> isOver) =>
        Sql.Of(dialect => $"select t.id from {table} t where t.id < @youngest and {isOver(dialect)} order by t.id {Sql.Limit(dialect, "@batch")}");
}
