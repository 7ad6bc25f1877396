using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Outbox;

namespace JsHrss.Storage.Statements.Sqlite;

/// <summary>The outbox on SQLite. A lease is one conditional update; a lease that nobody gave back ends by itself.</summary>
internal sealed class SqliteOutbox(SqliteDatabase database, FieldCipher cipher, AuditWriter audit, OutboxBell bell, TimeProvider clock) : IOutbox
{
    private const string AnyDueSql = "select exists(select 1 from outbox where done_at is null and not_before <= @now and kind = @kind and (lease_until is null or lease_until <= @now))";

    // The oldest due message of each target; a target with a message on its way is left out, so that a dead receiver holds up only itself.
    private const string TakeSql = """
        update outbox set lease_until = @until
        where done_at is null and (lease_until is null or lease_until <= @now) and id in (
          select id from (
            select o.id, o.not_before, row_number() over (partition by o.target order by o.not_before, o.id) as place
            from outbox o
            where o.done_at is null and o.not_before <= @now and o.kind = @kind
              and o.target not in (select b.target from outbox b where b.done_at is null and b.kind = @kind and b.lease_until > @now)
          ) as due
          where place = 1 order by not_before, id limit @max)
        returning id, target, payload, attempts
        """;

    private const string FinishSql = "update outbox set done_at = @now, result = @result, payload = null, lease_until = null where id = @id and done_at is null";

    private const string PostponeSql = "update outbox set not_before = @not_before, attempts = attempts + 1, lease_until = null where id = @id and done_at is null";

    public async ValueTask<ImmutableArray<OutboxMessage>> TakeAsync(string kind, int max, TimeSpan lease, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!await database.ReadAsync(statements => statements.Get(AnyDueSql).Bind("@now", now).Bind("@kind", kind).Scalar() is 1L, ct).ConfigureAwait(false))
            return [];
        var taken = await database.WriteAsync(write => Take(write, kind, max, now, now + lease), ct).ConfigureAwait(false);
        return [.. taken.Select(message => new OutboxMessage(message.Id, message.Target, cipher.Open(SealedField.OutboxPayload, message.Id, message.Payload), message.Attempts))];
    }

    public async ValueTask FinishAsync(Guid id, string result, ImmutableArray<Change.Fact> facts, CancellationToken ct)
    {
        var (now, origin) = (clock.GetUtcNow(), audit.Origin());
        await database.WriteAsync(
            write =>
            {
                if (write.Prepare(FinishSql).Bind("@id", id).Bind("@result", result).Bind("@now", now).Run() == 0)
                    return false;
                foreach (var fact in facts)
                    audit.Write(write, LedgerWrite.Entry(fact), origin, now);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask PostponeAsync(Guid id, DateTimeOffset notBefore, CancellationToken ct) =>
        await database.WriteAsync(write => write.Prepare(PostponeSql).Bind("@id", id).Bind("@not_before", notBefore).Run(), ct).ConfigureAwait(false);

    public ValueTask WaitAsync(TimeSpan atMost, CancellationToken ct) => bell.WaitAsync(atMost, ct);

    private static List<(Guid Id, string Target, byte[] Payload, int Attempts)> Take(LaneWrite write, string kind, int max, DateTimeOffset now, DateTimeOffset until)
    {
        var taken = new List<(Guid, string, byte[], int)>();
        using var row = write.Prepare(TakeSql).Bind("@kind", kind).Bind("@max", max).Bind("@now", now).Bind("@until", until).Read();
        while (row.Read())
            taken.Add((row.GetKey(0), row.GetString(1), row.GetBytes(2), row.GetInt32(3)));
        return taken;
    }
}
