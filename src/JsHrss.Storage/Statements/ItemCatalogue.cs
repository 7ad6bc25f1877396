using System.Collections.Immutable;
using JsHrss.Accounts.Catalogue;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Changes of the catalogue. What nodes hold of it in memory is <see cref="BusinessItems"/>.</summary>
internal sealed class ItemCatalogue(IHallDatabase database, AuditWriter audit, ConfigWatch watch) : IItemCatalogue
{
    private const string InsertSql = """
        insert into business_item(code, name, parent, min_level, actions, first_day, last_day) values (@code, @name, @parent, @min_level, @actions, @first_day, @last_day)
        """;

    private const string UpdateSql = """
        update business_item set name = @name, parent = @parent, min_level = @min_level, actions = @actions, first_day = @first_day, last_day = @last_day where code = @code
        """;

    public ValueTask<ImmutableArray<BusinessItem>> ReadAsync(CancellationToken ct) => database.ReadAsync(static statements => BusinessItems.Read(statements.Get(BusinessItems.LoadSql)), ct);

    public async ValueTask<bool> ApplyAsync(CatalogueChange change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        var applied = await database.WriteAsync(
            write =>
            {
                write.OneAtATime("business_item");
                if (CatalogueRevision.Of(BusinessItems.Read(write.Prepare(BusinessItems.LoadSql))) != change.Of)
                    return write.Undo(false);
                foreach (var item in change.Added)
                    Bind(write.Prepare(InsertSql), item).Send();
                foreach (var item in change.Changed)
                    Bind(write.Prepare(UpdateSql), item).Send();
                ConfigVersion.Changed(write);
                audit.Write(write, change.Facts, origin);
                return true;
            },
            ct).ConfigureAwait(false);
        if (applied)
            await watch.HurryAsync(ct).ConfigureAwait(false);
        return applied;
    }

    private static Statement Bind(Statement statement, BusinessItem item) => statement
        .Bind("@code", item.Code.Value)
        .Bind("@name", item.Name)
        .Bind("@parent", item.Parent?.Value)
        .Bind("@min_level", (int)item.MinimumLevel)
        .Bind("@actions", (int)item.Actions)
        .Bind("@first_day", item.Validity?.Start.DayNumber)
        .Bind("@last_day", item.Validity?.End.DayNumber);
}
