using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Jobs;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Jobs;

public abstract class CleanUpTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await TestStore.StartAsync(on, clock);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task<int> CleanAsync() => await store.Get<CleanUp>().RunAsync(Ct);

    /// <summary>Rows as an authorization request leaves them, past the ledger: only what the statements look at matters.</summary>
    private async Task PlantAsync(int count, TimeSpan life)
    {
        // A unit of work has seconds, and this machine is busy.
        for (var left = count; left > 0; left -= 100)
            await PlantFewAsync(Math.Min(left, 100), life);
    }

    private Task<bool> PlantFewAsync(int count, TimeSpan life) => store.Get<IHallDatabase>().WriteAsync(
        write =>
        {
            for (var i = 0; i < count; i++)
            {
                foreach (var (table, columns, values) in new[]
                         {
                             ("interaction", "client, answered", "'hall', '{}'"), ("authorization_code", "client, \"grant\"", $"'hall', {on.NoKey}"), ("pushed_request", "client", "'hall'"),
                         })
                {
                    write.Prepare($"insert into {table}(id, digest, expires_at, {columns}) values (@id, @digest, @end, {values})")
                        .Bind("@id", Guid.CreateVersion7(clock.Now)).Bind("@digest", new byte[32]).Bind("@end", clock.Now + life).Run();
                }
            }

            return true;
        },
        Ct);

    private Task<bool> PlantEndingAsync(TimeSpan life) => store.Get<IHallDatabase>().WriteAsync(
        write =>
        {
            var id = Guid.NewGuid().ToByteArray();
            write.Prepare("insert into sighting(kind, issuer, jti_digest, until) values ('jti', 'c', @id, @end)").Bind("@id", id).Bind("@end", clock.Now + life).Run();
            write.Prepare("insert into denied_token(digest, until) values (@id, @end)").Bind("@id", id).Bind("@end", clock.Now + life).Run();
            write.Prepare("insert into counter(kind, subject_hmac, \"window\", n, until) values ('k', @id, 0, 1, @end)").Bind("@id", id).Bind("@end", clock.Now + life).Run();
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
        Assert.Equal(2 * 14, store.Commands.Writes);
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
        var other = new Leases(store.Get<IHallDatabase>());
        Assert.True(await other.TakeAsync("clean-up", TimeSpan.FromMinutes(2), clock.Now, Ct));
        Assert.True(await other.TakeAsync("clean-up", TimeSpan.FromMinutes(2), clock.Now, Ct));
        Assert.Equal(0, await CleanAsync());
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(3, await CleanAsync());
        Assert.False(await other.TakeAsync("clean-up", TimeSpan.FromMinutes(2), clock.Now, Ct));
    }

    [Fact]
    public async Task Sessions_stay_ninety_days_after_their_end_grants_tokens_and_sent_messages_thirty()
    {
        var (ended, idle, offline) = (await PlantSessionAsync(), await PlantSessionAsync(), await PlantSessionAsync());
        await PlantGrantAsync(ended, isOffline: false, TimeSpan.FromHours(12));
        await PlantGrantAsync(offline, isOffline: true, TimeSpan.FromDays(180));
        await SqlAsync("update session set ended_at = @at where id = @id", ended);
        await PlantMessageAsync(done: true);
        await PlantMessageAsync(done: false);

        clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await CleanAsync()); // the message that was sent
        Assert.Equal((1, 2), (store.Count("outbox where done_at is null"), store.Count("\"grant\"")));
        clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal(2, await CleanAsync()); // the grant with its token
        Assert.Equal((1, 1, 3), (store.Count("\"grant\""), store.Count("refresh_token"), store.Count("session")));

        clock.Advance(TimeSpan.FromDays(59.5));
        Assert.Equal(3, await CleanAsync()); // the session that was ended, with proof and part
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(6, await CleanAsync()); // the two that nobody ended
        Assert.Equal((0, 0, 0), (store.Count("session"), store.Count("session_proof"), store.Count("rp_session")));
        Assert.Equal((1, 1, 1), (store.Count("outbox"), store.Count("\"grant\""), store.Count("refresh_token")));
        Assert.NotEqual(idle, offline);
    }

    [Fact]
    public async Task Many_lasting_rows_go_in_batches_and_are_looked_for_once_an_hour()
    {
        for (var n = 0; n < CleanUp.Batch + 7; n++)
            await PlantMessageAsync(done: true);
        clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(CleanUp.Batch + 7, await CleanAsync());
        store.Commands.Reset();
        Assert.Equal(0, await CleanAsync());
        Assert.Equal(0, store.Commands.Reads);
    }

    private async Task<Guid> PlantSessionAsync()
    {
        var id = Guid.CreateVersion7(clock.Now);
        await SqlAsync($"insert into session(id, digest, person, created_at, seen_at, idle_ms, idle_until, absolute_until) values (@id, {on.Bytes("00")}, @id, @at, @at, 60000, @at + 60000, @at + 43200000)", id);
        await SqlAsync("insert into session_proof(session, n, method, at, provider, is_bound) values (@id, 1, 1, @at, 'house', @no)", id);
        await SqlAsync($"insert into rp_session(session, client, context, sid, joined_at) values (@id, 'hall', {on.NoKey}, {on.TextOf("@id")}, @at)", id);
        return id;
    }

    private Task<bool> PlantGrantAsync(Guid session, bool isOffline, TimeSpan life) => store.Get<IHallDatabase>().WriteAsync(
        write =>
        {
            var id = Guid.CreateVersion7(clock.Now);
            write.Prepare("""insert into "grant"(id, client, session, scopes, resources, offline, created_at, ends_at) values (@id, 'hall', @session, '', '', @offline, @at, @end)""")
                .Bind("@id", id).Bind("@session", session).Bind("@offline", isOffline).Bind("@at", clock.Now).Bind("@end", clock.Now + life).Run();
            write.Prepare($"""insert into refresh_token(id, digest, client, "grant", created_at, expires_at) values (@token, {on.Bytes("00")}, 'hall', @id, @at, @end)""")
                .Bind("@token", Guid.CreateVersion7(clock.Now)).Bind("@id", id).Bind("@at", clock.Now).Bind("@end", clock.Now + life).Run();
            return true;
        },
        Ct);

    private Task<int> PlantMessageAsync(bool done) => SqlAsync(
        $"insert into outbox(id, kind, target, not_before, attempts, done_at, dedupe) values (@id, 'k', 'hall', @at, 0, {(done ? "@at" : "null")}, {on.TextOf("@id")})", Guid.CreateVersion7(clock.Now));

    private Task<int> SqlAsync(string sql, Guid id) => store.Get<IHallDatabase>().WriteAsync(
        write => (sql.Contains("@at", StringComparison.Ordinal) ? write.Prepare(sql).Bind("@at", clock.Now) : write.Prepare(sql)).Bind("@no", false).Bind("@id", id).Run(), Ct);

    [Fact]
    public void Keys_are_made_by_time_so_that_old_rows_stand_first() =>
        Assert.True(Handle.Mint(Keepsake.Interaction, clock.Now).Handle.Key.CompareTo(Handle.Mint(Keepsake.Interaction, clock.Now.AddSeconds(1)).Handle.Key) < 0);
}

public sealed class CleanUpTestsOnSqlite() : CleanUpTests(TestDatabase.Sqlite);

public sealed class CleanUpTestsOnPostgreSql(PostgreSqlTests server) : CleanUpTests(server);
