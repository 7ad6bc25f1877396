using System.Data.Common;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Migrations;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Audit;

/// <summary>Where transactions run beside each other, a seal must leave out what may still be joined by an older one.</summary>
public sealed class AuditSealOnPostgreSqlTests(PostgreSqlTests server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "AD-14")]
    public async Task Every_committed_fact_comes_under_one_seal_and_the_trail_verifies()
    {
        await using var trail = await Trail.StartAsync(server);
        for (var part = 1; part <= 3; part++)
        {
            await trail.TellAsync(5);
            await SealAllAsync(trail);
        }

        var verdict = await trail.VerifyAsync();
        Assert.Null(verdict.Finding);
        Assert.Equal((trail.Store.Count("audit_fact"), 0), (verdict.SealedFacts, verdict.UnsealedFacts));
    }

    [Fact]
    public async Task A_fact_of_a_transaction_that_began_earlier_and_ends_later_is_not_slipped_under_a_seal()
    {
        await using var trail = await Trail.StartAsync(server);
        await SealAllAsync(trail);
        var sealedBefore = trail.Number("select sum(count) from audit_seal");

        await using (var older = server.Open(trail.Store.ConnectionString))
        {
            await using var begin = older.CreateCommand();
            begin.CommandText = "begin; select pg_current_xact_id(); insert into lease(name, holder, until) values ('older', 'x', 1)";
            await begin.ExecuteNonQueryAsync(Ct);
            await trail.TellAsync(3);
            await trail.SealAsync();
            Assert.Equal(sealedBefore, trail.Number("select sum(count) from audit_seal"));
            begin.CommandText = "commit";
            await begin.ExecuteNonQueryAsync(Ct);
        }

        await SealAllAsync(trail);
        Assert.Equal(sealedBefore + 3, trail.Number("select sum(count) from audit_seal"));
        Assert.Null((await trail.VerifyAsync()).Finding);
    }

    [Fact]
    public async Task The_owner_alone_may_let_facts_be_deleted_for_the_length_of_one_transaction()
    {
        await using var trail = await Trail.StartAsync(server);
        await trail.Store.Get<IHallDatabase>().WriteAsync(
            write =>
            {
                write.Prepare(AuditTriggers.AllowFactDelete).Run();
                write.Prepare("delete from audit_fact").Run();
                return write.Prepare(AuditTriggers.ForbidFactDelete).Run();
            },
            Ct);
        Assert.Equal(0, trail.Store.Count("audit_fact"));
        await trail.TellAsync(1);
        Assert.Contains("never", Assert.ThrowsAny<DbException>(() => trail.Store.Query("delete from audit_fact")).Message, StringComparison.Ordinal);
    }

    /// <summary>The horizon is that of the whole server, on which other tests run too.</summary>
    private static async Task SealAllAsync(Trail trail)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        do
            await trail.SealAsync();
        while (trail.Number("select coalesce(sum(count), 0) from audit_seal") < trail.Store.Count("audit_fact") && !patience.IsCancellationRequested);
    }
}
