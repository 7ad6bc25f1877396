using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Tests.Audit;

public sealed class AuditDropTests : IAsyncLifetime
{
    private Trail trail = null!;
    private string export = null!;
    private DateTimeOffset young;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        trail = await Trail.StartAsync();
        export = trail.Folder("export");
        await trail.SealedAsync(3, 4);
        trail.Clock.Advance(TimeSpan.FromDays(10));
        young = trail.Clock.Now;
        await trail.SealedAsync(2, 4);
        await trail.ExportAsync(export);
        trail.Clock.Advance(TimeSpan.FromDays(366));
    }

    public ValueTask DisposeAsync() => trail.DisposeAsync();

    [Fact]
    [Trait("Case", "AD-14")]
    public async Task Facts_past_their_time_go_their_seals_stay_and_the_trail_stays_whole()
    {
        var facts = trail.Number("select sum(count) from audit_seal where number <= 3");

        var dropped = await DropAsync(young);

        Assert.Equal((1, 3, facts), (dropped.FirstSeal, dropped.LastSeal, dropped.Facts));
        Assert.Equal(5, trail.Number("select count(*) from audit_seal"));
        Assert.Equal(0, trail.Store.Count($"audit_fact where at < {young.ToUnixTimeMilliseconds()}"));
        Assert.Equal(0, trail.Store.Count("audit_detail d where not exists (select 1 from audit_fact f where f.id = d.fact)"));
        Assert.Equal(1, trail.Store.Count("audit_fact where code = 'audit.dropped'"));
        await trail.SealAsync();
        var verdict = await trail.VerifyAgainstAsync(export);
        Assert.Null(verdict.Finding);
        Assert.Equal((3, facts), (verdict.DroppedSeals, verdict.DroppedFacts));
        Assert.Equal(0, (await DropAsync(young)).FirstSeal);

        // What is left is as well kept as before.
        var refusal = Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => trail.Store.Query("delete from audit_fact"));
        Assert.Contains("never", refusal.Message, StringComparison.Ordinal);
        trail.Tamper($"delete from audit_fact where at < {young.AddMinutes(1).ToUnixTimeMilliseconds()}");
        Assert.True((await trail.VerifyAsync()).Finding is { Fault: AuditFault.FactMissing, Seal: 4 });
    }

    [Fact]
    public async Task A_later_drop_takes_the_fact_of_the_earlier_one_with_it()
    {
        await DropAsync(young);
        await trail.SealAsync();
        await trail.ExportAsync(export);
        trail.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal((4, 6), await DropAsync(trail.Clock.Now.AddDays(-365)) is var done ? (done.FirstSeal, done.LastSeal) : default);
        await trail.SealAsync();
        var verdict = await trail.VerifyAsync();
        Assert.Null(verdict.Finding);
        Assert.Equal(6, verdict.DroppedSeals);
    }

    [Fact]
    public async Task What_is_too_young_or_not_exported_stays()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => DropAsync(trail.Clock.Now.AddDays(-364)));
        await trail.SealedAsync(1, 1);
        trail.Clock.Advance(TimeSpan.FromDays(366));
        await Assert.ThrowsAsync<InvalidOperationException>(() => DropAsync(trail.Clock.Now.AddDays(-365))); // seal 6 is not in the export
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await trail.Store.Get<IAuditDrop>().DropAsync(young, trail.Folder("none"), Ct));
        var facts = Directory.GetFiles(export, "facts-*").Single();
        await File.AppendAllTextAsync(facts, " ", Ct);
        await Assert.ThrowsAsync<InvalidOperationException>(() => DropAsync(young));
        Assert.Equal(0, trail.Store.Count("audit_fact where code = 'audit.dropped'"));
        Assert.Null((await trail.VerifyAsync()).Finding);
    }

    [Fact]
    public async Task A_drop_that_is_interrupted_leaves_facts_and_trigger_as_they_were()
    {
        trail.Store.Query("create trigger no_facts before insert on audit_fact begin select raise(abort, 'full'); end");
        await Assert.ThrowsAnyAsync<Exception>(() => DropAsync(young));
        trail.Store.Query("drop trigger no_facts");
        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => trail.Store.Query("delete from audit_fact"));
        Assert.Null((await trail.VerifyAsync()).Finding);
        Assert.Equal(3, (await DropAsync(young)).LastSeal);
    }

    private async Task<AuditDropped> DropAsync(DateTimeOffset before) => await trail.Store.Get<IAuditDrop>().DropAsync(before, export, Ct);
}
