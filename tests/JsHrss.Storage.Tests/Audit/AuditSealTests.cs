using JsHrss.Storage.Audit;
using JsHrss.Storage.Jobs;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Tests.Audit;

public sealed class AuditSealTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "AD-14")]
    public async Task Every_committed_fact_comes_under_one_seal_in_the_order_of_its_commit()
    {
        await using var trail = await Trail.StartAsync();
        await trail.SealedAsync(3, 5);

        var facts = trail.Number("select count(*) from audit_fact");
        Assert.Equal(facts, trail.Number("select sum(count) from audit_seal"));
        Assert.Equal(3, trail.Number("select count(*) from audit_seal"));
        Assert.Equal(facts + 1, trail.Number("select to_tx from audit_seal where number = 3"));
        Assert.Equal(0, trail.Number("select count(*) from audit_seal s join audit_seal p on p.number = s.number - 1 where s.from_tx <> p.to_tx or s.previous_hash <> p.hash"));

        var verdict = await trail.VerifyAsync();
        Assert.Null(verdict.Finding);
        Assert.Equal((3, facts, 0, 0), (verdict.Seals, verdict.SealedFacts, verdict.UnsealedFacts, verdict.ErasedDetails));
        Assert.Equal(trail.Store.Query("select max(at) from audit_fact")[0][0], verdict.LastAt?.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Nothing_told_makes_no_seal_and_takes_no_write()
    {
        await using var trail = await Trail.StartAsync();
        await trail.SealAsync();
        trail.Store.Commands.Reset();

        Assert.Equal(0, await trail.SealAsync());

        Assert.Equal((1, 0), (trail.Store.Commands.Reads, trail.Store.Commands.Writes));
        Assert.Equal(1, trail.Number("select count(*) from audit_seal"));
    }

    [Fact]
    public async Task A_long_queue_of_facts_is_cut_into_seals_of_ten_thousand()
    {
        await using var trail = await Trail.StartAsync();
        var writer = trail.Store.Get<AuditWriter>();
        var before = trail.Number("select count(*) from audit_fact");
        for (var part = 0; part < 3; part++)
        {
            await trail.Store.Get<IHallDatabase>().WriteAsync(
                write =>
                {
                    for (var i = 0; i < 4000; i++)
                        writer.Write(write, new AuditEntry("qr.denied", "ok", null), writer.Origin(), trail.Clock.Now);
                    return 0;
                },
                Ct);
        }

        Assert.Equal(before + 12_000, await trail.SealAsync());

        Assert.Equal(AuditSealer.MostFacts, trail.Number("select count from audit_seal where number = 1"));
        Assert.Equal(2, trail.Number("select count(*) from audit_seal"));
        Assert.Null((await trail.VerifyAsync()).Finding);
    }

    /// <summary>For every kind of database: whoever comes second inserts nothing, and no fact is sealed twice.</summary>
    [Fact]
    [Trait("Case", "FT-16")]
    public async Task Two_sealers_at_once_make_one_chain()
    {
        await using var trail = await Trail.StartAsync();
        await using var beside = await trail.Store.BesideAsync(trail.Clock);
        for (var round = 0; round < 10; round++)
        {
            await trail.TellAsync(5);
            // Both leases count: the first one's is over while it still works, as after a long pause of its process.
            var first = Task.Run(async () => await trail.Store.Get<AuditSealer>().RunAsync(Ct), Ct);
            trail.Clock.Advance(TimeSpan.FromSeconds(16));
            var second = Task.Run(async () => await beside.Get<AuditSealer>().RunAsync(Ct), Ct);
            await Task.WhenAll(first, second);
        }

        await trail.SealAsync();
        Assert.Equal(trail.Number("select count(*) from audit_fact"), trail.Number("select sum(count) from audit_seal"));
        Assert.Null((await trail.VerifyAsync()).Finding);
    }

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task A_seal_that_is_there_is_not_made_again()
    {
        await using var trail = await Trail.StartAsync();
        await trail.SealedAsync(1, 3);
        var database = trail.Store.Get<IHallDatabase>();
        var last = (await database.ReadAsync(SealTable.Last, Ct))!;

        Assert.False(await database.WriteAsync(write => SealTable.Insert(write, last), Ct));
        Assert.Equal(1, trail.Number("select count(*) from audit_seal"));
    }

    [Fact]
    public async Task Another_nodes_lease_is_respected_until_it_ends()
    {
        await using var trail = await Trail.StartAsync();
        await using var beside = await trail.Store.BesideAsync(trail.Clock);
        await trail.SealedAsync(1, 1);
        await trail.TellAsync(1);

        Assert.Equal(0, await beside.Get<AuditSealer>().RunAsync(Ct));
        trail.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(1, await beside.Get<AuditSealer>().RunAsync(Ct));
    }

    [Fact]
    [Trait("Case", "FT-06")]
    public async Task A_seal_that_cannot_be_written_leaves_the_service_going_and_is_made_later()
    {
        await using var trail = await Trail.StartAsync();
        await trail.SealedAsync(1, 2);
        trail.Store.Query("create trigger full before insert on audit_seal begin select raise(abort, 'full'); end");
        var (job, meter) = (trail.Store.Get<AuditSealJob>(), trail.Store.Get<SealMeter>());
        await trail.TellAsync(3);
        await job.RunAsync(Ct);
        trail.Clock.Advance(TimeSpan.FromSeconds(31));
        await job.RunAsync(Ct);
        Assert.True(meter.Age > AuditSealJob.LongestWait);
        await trail.TellAsync(1);

        trail.Store.Query("drop trigger full");
        await using var trailAfter = new Trail(await trail.Store.RestartAsync(trail.Clock), trail.Clock);
        trail.Clock.Advance(TimeSpan.FromSeconds(16)); // the lease of the process that is gone
        await trailAfter.Store.Get<AuditSealJob>().RunAsync(Ct);

        Assert.Equal(TimeSpan.Zero, trailAfter.Store.Get<SealMeter>().Age);
        var verdict = await trailAfter.VerifyAsync();
        Assert.Null(verdict.Finding);
        Assert.Equal((2, 0), (verdict.Seals, verdict.UnsealedFacts));
    }

    /// <summary>Run by hand: <c>-- --explicit only --filter-method *hundred_thousand*</c>.</summary>
    [Fact(Explicit = true)]
    public async Task A_hundred_thousand_facts_are_sealed_and_verified_in_little_memory()
    {
        await using var trail = await Trail.StartAsync();
        var writer = trail.Store.Get<AuditWriter>();
        for (var part = 0; part < 25; part++)
        {
            await trail.Store.Get<IHallDatabase>().WriteAsync(
                write =>
                {
                    for (var i = 0; i < 4000; i++)
                        writer.Write(write, new AuditEntry("qr.denied", "ok", null) { Detail = ToldCount.Write(("n", i)) }, writer.Origin(), trail.Clock.Now);
                    return 0;
                },
                Ct);
        }

        var output = TestContext.Current.TestOutputHelper!;
        GC.Collect();
        var (held, watch) = (GC.GetTotalMemory(forceFullCollection: true), System.Diagnostics.Stopwatch.StartNew());
        await trail.SealAsync();
        output.WriteLine($"sealed in {watch.Elapsed}");
        watch.Restart();
        var verdict = await trail.VerifyAsync();
        output.WriteLine($"verified {verdict.SealedFacts} facts in {watch.Elapsed}, {(GC.GetTotalMemory(forceFullCollection: true) - held) / 1024} KiB more held, peak working set {Environment.WorkingSet / 1_048_576} MiB");
        watch.Restart();
        await trail.ExportAsync(trail.Folder("export"));
        output.WriteLine($"exported in {watch.Elapsed}");
        watch.Restart();
        Assert.Null((await trail.VerifyExportAsync(trail.Folder("export"))).Finding);
        output.WriteLine($"export verified in {watch.Elapsed}");
        Assert.Null(verdict.Finding);
    }
}
