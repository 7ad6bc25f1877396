using System.Text;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Statements;

/// <summary>Clients' public documents outlive a restart; of two fetches the newer one stays.</summary>
public abstract class FetchedDocumentsTests(TestDatabase on)
{
    private static readonly Uri Address = new("https://keys.example/jwks?a=江苏");

    [Fact]
    [Trait("Case", "JW-14")]
    public async Task A_document_is_found_again_after_a_restart()
    {
        var clock = new HandMovedClock();
        var store = await TestStore.StartAsync(on, clock);
        Assert.Null(await store.Get<IFetchedDocuments>().FindAsync(Address, TestContext.Current.CancellationToken));
        await store.Get<IFetchedDocuments>().KeepAsync(Document("first", clock.Now), TestContext.Current.CancellationToken);

        await using var after = await store.RestartAsync(clock);

        Assert.Equal(("first", clock.Now), await FindAsync(after));
        Assert.Null(await after.Get<IFetchedDocuments>().FindAsync(new Uri("https://keys.example/jwks"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_newer_of_two_stays_in_whatever_order_they_end()
    {
        var clock = new HandMovedClock();
        await using var store = await TestStore.StartAsync(on, clock);
        var documents = store.Get<IFetchedDocuments>();

        await documents.KeepAsync(Document("old", clock.Now), TestContext.Current.CancellationToken);
        await documents.KeepAsync(Document("new", clock.Now.AddSeconds(5)), TestContext.Current.CancellationToken);
        await documents.KeepAsync(Document("late", clock.Now.AddSeconds(3)), TestContext.Current.CancellationToken);

        Assert.Equal(("new", clock.Now.AddSeconds(5)), await FindAsync(store));
        Assert.Equal(1, store.Count("fetched_document"));
    }

    private static FetchedDocument Document(string text, DateTimeOffset at) => new(Address, Encoding.UTF8.GetBytes(text), at);

    private static async Task<(string, DateTimeOffset)> FindAsync(TestStore store)
    {
        var found = await store.Get<IFetchedDocuments>().FindAsync(Address, TestContext.Current.CancellationToken);
        return (Encoding.UTF8.GetString(found!.Body.Span), found.FetchedAt);
    }
}

public sealed class FetchedDocumentsTestsOnSqlite() : FetchedDocumentsTests(TestDatabase.Sqlite);

public sealed class FetchedDocumentsTestsOnPostgreSql(PostgreSqlTests server) : FetchedDocumentsTests(server);
