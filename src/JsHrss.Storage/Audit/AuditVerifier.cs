using JsHrss.Storage.Lanes;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>Proves the audit trail, or names the first thing that is wrong with it.</summary>
public interface IAuditVerifier
{
    /// <summary>Walks seals and facts from a seal on. Works beside a running server and in little memory, however many there are.</summary>
    /// <param name="from">Number of the first seal; 1: everything.</param>
    /// <param name="known">Seals that were copied elsewhere, in the order of their numbers.</param>
    /// <param name="restoredAt">The seal that began an epoch by a restore that whoever asks knows of.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<AuditVerdict> VerifyAsync(long from, IAsyncEnumerable<KnownSeal> known, long? restoredAt, CancellationToken ct);
}

internal sealed class AuditVerifier(IHallDatabase database, AuditMac mac, DetailCheck details) : IAuditVerifier
{
    private const int SealsAtOnce = 500;

    public async ValueTask<AuditVerdict> VerifyAsync(long from, IAsyncEnumerable<KnownSeal> known, long? restoredAt, CancellationToken ct)
    {
        var (last, horizon) = await database.ReadAsync(static statements => (SealTable.Last(statements), SealTable.Horizon(statements)), ct).ConfigureAwait(false);
        var before = from > 1 ? await SealAsync(from - 1, ct).ConfigureAwait(false) : null;
        if (from > 1 && before is null)
            throw new InvalidOperationException($"There is no seal {from - 1}, from which seal {from} could go on; the newest one is {last?.Number ?? 0}.");
        var start = before?.ToTx ?? long.MinValue;
        var dropped = await new DroppedRanges(database, mac, details).FindAsync(before, ct).ConfigureAwait(false);
        var copies = new KnownSeals(known, restoredAt);
        await using (copies.ConfigureAwait(false))
        {
            var walk = new SealWalk(new SealChain(before), new FactCursor(database, start, horizon), mac, details, dropped);
            var finding = await SealsAsync(walk, copies, from, last?.Number ?? 0, ct).ConfigureAwait(false)
                ?? await copies.EndAsync(walk.Chain.Last).ConfigureAwait(false)
                ?? await walk.UnsealedAsync(ct).ConfigureAwait(false);
            return walk.Verdict(finding) with { ReplacedSeals = copies.Replaced };
        }
    }

    private async ValueTask<AuditFinding?> SealsAsync(SealWalk walk, KnownSeals copies, long from, long to, CancellationToken ct)
    {
        for (var next = from; next <= to; next = walk.Chain.Last!.Number + 1)
        {
            var page = await database.ReadAsync(statements => SealTable.Page(statements, next, SealsAtOnce), ct).ConfigureAwait(false);
            if (page.Count == 0)
                return new AuditFinding(AuditFault.SealMissing, next, null, null, $"seal {next} is missing");
            foreach (var seal in page.TakeWhile(seal => seal.Number <= to))
            {
                // A copy first: where the whole chain was made anew, it says so at the first seal.
                var finding = await copies.HoldAsync(seal).ConfigureAwait(false) ?? await walk.TakeAsync(seal, ct).ConfigureAwait(false);
                if (finding is not null)
                    return finding;
            }
        }

        return null;
    }

    private async ValueTask<AuditSealRow?> SealAsync(long number, CancellationToken ct) =>
        (await database.ReadAsync(statements => SealTable.Page(statements, number, 1), ct).ConfigureAwait(false)) is [var seal] && seal.Number == number ? seal : null;
}
