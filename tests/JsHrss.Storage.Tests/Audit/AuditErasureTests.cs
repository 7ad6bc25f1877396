using JsHrss.Accounts.Identifiers;
using JsHrss.Storage.Audit;
using Microsoft.Extensions.Options;

namespace JsHrss.Storage.Tests.Audit;

public sealed class AuditErasureTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Details_about_a_person_are_erased_and_the_trail_stays_whole()
    {
        await using var trail = await Trail.StartAsync();
        var (sun, wang) = (PersonId.New(), PersonId.New());
        await trail.TellAsync(5, sun.Value);
        await trail.TellAsync(3, wang.Value);
        await trail.SealAsync();
        var erasure = trail.Store.Get<IDetailErasure>();

        Assert.Equal(5, await erasure.OfPersonAsync(sun, Ct));
        Assert.Equal(0, await erasure.OfPersonAsync(sun, Ct)); // the fact of the erasure keeps its own number

        Assert.Equal(1, trail.Store.Count("audit_fact where code = 'audit.detail_erased' and reason = 'person'"));
        await trail.SealAsync();
        var verdict = await trail.VerifyAsync();
        Assert.Null(verdict.Finding);
        Assert.Equal((5, 5), (verdict.ErasedDetails, verdict.ErasuresTold));
        Assert.Equal(3, trail.Store.Count("audit_fact f join audit_detail d on d.fact = f.id where f.code = 'qr.denied'"));
    }

    [Fact]
    public async Task The_detail_of_one_fact_is_erased_once()
    {
        await using var trail = await Trail.StartAsync();
        await trail.TellAsync(1);
        var id = new Guid((byte[])trail.Store.Query("select id from audit_fact order by tx desc limit 1")[0][0]!, bigEndian: true);
        var erasure = trail.Store.Get<IDetailErasure>();
        Assert.True(await erasure.OfFactAsync(id, Ct));
        Assert.False(await erasure.OfFactAsync(id, Ct));
        var told = new Guid((byte[])trail.Store.Query("select id from audit_fact where code = 'audit.detail_erased'")[0][0]!, bigEndian: true);
        Assert.False(await erasure.OfFactAsync(told, Ct)); // nobody erases the trace of an erasure
    }

    [Fact]
    public async Task What_was_erased_is_in_no_page_of_the_file_any_more()
    {
        await using var trail = await Trail.StartAsync();
        var sun = PersonId.New();
        await trail.TellAsync(1, sun.Value);
        var bytes = (byte[])trail.Store.Query("select detail_sealed from audit_detail d join audit_fact f on f.id = d.fact where f.code = 'qr.denied'")[0][0]!;
        trail.Store.Query("pragma wal_checkpoint(truncate)");
        Assert.True((await ReadAsync(trail)).AsSpan().IndexOf(bytes) >= 0);

        await trail.Store.Get<IDetailErasure>().OfPersonAsync(sun, Ct);

        trail.Store.Query("pragma wal_checkpoint(truncate)");
        Assert.True((await ReadAsync(trail)).AsSpan().IndexOf(bytes) < 0);
    }

    [Theory]
    [InlineData("Production", "364.00:00:00", false)]
    [InlineData("Production", "365.00:00:00", true)]
    [InlineData("Development", "00:01:00", true)]
    [InlineData("Development", "00:00:00", false)]
    public void Retention_below_a_year_is_refused_outside_Development(string environment, string retention, bool passes)
    {
        var check = new AuditOptionsCheck(new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = environment });
        Assert.Equal(passes, check.Validate(null, new AuditOptions { Retention = TimeSpan.Parse(retention, null) }).Succeeded);
    }

    private static async Task<byte[]> ReadAsync(Trail trail)
    {
        await using var file = new FileStream(trail.Store.DatabaseFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, Ct);
        return bytes;
    }
}
