using JsHrss.Accounts;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Catalogue;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Accounts;

public abstract class ItemCatalogueTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IItemCatalogue Catalogue => store.Get<IItemCatalogue>();

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        await store.Get<IAccountsSeed>().PlantAsync(new Samples(clock).Plan, Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_change_is_kept_whole_told_and_counts_on_this_node_at_once()
    {
        var before = await Catalogue.ReadAsync(Ct);
        var heading = new BusinessItem(Samples.Item("SI"), "社会保险", AssuranceLevel.Registered, ItemActions.None);
        var added = new BusinessItem(Samples.Item("SI-0301"), "职业技能等级认定", AssuranceLevel.RealPerson, ItemActions.Query | ItemActions.Review, Validity.Between(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)).Value, heading.Code);
        var changed = before[0] with { Name = "另一名称", Parent = heading.Code };

        Assert.True(await Catalogue.ApplyAsync(Change(CatalogueRevision.Of(before), [heading, added], [changed]), Ct));

        var now = await Catalogue.ReadAsync(Ct);
        Assert.Equal([heading, changed, added], now.OrderBy(item => item.Code));
        Assert.Equal(now.OrderBy(item => item.Code), store.Get<IBusinessItems>().All.Values.OrderBy(item => item.Code));
        Assert.Equal(1, store.Count("audit_fact where code = 'items.imported' and client = 'item-catalogue'"));
    }

    [Fact]
    public async Task A_change_made_for_another_catalogue_writes_nothing()
    {
        var before = await Catalogue.ReadAsync(Ct);
        Assert.True(await Catalogue.ApplyAsync(Change(CatalogueRevision.Of(before), [], [before[0] with { Name = "另一名称" }]), Ct));
        Assert.False(await Catalogue.ApplyAsync(Change(CatalogueRevision.Of(before), [before[0] with { Code = Samples.Item("SI-0999") }], []), Ct));
        Assert.Equal("另一名称", Assert.Single(await Catalogue.ReadAsync(Ct)).Name);
        Assert.Equal(1, store.Count("audit_fact where code = 'items.imported'"));
    }

    private CatalogueChange Change(string of, BusinessItem[] added, BusinessItem[] changed) => new(
        of, [.. added], [.. changed], [new AuditFact { Code = FactCodes.ItemsImported, Result = AuditResult.Ok, At = clock.Now, Client = "item-catalogue" }]);
}

public sealed class ItemCatalogueTestsOnSqlite() : ItemCatalogueTests(TestDatabase.Sqlite);

public sealed class ItemCatalogueTestsOnPostgreSql(PostgreSqlTests server) : ItemCatalogueTests(server);
