using JsHrss.Storage.Lanes;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>Which seals have lost their facts by right: a fact of the drop itself says so, and nobody makes that without the key.</summary>
internal sealed class DroppedRanges(IHallDatabase database, AuditMac mac, DetailCheck details)
{
    /// <param name="before">The seal before the first one walked.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<Found> FindAsync(AuditSealRow? before, CancellationToken ct)
    {
        var first = await database.ReadAsync(statements => SealTable.Page(statements, (before?.Number ?? 0) + 1, 1), ct).ConfigureAwait(false);
        var from = before?.ToTx ?? 0;
        // Where the oldest facts are there nothing was dropped, and nothing need be searched.
        if (first is not [var seal] || await new FactCursor(database, from, seal.ToTx).PeekAsync(ct).ConfigureAwait(false) is not null)
            return default;
        var through = 0L;
        var facts = new FactCursor(database, from, long.MaxValue);
        while (await facts.TakeBelowAsync(long.MaxValue, ct).ConfigureAwait(false) is { } fact)
        {
            if (fact.Row.Code == AuditDrop.Code && mac.Verifies(fact.Row) && details.Of(fact, out var told) == DetailState.Whole)
                through = Math.Max(through, ToldCount.Read(told, AuditDrop.Through));
        }

        return new Found(through);
    }

    /// <param name="Through">Number of the newest seal whose facts were dropped; 0: none.</param>
    public readonly record struct Found(long Through);
}
