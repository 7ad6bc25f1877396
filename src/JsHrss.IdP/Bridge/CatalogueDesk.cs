using System.Collections.Immutable;
using System.Globalization;
using JsHrss.Accounts.Catalogue;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Api.Items;

namespace JsHrss.IdP.Bridge;

/// <summary>The catalogue between its API and the domain.</summary>
internal sealed class CatalogueDesk(IItemCatalogue catalogue, ImportItems import)
{
    private const int MostTold = 100;

    /// <summary>What no row can say: how many there may be. Null: nothing is wrong.</summary>
    public static string? FaultOf(CatalogueBody body) => body.Items is not { IsDefaultOrEmpty: false } items ? "items is missing or empty."
        : items.Length > ImportItems.MostItems ? $"items may hold at most {ImportItems.MostItems}."
        : null;

    public async ValueTask<(CatalogueBody Catalogue, string Revision)> ReadAsync(CancellationToken ct)
    {
        var items = await catalogue.ReadAsync(ct);
        return (new CatalogueBody { Items = [.. items.OrderBy(item => item.Code).Select(Told)] }, CatalogueRevision.Of(items));
    }

    /// <returns>What was done; or why not; or neither, where somebody else was first. With the revision there is now.</returns>
    public async ValueTask<(ImportedBody? Done, ItemProblem? Refusal, string? Revision)> ImportAsync(string client, CatalogueBody body, string seen, CancellationToken ct)
    {
        ImmutableArray<CatalogueRow> rows = [.. body.Items!.Value.Select(RowOf)];
        return await import.DoAsync(new ItemImport(rows, seen, client), ct) switch
        {
            ImportOutcome.Imported done => (new ImportedBody(done.Added, done.Changed, rows.Length), null, done.Revision),
            ImportOutcome.Refused refused => (null, ProblemOf(refused.Faults), null),
            ImportOutcome.Overtaken overtaken => (null, null, overtaken.Revision),
            var other => throw new InvalidOperationException($"The domain gave {other.GetType().Name}, outside the closed union."),
        };
    }

    private static ItemProblem ProblemOf(ImmutableArray<CatalogueFault> faults) => new()
    {
        Code = "items_refused",
        Detail = "Nothing was written.",
        Rows = [.. faults.Take(MostTold).Select(fault => new RowProblem(fault.Row, fault.Code, fault.Member, fault.Problem))],
        Faults = faults.Length,
    };

    private static CatalogueRow RowOf(ItemBody? body) => body is null ? new CatalogueRow() : new CatalogueRow
    {
        Code = body.Code,
        Name = body.Name,
        Parent = body.Parent,
        MinimumLevel = body.MinimumLevel,
        Actions = body.Actions,
        // An empty validity is a mistake, not one that never ends.
        FirstDay = body.Validity is { } from ? from.Start ?? (from.End is null ? "" : null) : null,
        LastDay = body.Validity is { } to ? to.End ?? (to.Start is null ? "" : null) : null,
    };

    private static ItemBody Told(BusinessItem item) => new()
    {
        Code = item.Code.Value,
        Name = item.Name,
        Parent = item.Parent?.Value,
        MinimumLevel = item.MinimumLevel.Word(),
        Actions = [.. item.Actions.Words()],
        Validity = item.Validity is { } validity ? new ItemValidityBody { Start = Day(validity.Start), End = Day(validity.End) } : null,
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
