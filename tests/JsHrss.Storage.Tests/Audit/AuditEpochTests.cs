using JsHrss.Storage.Audit;

namespace JsHrss.Storage.Tests.Audit;

/// <summary>A backup that was put back.</summary>
[Trait("Case", "PI-13")]
public sealed class AuditEpochTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Seals_of_a_restored_database_never_look_like_those_that_were_lost()
    {
        await using var lost = await Trail.StartAsync();
        await lost.SealedAsync(2, 3);
        var backup = lost.Folder("backup.db");
        lost.Store.Query($"vacuum into '{backup}'");
        await lost.SealedAsync(3, 3); // seals 3, 4, 5 after the backup
        var export = lost.Folder("export");
        await lost.ExportAsync(export);
        lost.Tamper("attach database '" + backup + "' as b; create table b.old_seal as select * from main.audit_seal where number > 2");

        await lost.Store.DisposeKeepingFilesAsync();
        foreach (var file in new[] { "", "-wal", "-shm" })
            File.Delete(lost.Store.DatabaseFile + file);
        File.Move(backup, lost.Store.DatabaseFile);
        await using var restored = new Trail(await lost.Store.RestartAsync(lost.Clock), lost.Clock);

        Assert.Equal(3, await restored.Store.Get<IAuditEpochs>().BeginAsync(Ct));
        await restored.SealedAsync(3, 3); // seals 4, 5, 6 of the second epoch

        var verdict = await restored.VerifyAsync();
        Assert.Null(verdict.Finding);
        Assert.Equal([3L], verdict.EpochsBegun);

        // Who holds copies of the lost seals sees it, and says that he knows.
        Assert.True((await restored.VerifyAgainstAsync(export)).Finding is { Fault: AuditFault.SealNotTheKnown, Seal: 3 });
        Assert.True((await restored.VerifyAgainstAsync(export, restored: 4)).Finding is { Fault: AuditFault.SealNotTheKnown, Seal: 3 });
        var known = await restored.VerifyAgainstAsync(export, restored: 3);
        Assert.Null(known.Finding);
        Assert.Equal(3, known.ReplacedSeals);
        await Assert.ThrowsAsync<InvalidOperationException>(() => restored.ExportAsync(export));

        // A lost seal put back has a MAC that verifies, and is not in this chain.
        restored.Tamper("delete from audit_seal where number = 4; insert into audit_seal select * from old_seal where number = 4");
        Assert.True((await restored.VerifyAsync()).Finding is { Fault: AuditFault.SealOutOfChain, Seal: 4 });
    }

    [Fact]
    public async Task The_first_seal_of_all_may_begin_an_epoch()
    {
        await using var trail = await Trail.StartAsync();
        Assert.Equal(1, await trail.Store.Get<IAuditEpochs>().BeginAsync(Ct));
        Assert.Equal(2, await trail.Store.Get<IAuditEpochs>().BeginAsync(Ct));
        await trail.SealedAsync(1, 2);
        var verdict = await trail.VerifyAsync();
        Assert.Null(verdict.Finding);
        Assert.Equal([1L, 2L], verdict.EpochsBegun);
    }
}
