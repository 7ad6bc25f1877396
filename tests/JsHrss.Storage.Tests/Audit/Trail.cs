using System.Collections.Immutable;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Audit;

/// <summary>A store with an audit trail of its own: facts to tell, seals, and a hand that reaches past the program.</summary>
internal sealed class Trail(TestStore store, HandMovedClock clock) : IAsyncDisposable
{
    private static readonly string[] Triggers = ["audit_fact_no_update", "audit_fact_no_delete", "audit_fact_no_replace", "audit_seal_no_update", "audit_seal_no_delete", "audit_seal_no_replace", "audit_detail_no_update"];

    public TestStore Store => store;

    public HandMovedClock Clock => clock;

    public string Folder(string name) => Path.Combine(store.Folder, name);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<Trail> StartAsync(params (string Name, string Value)[] settings) => StartAsync(TestDatabase.Sqlite, settings);

    public static async Task<Trail> StartAsync(TestDatabase on, params (string Name, string Value)[] settings)
    {
        var clock = new HandMovedClock();
        return new Trail(await TestStore.StartAsync(on, clock, settings), clock);
    }

    /// <summary>Facts with a detail each, told one millisecond after the other.</summary>
    public async Task TellAsync(int facts, Guid? subject = null)
    {
        var (writer, database) = (store.Get<AuditWriter>(), store.Get<IHallDatabase>());
        for (var i = 0; i < facts; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            var now = clock.Now;
            var entry = new AuditEntry("qr.denied", "ok", $"n{i}") { Subject = subject, Detail = ToldCount.Write(("n", i)) };
            await database.WriteAsync(
                write =>
                {
                    writer.Write(write, entry, writer.Origin(), now);
                    return 0;
                },
                Ct);
        }
    }

    public async Task<int> SealAsync()
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        return await store.Get<AuditSealer>().RunAsync(Ct);
    }

    /// <summary>So many seals of so many facts.</summary>
    public async Task SealedAsync(int seals, int facts)
    {
        for (var i = 0; i < seals; i++)
        {
            await TellAsync(facts);
            await SealAsync();
        }
    }

    public async Task<AuditVerdict> VerifyAsync(long from = 1, long? restored = null, params KnownSeal[] known) =>
        await store.Get<IAuditVerifier>().VerifyAsync(from, known.ToAsyncEnumerable(), restored, Ct);

    public async Task<AuditVerdict> VerifyAgainstAsync(string export, long? restored = null) =>
        await store.Get<IAuditVerifier>().VerifyAsync(1, store.Get<IExportedTrail>().SealsAsync(export, Ct), restored, Ct);

    public async Task<AuditExported> ExportAsync(string folder, DateTimeOffset? since = null) => await store.Get<IAuditExporter>().ExportAsync(folder, since, Ct);

    public async Task<AuditVerdict> VerifyExportAsync(string folder, params ImmutableArray<KnownSeal> known) => await store.Get<IExportedTrail>().VerifyAsync(folder, known, Ct);

    /// <summary>What the file's owner can do: the triggers are gone.</summary>
    public void Tamper(string sql)
    {
        foreach (var trigger in Triggers)
            store.Query($"drop trigger if exists {trigger}");
        store.Query(sql);
    }

    public long Number(string sql) => (long)store.Query(sql)[0][0]!;

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
