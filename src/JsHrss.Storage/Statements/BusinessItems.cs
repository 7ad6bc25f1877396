using System.Collections.Frozen;
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
    private const string LoadSql = "select code, name, min_level, actions, first_day, last_day from business_item";

    private FrozenDictionary<BusinessItemCode, BusinessItem> all = FrozenDictionary<BusinessItemCode, BusinessItem>.Empty;

    public IReadOnlyDictionary<BusinessItemCode, BusinessItem> All => all;

    public async ValueTask LoadAsync(CancellationToken ct) => all = await database.ReadAsync(
        static statements =>
        {
            var items = new List<BusinessItem>();
            using var row = statements.Get(LoadSql).Read();
            while (row.Read())
            {
                var validity = row.GetNumberOrNull(4) is { } first && row.GetNumberOrNull(5) is { } last ? Validity.Restore(DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(last)) : null;
                items.Add(new BusinessItem(BusinessItemCode.Read(row.GetString(0)).Value, row.GetString(1), (AssuranceLevel)row.GetInt32(2), (ItemActions)row.GetInt32(3), validity));
            }

            return items.ToFrozenDictionary(item => item.Code);
        },
        ct).ConfigureAwait(false);
}
