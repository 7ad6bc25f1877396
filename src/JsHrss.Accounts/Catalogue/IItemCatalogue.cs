using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Catalogue;

/// <summary>The catalogue of items in the store.</summary>
public interface IItemCatalogue
{
    /// <summary>All items, read now.</summary>
    ValueTask<ImmutableArray<BusinessItem>> ReadAsync(CancellationToken ct);

    /// <summary>Writes a change, and has every node load the catalogue anew within a second.</summary>
    /// <returns>False, and nothing written: the catalogue is another one than the change was made for.</returns>
    ValueTask<bool> ApplyAsync(CatalogueChange change, CancellationToken ct);
}

/// <summary>A change of the catalogue.</summary>
/// <param name="Of">Revision of the catalogue it was made for.</param>
/// <param name="Added">New items.</param>
/// <param name="Changed">Items that say something else now.</param>
/// <param name="Facts">For the audit.</param>
public sealed record CatalogueChange(string Of, ImmutableArray<BusinessItem> Added, ImmutableArray<BusinessItem> Changed, ImmutableArray<AuditFact> Facts);
