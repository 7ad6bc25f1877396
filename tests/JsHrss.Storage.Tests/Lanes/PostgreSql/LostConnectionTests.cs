using JsHrss.Accounts.Identifiers;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Tests.Databases;
using Npgsql;

namespace JsHrss.Storage.Tests.Lanes.PostgreSql;

public sealed class LostConnectionTests(PostgreSqlTests server)
{
    private readonly HandMovedClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "FT-03")]
    public async Task Nobody_notices_that_idle_sessions_were_ended()
    {
        await using var store = await TestStore.StartAsync(server, clock);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ApplyAsync(store, ASighting())));
        for (var round = 0; round < 5; round++)
        {
            Terminate(store);
            Assert.IsType<Outcome.Done>(await ApplyAsync(store, ASighting()));
            Terminate(store);
            Assert.False((await store.Get<ILedger>().StateAsync(null, new byte[32], Freshness.Live, Ct)).Denied);
        }
    }

    [Fact]
    [Trait("Case", "FT-03")]
    public async Task A_change_whose_session_is_ended_in_the_middle_is_run_again_whole()
    {
        await using var store = await TestStore.StartAsync(server, clock);
        var runs = 0;
        await store.Get<IHallDatabase>().WriteAsync(
            write =>
            {
                Insert(write, "first");
                Assert.True(write.Prepare("select true").IsTrue()); // so that it has been sent
                if (++runs == 1)
                    Terminate(store);
                Insert(write, "second");
                return true;
            },
            Ct);
        Assert.Equal((2, 2), (runs, store.Count("sighting")));
    }

    [Fact]
    [Trait("Case", "FT-04")]
    public async Task A_commit_whose_answer_was_lost_is_found_by_its_row_and_answered()
    {
        await using var store = await TestStore.StartAsync(server, clock);
        var (grant, code) = await GrantAsync(store);
        await using var behind = await BehindProxyAsync(store);
        behind.Proxy.CutNextAnswer();
        Assert.IsType<Outcome.Done>(await behind.Store.Get<ILedger>().ApplyAsync([new Change.Spend(code, grant.Client, null)], Ct));
        Assert.Equal(1, store.Count("authorization_code where spent_at is not null"));

        var another = samples(grant);
        behind.Proxy.CutNextAnswer();
        Assert.IsType<Outcome.Done>(await behind.Store.Get<ILedger>().ApplyAsync([new Change.Open(another)], Ct));
        Assert.Equal(2, store.Count("\"grant\""));

        static Grant samples(Grant like) => like with { Id = new GrantId(Guid.CreateVersion7()) };
    }

    [Fact]
    [Trait("Case", "FT-04")]
    public async Task A_change_that_got_lost_on_the_way_is_unavailable_and_was_not_made()
    {
        await using var store = await TestStore.StartAsync(server, clock);
        var (grant, code) = await GrantAsync(store);
        await using var behind = await BehindProxyAsync(store);
        behind.Proxy.CutNextRequest();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await behind.Store.Get<ILedger>().ApplyAsync([new Change.Spend(code, grant.Client, null)], Ct));
        Assert.Equal(0, store.Count("authorization_code where spent_at is not null"));
        Assert.IsType<Outcome.Done>(await behind.Store.Get<ILedger>().ApplyAsync([new Change.Spend(code, grant.Client, null)], Ct));
    }

    [Fact]
    [Trait("Case", "FT-05")]
    public async Task One_connection_that_falls_silent_takes_no_other_with_it_while_the_server_answers()
    {
        await using var store = await TestStore.StartAsync(server, clock);
        await using var behind = await BehindProxyAsync(store);
        var database = behind.Store.Get<IHallDatabase>();
        var held = behind.Proxy.HoldNextAnswerAsync();
        var silent = database.ReadAsync(Process, Ct).AsTask();
        await held;
        var beside = await database.ReadAsync(Process, Ct);
        while (!silent.IsCompleted)
        {
            Assert.Equal(beside, await database.ReadAsync(Process, Ct));
            await Task.Delay(50, Ct);
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(() => silent);
        using var both = new Barrier(2);
        Assert.Contains(beside, await Task.WhenAll(MetAsync(), MetAsync()));

        Task<long?> MetAsync() => database.ReadAsync(statements => both.SignalAndWait(TimeSpan.FromSeconds(10), Ct) ? Process(statements) : null, Ct).AsTask();

        static long? Process(StatementCache statements) => statements.Get("select pg_backend_pid()::bigint").Number();
    }

    [Fact]
    [Trait("Case", "FT-03")]
    public async Task While_the_server_is_away_everybody_is_told_so_and_afterwards_the_store_comes_back_by_itself()
    {
        PostgreSqlServer.SkipWhereMissing();
        await using var own = await PostgreSqlServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("hall-storage-");
        try
        {
            await using var store = await TestStore.StartOverAsync(server, folder.FullName, own.Connection("postgres"), clock);
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ApplyAsync(store, ASighting())));

            await own.DownAsync();
            for (var n = 0; n < 20; n++)
            {
                await Assert.ThrowsAsync<StoreUnavailableException>(() => ApplyAsync(store, ASighting()).WaitAsync(TimeSpan.FromSeconds(5), Ct));
                await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Get<ILedger>().StateAsync(null, new byte[32], Freshness.Live, Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(5), Ct));
            }

            await own.UpAsync();
            using var back = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            while (!await AnswersAsync(store))
                await Task.Delay(50, back.Token);
            Assert.IsType<Outcome.Done>(await ApplyAsync(store, ASighting()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    [Trait("Case", "FT-06")]
    public async Task On_a_server_that_only_reads_look_ups_go_on_and_changes_are_unavailable()
    {
        await using var store = await TestStore.StartAsync(server, clock);
        var (_, code) = await GrantAsync(store);
        var database = new NpgsqlConnectionStringBuilder(store.ConnectionString).Database;
        store.Query($"alter database {database} set default_transaction_read_only = on");
        Terminate(store);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => ApplyAsync(store, ASighting()));
        Assert.NotNull(await store.Get<ILedger>().LookAsync(code, Ct));
    }

    private static void Terminate(TestStore store) =>
        store.Query("select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'");

    private async Task<bool> AnswersAsync(TestStore store)
    {
        try
        {
            await ApplyAsync(store, ASighting());
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private Change.Sight ASighting() => new("test", "hall", Guid.NewGuid().ToByteArray(), clock.Now.AddMinutes(5));

    private static void Insert(LaneWrite write, string kind) =>
        write.Prepare("insert into sighting(kind, issuer, jti_digest, until) values (@kind, '', @jti, 1)").Bind("@kind", kind).Bind("@jti", new byte[16]).Send();

    private static Task<Outcome> ApplyAsync(TestStore store, params Change[] changes) => store.Get<ILedger>().ApplyAsync([.. changes], Ct).AsTask();

    private async Task<(Grant Grant, Handle Code)> GrantAsync(TestStore store)
    {
        var grant = new Samples(clock).AGrant(Somebody, null, null);
        var code = Handle.Mint(Keepsake.AuthorizationCode, clock.Now).Handle;
        await ApplyAsync(store, new Change.Open(grant), new Change.Keep(code, grant.Client, grant.Id, default, clock.Now.AddMinutes(1)));
        return (grant, code);
    }

    private static PersonId Somebody { get; } = PersonId.New();

    private async Task<Behind> BehindProxyAsync(TestStore store)
    {
        var straight = new NpgsqlConnectionStringBuilder(store.ConnectionString);
        var proxy = new CuttingProxy(straight.Port);
        var other = await TestStore.StartOverAsync(server, store.Folder, new NpgsqlConnectionStringBuilder(store.ConnectionString) { Port = proxy.Port }.ToString(), clock);
        await ApplyAsync(other, ASighting()); // the connection is there
        return new Behind(other, proxy);
    }

    private sealed record Behind(TestStore Store, CuttingProxy Proxy) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            await Proxy.DisposeAsync();
        }
    }
}
