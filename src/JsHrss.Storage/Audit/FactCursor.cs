using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Audit;

/// <summary>Facts in the order (tx, id), a page at a time: memory stays small however many there are, and no look-up lasts long enough to disturb a server.</summary>
/// <param name="database">Read from, never written to.</param>
/// <param name="from">First <c>tx</c>.</param>
/// <param name="to">End, exclusive.</param>
internal sealed class FactCursor(IHallDatabase database, long from, long to)
{
    private const int PageSize = 1000;

    private readonly List<StoredFact> page = new(PageSize);
    private int at;
    private (long Tx, Guid Id) after = (from, Guid.Empty);
    private bool isLast;

    /// <summary>The next fact without taking it; null: there is none.</summary>
    public async ValueTask<StoredFact?> PeekAsync(CancellationToken ct)
    {
        if (at == page.Count && !isLast)
            await database.ReadAsync(Load, ct).ConfigureAwait(false);
        return at < page.Count ? page[at] : null;
    }

    /// <summary>The next fact below a place; null: the next one stands there or after it.</summary>
    public async ValueTask<StoredFact?> TakeBelowAsync(long end, CancellationToken ct)
    {
        if (await PeekAsync(ct).ConfigureAwait(false) is not { } next || next.Row.Tx >= end)
            return null;
        at++;
        return next;
    }

    private int Load(StatementCache statements)
    {
        page.Clear();
        at = 0;
        using var row = statements.Get(StoredFact.PageSql).Bind("@tx", after.Tx).Bind("@id", after.Id).Bind("@to", to).Bind("@limit", PageSize).Read();
        while (row.Read())
            page.Add(StoredFact.Read(row));
        isLast = page.Count < PageSize;
        if (page.Count > 0)
            after = (page[^1].Row.Tx, page[^1].Row.Id);
        return page.Count;
    }
}
