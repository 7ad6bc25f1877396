using System.Globalization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Statements;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Ledger;

/// <summary>The engine's contract of every ledger, on a database.</summary>
public abstract class LedgerStoreTests(TestDatabase on) : LedgerContract, IAsyncLifetime
{
    private TestStore? store;

    protected override IConsents Consents => Store.Get<IConsents>();

    protected override IDeviceCodes DeviceCodes => Store.Get<IDeviceCodes>();

    protected override SubjectId Subject => new("p_0123456789ABCDEFGHJKMNPQRS");

    protected override ContextId Context => new("m_01KB0000000000000000000001");

    private protected TestStore Store => store ?? throw new InvalidOperationException("Open the ledger first.");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
            await store.DisposeAsync();
    }

    protected override async ValueTask<ILedger> OpenAsync()
    {
        store = await TestStore.StartAsync(on, Clock);
        return store.Get<ILedger>();
    }

    protected override ValueTask<int> CountFactsAsync(string code) => ValueTask.FromResult((int)Store.Count(string.Create(CultureInfo.InvariantCulture, $"audit_fact where code = '{code}'")));
}

public sealed class LedgerStoreTestsOnSqlite() : LedgerStoreTests(TestDatabase.Sqlite)
{
    /// <summary>There is one writer: whatever it walks through, everybody waits for.</summary>
    [Fact]
    public async Task Ending_a_grant_walks_through_no_other_grant()
    {
        await OpenAsync();
        var plan = Store.Query("explain query plan " + LedgerWrite.EndSql.Replace("@grant", "x'00'", StringComparison.Ordinal).Replace("@now", "1", StringComparison.Ordinal).Replace("@because", "'x'", StringComparison.Ordinal))
            .Select(row => (string)row[3]!).ToArray();
        Assert.Equal(2, plan.Count(step => step.StartsWith("SEARCH", StringComparison.Ordinal)));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal) && step != "SCAN CONSTANT ROW");
    }
}

public sealed class LedgerStoreTestsOnPostgreSql(PostgreSqlTests server) : LedgerStoreTests(server);
