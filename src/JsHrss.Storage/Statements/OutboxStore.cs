using System.Collections.Immutable;
using System.Security.Cryptography;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Outbox;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Statements;

/// <summary>The outbox in the database. A lease is one conditional update; a lease that nobody gave back ends by itself.</summary>
internal sealed partial class OutboxStore(IHallDatabase database, FieldCipher cipher, AuditWriter audit, OutboxBell bell, TimeProvider clock, ILogger<OutboxStore> log) : IOutbox
{
    /// <summary>Rows in one item of the write lane, so that nobody waits long behind it (storage design §6).</summary>
    private const int Batch = 500;

    // Looks that the index outbox_held answers: a target has a few such rows, however many messages wait for it. SQLite is told to use it.
    private const string Held = "h.done_at is null and (h.attempts > 0 or h.lease_until is not null) and h.kind = @kind and h.target =";

    private const string OutboxHeld = "outbox h indexed by outbox_held";

    private const string Waiting = """
        with recursive waiting(target) as (
          select (select min(target) from outbox where done_at is null and kind = @kind)
          union all
          select (select min(o.target) from outbox o where o.done_at is null and o.kind = @kind and o.target > waiting.target) from waiting where waiting.target is not null)
        """;

    private const string NextOfTarget = "(select o.id from outbox o where o.done_at is null and o.kind = @kind and o.target = w.target and o.not_before <= @due order by o.not_before, o.id limit 1)";

    // From target to target by seeking, on a reading connection: what it costs grows with the targets, not with the messages of a dead one.
    // A target with a message on its way, or with one that was postponed, is left out. What was postponed goes first, so that pauses grow.
    internal static readonly Sql DueSql = new(
        sqlite: $"""
            {Waiting}
            select target, coalesce((select h.id from {OutboxHeld} where {Held} w.target order by h.not_before, h.id limit 1), {NextOfTarget}) as first
            from waiting w
            where w.target is not null and first is not null and not exists(select 1 from {OutboxHeld} where {Held} w.target and (h.not_before > @due or h.lease_until > @now))
            order by (select not_before from outbox where id = first), first limit @max
            """,
        postgreSql: $"""
            {Waiting}
            select w.target, f.id
            from waiting w cross join lateral (
              select m.id, m.not_before from outbox m
              where m.id = coalesce((select h.id from outbox h where {Held} w.target order by h.not_before, h.id limit 1), {NextOfTarget})) f
            where not exists(select 1 from outbox h where {Held} w.target and (h.not_before > @due or h.lease_until > @now))
            order by f.not_before, f.id limit @max
            """,
        // Its recursion knows no sub-select: the targets are gathered from all that waits.
        sqlServer: $"""
            with waiting as (select distinct target from outbox where done_at is null and kind = @kind)
            select w.target, f.id
            from waiting w cross apply (
              select m.id, m.not_before from outbox m
              where m.id = isnull(
                (select top (1) h.id from outbox h where {Held} w.target order by h.not_before, h.id),
                (select top (1) o.id from outbox o where o.done_at is null and o.kind = @kind and o.target = w.target and o.not_before <= @due order by o.not_before, o.id))) f
            where not exists(select 1 from outbox h where {Held} w.target and (h.not_before > @due or h.lease_until > @now))
            order by f.not_before, f.id offset 0 rows fetch next @max rows only
            """);

    // Asked again in the change itself: somebody may have been faster since the reading. The row's own lease stands for itself, because who waited for a lock sees that row anew, but no other.
    private static readonly Sql LeaseSql = new(
        sqlite: Lease(OutboxHeld, output: "", "returning id, target, payload, attempts"),
        postgreSql: Lease("outbox h", output: "", "returning id, target, payload, attempts"),
        sqlServer: Lease("outbox h", "output inserted.id, inserted.target, inserted.payload, inserted.attempts", returning: ""));

    private const string FinishSql = "update outbox set done_at = @now, result = @result, payload = null, lease_until = null where id = @id and done_at is null";

    // It was withdrawn while it was under lease: it is not sent again.
    private const string EndMarkedSql = "update outbox set done_at = @now, payload = null, lease_until = null where id = @id and done_at is null and result is not null";

    private const string EndLapsedSql = EndMarkedSql + " and lease_until <= @now";

    private const string PostponeSql = "update outbox set not_before = @not_before, attempts = attempts + 1, lease_until = null where id = @id and done_at is null";

    private const string ReleaseSql = "update outbox set lease_until = null where id = @id and done_at is null";

    private static readonly Sql GiveUpSql = Sql.Of(dialect => $"""
        update outbox set done_at = @now, result = 'given_up', payload = null, lease_until = null
        where id in (
          select id from outbox
          where done_at is null and kind = @kind and target = @target and not_before <= @due and attempts = 0 and (lease_until is null or lease_until <= @now)
          order by not_before {Sql.Limit(dialect, "@batch")})
        """);

    private static string Lease(string held, string output, string returning) => $"""
        update outbox set lease_until = @until {output}
        where id = @id and done_at is null and not_before <= @due and (lease_until is null or lease_until <= @now)
          and not exists(select 1 from {held} where {Held} @target and (h.not_before > @due or h.lease_until > @now))
        {returning}
        """;

