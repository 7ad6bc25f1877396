using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Jobs;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Tests.Jobs;

public sealed class CleanUpTests : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await TestStore.StartAsync(clock);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task<int> CleanAsync() => await store.Get<CleanUp>().RunAsync(Ct);

    /// <summary>Rows as an authorization request leaves them, past the ledger: only what the statements look at matters.</summary>
    private Task<bool> PlantAsync(int count, TimeSpan life) => store.Get<SqliteDatabase>().WriteAsync(
        write =>
        {
            for (var i = 0; i < count; i++)
            {
                foreach (var (table, columns, values) in new[]
                         {
                             ("interaction", "client, answered", "'hall', '{}'"), ("authorization_code", "client, \"grant\"", "'hall', x'00000000000000000000000000000000'"), ("pushed_request", "client", "'hall'"),
                         })
                {
                    write.Prepare($"insert into {table}(id, digest, expires_at, {columns}) values (@id, @digest, @end, {values})")
                        .Bind("@id", Guid.CreateVersion7(clock.Now)).Bind("@digest", new byte[32]).Bind("@end", clock.Now + life).Run();
                }
            }

            return true;
        },
        Ct);

    private Task<bool> PlantEndingAsync(TimeSpan life) => store.Get<SqliteDatabase>().WriteAsync(
        write =>
        {
            var id = Guid.NewGuid();
            write.Prepare("insert into sighting(kind, issuer, jti_digest, until) values ('jti', 'c', @id, @end)").Bind("@id", id).Bind("@end", clock.Now + life).Run();
            write.Prepare("insert into denied_token(digest, until) values (@id, @end)").Bind("@id", id).Bind("@end", clock.Now + life).Run();
            write.Prepare("insert into counter(kind, subject_hmac, window, n, until) values ('k', @id, 0, 1, @end)").Bind("@id", id).Bind("@end", clock.Now + life).Run();
            return true;
        },
        Ct);

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task What_ended_an_hour_ago_is_deleted_and_nothing_else()
    {
        await PlantAsync(3, TimeSpan.FromMinutes(30));
        await PlantAsync(1, TimeSpan.FromDays(1));
        await PlantEndingAsync(TimeSpan.FromMinutes(5));
        await PlantEndingAsync(TimeSpan.FromDays(1));
        clock.Advance(TimeSpan.FromMinutes(89));
        await PlantAsync(1, TimeSpan.FromMinutes(30));
        Assert.Equal(3, await CleanAsync());
        Assert.Equal(5, store.Count("interaction"));

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(9, await CleanAsync());
        Assert.Equal(0, await CleanAsync());
        Assert.All(["interaction", "authorization_code", "pushed_request"], table => Assert.Equal(2, store.Count(table)));
        Assert.All(["sighting", "denied_token", "counter"], table => Assert.Equal(1, store.Count(table)));
    }

    [Fact]
    public async Task Many_rows_go_in_batches()
    {
        await PlantAsync((2 * CleanUp.Batch) + 7, TimeSpan.FromMinutes(30));
        clock.Advance(TimeSpan.FromHours(2));
        store.Commands.Reset();
        Assert.Equal(3 * ((2 * CleanUp.Batch) + 7), await CleanAsync());
        // Three batches of each of the three tables, one look at each of the others, and the lease before every batch.
        Assert.Equal(2 * 12, store.Commands.Writes);
    }

    [Fact]
    public async Task A_code_is_found_for_an_hour_after_its_end_so_that_a_replay_is_recognised()
    {
        await PlantAsync(1, TimeSpan.FromMinutes(1));
        clock.Advance(TimeSpan.FromMinutes(60));
        await CleanAsync();
        Assert.Equal(1, store.Count("authorization_code"));
    }

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task While_another_node_has_the_lease_nothing_is_done()
    {
        await PlantAsync(1, TimeSpan.FromMinutes(30));
        clock.Advance(TimeSpan.FromHours(2));
        var other = new Leases(store.Get<SqliteDatabase>());
        Assert.True(await other.TakeAsync("clean-up", TimeSpan.FromMinutes(2), clock.Now, Ct));
        Assert.True(await other.TakeAsync("clean-up", TimeSpan.FromMinutes(2), clock.Now, Ct));
        Assert.Equal(0, await CleanAsync());
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(3, await CleanAsync());
        Assert.False(await other.TakeAsync("clean-up", TimeSpan.FromMinutes(2), clock.Now, Ct));
    }

    [Fact]
    public void Keys_are_made_by_time_so_that_old_rows_stand_first() =>
        Assert.True(Handle.Mint(Keepsake.Interaction, clock.Now).Handle.Key.CompareTo(Handle.Mint(Keepsake.Interaction, clock.Now.AddSeconds(1)).Handle.Key) < 0);
}
