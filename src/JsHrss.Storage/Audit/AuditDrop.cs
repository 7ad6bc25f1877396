using JsHrss.Storage.Lanes;
using JsHrss.Storage.Migrations;
using JsHrss.Storage.Rows;
using Microsoft.Extensions.Options;

namespace JsHrss.Storage.Audit;

/// <summary>Drops facts whose legal time is over, whole seals at a time. Seals stay for ever, and with them the proof of what an export holds.</summary>
public interface IAuditDrop
{
    /// <summary>Drops the facts of every seal made before an instant that an export holds.</summary>
    /// <param name="before">Not later than now less <see cref="AuditOptions.Retention"/>.</param>
    /// <param name="export">Folder of an export; it is verified first.</param>
    /// <param name="ct">Cancels; what was dropped so far is told by facts.</param>
    /// <exception cref="InvalidOperationException">Too young, not exported, or the export is not whole; nothing was dropped.</exception>
    ValueTask<AuditDropped> DropAsync(DateTimeOffset before, string export, CancellationToken ct);
}

/// <summary>What was dropped.</summary>
/// <param name="FirstSeal">Number of the first seal whose facts went; 0: nothing was old enough.</param>
/// <param name="LastSeal">Of the last one.</param>
/// <param name="Facts">How many facts.</param>
public sealed record AuditDropped(long FirstSeal, long LastSeal, long Facts);

internal sealed class AuditDrop(IHallDatabase database, AuditWriter audit, IExportedTrail exported, IOptions<AuditOptions> options, TimeProvider clock) : IAuditDrop
{
    /// <summary>Code of the fact that tells of a drop. Its own detail is never erased.</summary>
    public const string Code = "audit.dropped";

    /// <summary>Under which name the newest seal that lost its facts stands in that fact.</summary>
    public const string Through = "through_seal";

    private const int SealsAtOnce = 500;
    private const int FactsAtOnce = 10_000;

    // The first seal whose facts are still there.
    private static readonly Sql FirstSql = Sql.Of(dialect =>
        $"select number from audit_seal where count > 0 and to_tx > (select coalesce({FactPlace.Number(dialect, "min(tx)")}, 0) from audit_fact) order by number {Sql.Limit(dialect, "1")}");

    private static readonly Sql DetailSql = Sql.Of(dialect => $"delete from audit_detail where fact in (select id from audit_fact where {Sealed(dialect)})");

    private static readonly Sql FactSql = Sql.Of(dialect => $"delete from audit_fact where {Sealed(dialect)}");

    public async ValueTask<AuditDropped> DropAsync(DateTimeOffset before, string export, CancellationToken ct)
    {
        var latest = clock.GetUtcNow() - options.Value.Retention;
        if (before > latest)
            throw new InvalidOperationException($"Facts are kept for {options.Value.Retention.TotalDays:0} days (Audit:Retention): --before may be {latest.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd} at the latest.");
        if ((await exported.VerifyAsync(export, [], ct).ConfigureAwait(false)).Finding is { } wrong)
            throw new InvalidOperationException($"The export is not whole: {wrong.Text}. Nothing was dropped.");
        if (await database.ReadAsync(static statements => statements.Get(FirstSql).Number(), ct).ConfigureAwait(false) is not { } first)
            return new AuditDropped(0, 0, 0);
        var last = await LastAsync(first, before, export, ct).ConfigureAwait(false);
        var facts = 0L;
        for (var next = first; next <= last;)
        {
            var page = await database.ReadAsync(statements => SealTable.Page(statements, next, SealsAtOnce), ct).ConfigureAwait(false);
            var together = Together(page, last);
            facts += await DropAsync(together, ct).ConfigureAwait(false);
            next = together[^1].Number + 1;
        }

        return last < first ? new AuditDropped(0, 0, 0) : new AuditDropped(first, last, facts);
    }

    /// <summary>The newest seal that is old enough, and with all before it stands in the export as it stands here.</summary>
    private async ValueTask<long> LastAsync(long first, DateTimeOffset before, string export, CancellationToken ct)
    {
        var last = first - 1;
        var copies = exported.SealsAsync(export, ct).GetAsyncEnumerator(ct);
        await using (copies.ConfigureAwait(false))
        {
            while (await database.ReadAsync(statements => SealTable.Page(statements, last + 1, SealsAtOnce), ct).ConfigureAwait(false) is { Count: > 0 } page)
            {
                foreach (var seal in page)
                {
                    if (seal.At >= before.ToUnixTimeMilliseconds())
                        return last;
                    KnownSeal? copy = null;
                    while ((copy is null || copy.Number < seal.Number) && await copies.MoveNextAsync().ConfigureAwait(false))
                        copy = copies.Current;
                    if (copy?.Number != seal.Number || !copy.Hash.Span.SequenceEqual(seal.Hash))
                        throw new InvalidOperationException($"The export does not hold seal {seal.Number} as it stands here. Run audit export first. Nothing was dropped.");
                    last = seal.Number;
                }
            }
        }

        return last;
    }

    /// <summary>As many seals as one transaction drops.</summary>
    private static List<AuditSealRow> Together(List<AuditSealRow> page, long last)
    {
        var facts = 0L;
        var taken = new List<AuditSealRow>();
        foreach (var seal in page)
        {
            if (seal.Number > last || (taken.Count > 0 && facts + seal.Count > FactsAtOnce))
                break;
            taken.Add(seal);
            facts += seal.Count;
        }

        return taken;
    }

    private async ValueTask<int> DropAsync(List<AuditSealRow> seals, CancellationToken ct)
    {
        var (origin, now) = (audit.Origin(), clock.GetUtcNow());
        return await database.WriteAsync(
            write =>
            {
                // The trigger is back before anybody else can write: other connections never see the table without it.
                write.Prepare(AuditTriggers.AllowFactDelete).Run();
                Bind(write.Prepare(DetailSql), seals).Run();
                var dropped = Bind(write.Prepare(FactSql), seals).Run();
                write.Prepare(AuditTriggers.ForbidFactDelete).Run();
                audit.Write(write, new AuditEntry(Code, "ok", "retention") { Detail = ToldCount.Write((Through, seals[^1].Number), ("facts", dropped)) }, origin, now);
                return dropped;
            },
            ct).ConfigureAwait(false);
    }

    private static string Sealed(Dialect dialect) => $"tx >= {FactPlace.Bound(dialect, "@from")} and tx < {FactPlace.Bound(dialect, "@to")}";

    private static Statement Bind(Statement statement, List<AuditSealRow> seals) => statement.Bind("@from", seals[0].FromTx).Bind("@to", seals[^1].ToTx);
}