    public async ValueTask<ImmutableArray<OutboxMessage>> TakeAsync(string kind, int max, TimeSpan lease, TimeSpan dueSince, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = await database.ReadAsync(statements => Due(statements, kind, max, now, now - dueSince), ct).ConfigureAwait(false);
        if (due.Count == 0)
            return [];
        var taken = await database.WriteAsync(write => Take(write, due, kind, now, now - dueSince, now + lease), ct).ConfigureAwait(false);
        var messages = ImmutableArray.CreateBuilder<OutboxMessage>(taken.Count);
        foreach (var (id, target, payload, attempts) in taken)
        {
            if (Open(id, payload) is { } opened)
                messages.Add(new OutboxMessage(id, target, opened, attempts));
            else
                await DropUnreadableAsync(id, kind, target, ct).ConfigureAwait(false);
        }

        return messages.ToImmutable();
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

    public async ValueTask PostponeAsync(Guid id, DateTimeOffset notBefore, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await database.WriteAsync(write => EndMarked(write, EndMarkedSql, id, now) || write.Prepare(PostponeSql).Bind("@id", id).Bind("@not_before", notBefore).Run() == 1, ct).ConfigureAwait(false);
    }

    public async ValueTask ReleaseAsync(Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await database.WriteAsync(write => EndMarked(write, EndMarkedSql, id, now) || write.Prepare(ReleaseSql).Bind("@id", id).Run() == 1, ct).ConfigureAwait(false);
    }

    public async ValueTask<int> GiveUpAsync(string kind, string target, DateTimeOffset dueUntil, Func<int, Change.Fact> fact, CancellationToken ct)
    {
        var (now, origin) = (clock.GetUtcNow(), audit.Origin());
        var (all, some) = (0, 0);
        do
        {
            some = await database.WriteAsync(
                write =>
                {
                    var gone = write.Prepare(GiveUpSql).Bind("@kind", kind).Bind("@target", target).Bind("@due", dueUntil).Bind("@now", now).Bind("@batch", Batch).Run();
                    if (gone > 0)
                        audit.Write(write, LedgerWrite.Entry(fact(gone)), origin, now);
                    return gone;
                },
                ct).ConfigureAwait(false);
            all += some;
        }
        while (some == Batch);
        return all;
    }

    public ValueTask WaitAsync(string kind, TimeSpan atMost, CancellationToken ct) => bell.WaitAsync(kind, atMost, ct);

    /// <summary>Null: it does not open. Each on its own: one that does not open must not keep the others of its batch from being sent.</summary>
    private byte[]? Open(Guid id, byte[]? payload)
    {
        try
        {
            return payload is null ? null : cipher.Open(SealedField.OutboxPayload, id, payload);
        }
        catch (CryptographicException failure)
        {
            DoesNotOpen(id, failure);
            return null;
        }
    }

    private async ValueTask DropUnreadableAsync(Guid id, string kind, string target, CancellationToken ct)
    {
        Unreadable(id, kind == LogoutNotice.Kind ? target : kind);
        await FinishAsync(id, "unreadable", [new Change.Fact("outbox.unreadable", "refused", "unreadable", null, null, null, kind == LogoutNotice.Kind ? new ClientId(target) : null, null)], ct).ConfigureAwait(false);
    }

    private static bool EndMarked(LaneWrite write, string sql, Guid id, DateTimeOffset now) => write.Prepare(sql).Bind("@id", id).Bind("@now", now).Run() == 1;

    private static List<(Guid Id, string Target)> Due(StatementCache statements, string kind, int max, DateTimeOffset now, DateTimeOffset dueUntil)
    {
        var due = new List<(Guid, string)>();
        using var row = statements.Get(DueSql).Bind("@kind", kind).Bind("@max", max).Bind("@now", now).Bind("@due", dueUntil).Read();
        while (row.Read())
            due.Add((row.GetKey(1), row.GetString(0)));
        return due;
    }

    private static List<(Guid Id, string Target, byte[]? Payload, int Attempts)> Take(LaneWrite write, List<(Guid Id, string Target)> due, string kind, DateTimeOffset now, DateTimeOffset dueUntil, DateTimeOffset until)
    {
        var taken = new List<(Guid, string, byte[]?, int)>();
        write.OneAtATime("outbox"); // two nodes must not take two messages of one target
        foreach (var (id, target) in due)
        {
            if (EndMarked(write, EndLapsedSql, id, now))
                continue;
            using var row = write.Prepare(LeaseSql).Bind("@id", id).Bind("@kind", kind).Bind("@target", target).Bind("@now", now).Bind("@due", dueUntil).Bind("@until", until).Read();
            if (row.Read())
                taken.Add((row.GetKey(0), row.GetString(1), row.GetBytesOrNull(2), row.GetInt32(3)));
        }

        return taken;
    }

    [LoggerMessage(3401, LogLevel.Error, "Outbox message {Message} for {Target} cannot be opened; it is over as unreadable")]
    private partial void Unreadable(Guid message, string target);

    [LoggerMessage(3402, LogLevel.Debug, "Why outbox message {Message} does not open")]
    private partial void DoesNotOpen(Guid message, Exception failure);
}
