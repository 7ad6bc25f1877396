using System.Collections.Immutable;
using System.Globalization;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Catalogue;

/// <summary>The whole catalogue, written anew.</summary>
/// <param name="Rows">All items, unchecked.</param>
/// <param name="Of">Revision of the catalogue that whoever imports has seen.</param>
/// <param name="Client">Who imports, as <c>client_id</c>.</param>
public sealed record ItemImport(ImmutableArray<CatalogueRow> Rows, string Of, string Client);

/// <summary>What became of an import. A closed union.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    /// <summary>The catalogue says what was written, on every node within a second.</summary>
    /// <param name="Revision">Its revision now.</param>
    /// <param name="Added">New items.</param>
    /// <param name="Changed">Items that say something else than before.</param>
    public sealed record Imported(string Revision, int Added, int Changed) : ImportOutcome;

    /// <summary>Nothing was written; these rows are why.</summary>
    /// <param name="Faults">At least one.</param>
    public sealed record Refused(ImmutableArray<CatalogueFault> Faults) : ImportOutcome;

    /// <summary>Nothing was written: somebody else changed the catalogue meanwhile.</summary>
    /// <param name="Revision">Its revision now.</param>
    public sealed record Overtaken(string Revision) : ImportOutcome;
}

/// <summary>Takes over the catalogue of the department's items (R139): all of it or nothing.</summary>
public sealed class ImportItems(IItemCatalogue catalogue, TimeProvider clock)
{
    /// <summary>Longest catalogue.</summary>
    public const int MostItems = 5000;

    /// <summary>An item stands under at most so many others, itself counted.</summary>
    public const int MostLevels = 6;

    /// <summary>Imports.</summary>
    /// <exception cref="ArgumentException">More rows than <see cref="MostItems"/>; the caller bounds what it reads.</exception>
    public async ValueTask<ImportOutcome> DoAsync(ItemImport import, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (import.Rows.Length > MostItems)
            throw new ArgumentException($"At most {MostItems} items.", nameof(import));
        var reading = new CatalogueReading(import.Rows);
        var items = reading.Items;
        var before = (await catalogue.ReadAsync(ct).ConfigureAwait(false)).ToDictionary(item => item.Code);
        var revision = CatalogueRevision.Of(before.Values);
        if (revision != import.Of)
            return new ImportOutcome.Overtaken(revision);
        ImmutableArray<CatalogueFault> faults = [.. reading.Faults, .. before.Keys.Where(code => !items.ContainsKey(code)).Order().Select(code => new CatalogueFault(0, code.Value, "code", CatalogueErrors.Removed))];
        if (!faults.IsEmpty)
            return new ImportOutcome.Refused(faults);

        ImmutableArray<BusinessItem> added = [.. items.Values.Where(item => !before.ContainsKey(item.Code))];
        ImmutableArray<BusinessItem> changed = [.. items.Values.Where(item => before.TryGetValue(item.Code, out var was) && was != item)];
        var now = CatalogueRevision.Of(items.Values);
        if (added.IsEmpty && changed.IsEmpty)
            return new ImportOutcome.Imported(now, 0, 0);
        var change = new CatalogueChange(revision, added, changed, [Fact(import, revision, now, added.Length, changed)]);
        return await catalogue.ApplyAsync(change, ct).ConfigureAwait(false)
            ? new ImportOutcome.Imported(now, added.Length, changed.Length)
            : new ImportOutcome.Overtaken(CatalogueRevision.Of(await catalogue.ReadAsync(ct).ConfigureAwait(false)));
    }

    private AuditFact Fact(ItemImport import, string before, string after, int added, ImmutableArray<BusinessItem> changed) => new()
    {
        Code = FactCodes.ItemsImported,
        Result = AuditResult.Ok,
        At = clock.GetUtcNow(),
        Client = import.Client,
        Detail = ImmutableDictionary<string, string>.Empty
            .Add("before", before)
            .Add("after", after)
            .Add("added", added.ToString(CultureInfo.InvariantCulture))
            .Add("changed", string.Join(' ', changed.Select(item => item.Code).Order())),
    };
}
