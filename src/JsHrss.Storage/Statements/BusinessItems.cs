using System.Collections.Frozen;
using System.Collections.Immutable;
using JsHrss.Accounts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>The catalogue of items, whole and immutable in memory; replaced when it is loaded again.</summary>
internal sealed class BusinessItems(IHallDatabase database) : IBusinessItems, IHeldInMemory
{
    public const string LoadSql = "select code, name, parent, min_level, actions, first_day, last_day from business_item";

    private FrozenDictionary<BusinessItemCode, BusinessItem> all = FrozenDictionary<BusinessItemCode, BusinessItem>.Empty;

    public IReadOnlyDictionary<BusinessItemCode, BusinessItem> All => all;

    public async ValueTask LoadAsync(CancellationToken ct) =>
        all = (await database.ReadAsync(static statements => Read(statements.Get(LoadSql)), ct).ConfigureAwait(false)).ToFrozenDictionary(item => item.Code);

    /// <summary>The items of <see cref="LoadSql"/>.</summary>
    public static ImmutableArray<BusinessItem> Read(Statement load)
    {
        var items = ImmutableArray.CreateBuilder<BusinessItem>();
        using var row = load.Read();
        while (row.Read())
        {
            items.Add(new BusinessItem(
                BusinessItemCode.Read(row.GetString(0)).Value,
                row.GetString(1),
                (AssuranceLevel)row.GetInt32(3),
                (ItemActions)row.GetInt32(4),
                row.GetNumberOrNull(5) is { } first && row.GetNumberOrNull(6) is { } last ? Validity.Restore(DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(last)) : null,
                row.GetTextOrNull(2) is { } parent ? BusinessItemCode.Read(parent).Value : null));
        }

        return items.ToImmutable();
    }
}
