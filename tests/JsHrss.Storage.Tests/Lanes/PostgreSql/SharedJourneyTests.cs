using JsHrss.Accounts.Identifiers;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Statements;
using JsHrss.Storage.Tests.Databases;
using Npgsql;

namespace JsHrss.Storage.Tests.Lanes.PostgreSql;

/// <summary>What waits for the database goes together, and nobody notices.</summary>
public sealed class SharedJourneyTests(PostgreSqlTests server)
{
    private const int Many = 12;

    private readonly HandMovedClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_that_wait_for_a_slow_one_go_together_and_do_not_wait_for_it_to_end()
    {
        await using var store = await TestStore.StartAsync(server, clock);
        using var slow = new Slow(store.Get<IHallDatabase>());
        store.Commands.Reset();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => ApplyAsync(store, ASighting())));

        Assert.All(outcomes, outcome => Assert.IsType<Outcome.Done>(outcome));
        Assert.Equal(Many, store.Commands.Writes);
        Assert.True(store.Commands.RoundTrips < Many, $"{Many} changes took {store.Commands.RoundTrips} journeys.");
        Assert.True(store.Count("(select distinct xmin::text from sighting) t") < Many);
    }

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task One_that_is_refused_takes_nobody_with_it()
    {
        await using var store = await TestStore.StartAsync(server, clock);
        var replayed = ASighting();
        await ApplyAsync(store, replayed);
        using var slow = new Slow(store.Get<IHallDatabase>());

        var honest = Enumerable.Range(0, Many).Select(_ => ApplyAsync(store, ASighting())).ToArray();
        var refused = ApplyAsync(store, ASighting(), replayed, ASighting());
        var later = Enumerable.Range(0, Many).Select(_ => ApplyAsync(store, ASighting())).ToArray();

        Assert.IsType<Outcome.AlreadySeen>(await refused);
        Assert.All(await Task.WhenAll([.. honest, .. later]), outcome => Assert.IsType<Outcome.Done>(outcome));
        Assert.Equal(1 + (2 * Many), store.Count("sighting"));
    }

    [Fact]
    public async Task One_that_fails_takes_nobody_with_it()
    {
        await using var store = await TestStore.StartAsync(server, clock);
        var database = store.Get<IHallDatabase>();
        using var slow = new Slow(database);

        var looks = Enumerable.Range(0, Many).Select(n => database.LookAsync(statements => statements.Get("select @n + 1").Bind("@n", n), row => row.Read() ? row.GetInt32(0) : 0, Ct).AsTask()).ToArray();
        var unreadable = database.LookAsync<bool>(statements => statements.Get("select true"), _ => throw new FormatException("Not what was expected."), Ct).AsTask();
        var changes = Enumerable.Range(0, Many).Select(_ => ApplyAsync(store, ASighting())).ToArray();
        var broken = database.WriteTogetherAsync(write => Twice(write), Guid.Empty, Ct);

        await Assert.ThrowsAsync<FormatException>(() => unreadable);
        Assert.Equal(PostgresErrorCodes.UniqueViolation, (await Assert.ThrowsAsync<PostgresException>(() => broken)).SqlState);
        Assert.Equal(Enumerable.Range(1, Many), await Task.WhenAll(looks));
        Assert.All(await Task.WhenAll(changes), outcome => Assert.IsType<Outcome.Done>(outcome));
        Assert.Equal(Many, store.Count("sighting"));

        static bool Twice(LaneWrite write)
        {
            for (var n = 0; n < 2; n++)
                write.Prepare("insert into lease(name, holder, until) values ('twice', 'nobody', 0)").Send();
            return true;
        }
    }

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task One_whose_text_cannot_be_sent_takes_nobody_with_it()
    {
        await using var store = await TestStore.StartAsync(server, clock, ("Database:Connections", "2"));
        var database = store.Get<IHallDatabase>();
        var busy = new Busy(database, 2);
        var honest = Enumerable.Range(0, Many).Select(_ => ApplyAsync(store, ASighting())).ToArray();
        var half = database.WriteTogetherAsync(
            write =>
            {
                write.Prepare("insert into lease(name, holder, until) values ('half', @holder, 0)").Bind("@holder", "Agent \ud83d").Send(); // half of a character
                return true;
            },
            Guid.Empty,
            Ct);
        busy.Dispose();

        Assert.All(await Task.WhenAll(honest), outcome => Assert.IsType<Outcome.Done>(outcome));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => half);
        Assert.Equal(0, store.Count("lease where name = 'half'"));
    }

    [Fact]
    [Trait("Case", "FT-06")]
    public async Task On_a_server_that_only_reads_a_shared_change_is_not_tried_again_in_parts()
    {
        await using var store = await TestStore.StartAsync(server, clock, ("Database:Connections", "2"));
        var database = new NpgsqlConnectionStringBuilder(store.ConnectionString).Database;
        store.Query($"alter database {database} set default_transaction_read_only = on");
        store.Query("select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ApplyAsync(store, ASighting()));
        var busy = new Busy(store.Get<IHallDatabase>(), 2);
        var refused = Enumerable.Range(0, Many).Select(_ => ApplyAsync(store, ASighting())).ToArray();
        store.Commands.Reset();
        busy.Dispose();

        foreach (var one in refused)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => one);
        Assert.Equal(1, store.Commands.RoundTrips);
    }

    [Fact]
    [Trait("Case", "FT-04")]
    public async Task A_shared_commit_whose_answer_was_lost_is_found_by_the_rows_of_each()
    {
        await using var store = await TestStore.StartAsync(server, clock);
        await using var proxy = new CuttingProxy(new NpgsqlConnectionStringBuilder(store.ConnectionString).Port);
        await using var behind = await TestStore.StartOverAsync(
            server, store.Folder, new NpgsqlConnectionStringBuilder(store.ConnectionString) { Port = proxy.Port }.ToString(), clock);
        var database = behind.Get<IHallDatabase>();
        using var slow = new Slow(database);
        await database.ReadAsync(statements => statements.Get("select true").IsTrue(), Ct); // the next worker's connection is there
        var grants = Enumerable.Range(0, Many).Select(_ => new Samples(clock).AGrant(PersonId.New(), null, null)).ToArray();

        proxy.CutNextAnswer();
        var outcomes = await Task.WhenAll(grants.Select(grant => ApplyAsync(behind, new Change.Open(grant))));

        Assert.All(outcomes, outcome => Assert.IsType<Outcome.Done>(outcome));
        Assert.Equal(Many, store.Count("\"grant\""));
    }

    [Fact]
    [Trait("Case", "FT-04")]
    public async Task One_whose_commit_is_in_doubt_is_told_the_truth_even_if_it_was_withdrawn()
    {
        await using var store = await TestStore.StartAsync(server, clock);
        await using var proxy = new CuttingProxy(new NpgsqlConnectionStringBuilder(store.ConnectionString).Port);
        await using var behind = await TestStore.StartOverAsync(
            server, store.Folder, new NpgsqlConnectionStringBuilder(store.ConnectionString) { Port = proxy.Port }.ToString(), clock, ("Database:Connections", "2"));
        var database = behind.Get<IHallDatabase>();
        using var withdrawn = new CancellationTokenSource();
        var busy = new Busy(database, 2);
        var kept = Enumerable.Range(0, Many).Select(_ => KeepAsync(Guid.NewGuid())).ToArray();
        proxy.CutNextAnswer();
        busy.Dispose();

        Assert.All(await Task.WhenAll(kept), Assert.True);
        Assert.Equal(Many, store.Count("sighting"));

        Task<bool> KeepAsync(Guid id) => database.WriteTogetherAsync(
            write =>
            {
                withdrawn.Cancel(); // too late: it is being done
                write.MarkedBy("select 1 from sighting where issuer = @id::text", id);
                write.Prepare("insert into sighting(kind, issuer, jti_digest, until) values ('kept', @id::text, '', 1)").Bind("@id", id).Send();
                return true;
            },
            Guid.Empty,
            withdrawn.Token);
    }

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task Those_beside_a_refused_one_go_together_once_more()
    {
        await using var store = await TestStore.StartAsync(server, clock, ("Database:Connections", "2"));
        var replayed = ASighting();
        await ApplyAsync(store, replayed);
        var busy = new Busy(store.Get<IHallDatabase>(), 2);

        var outcomes = Enumerable.Range(0, Many).Select(n => ApplyAsync(store, ASighting(), n is 3 or 8 ? replayed : ASighting(), ASighting())).ToArray();
        store.Commands.Reset();
        busy.Dispose();

        Assert.Equal([3, 8], (await Task.WhenAll(outcomes)).Index().Where(one => one.Item is Outcome.AlreadySeen).Select(one => one.Index));
        Assert.Equal(1 + (3 * (Many - 2)), store.Count("sighting"));
        Assert.Equal(1 + 3, store.Count("(select distinct xmin::text from sighting) t")); // those before, between and behind
        Assert.Equal(2 + 3 + (2 * 3), store.Commands.RoundTrips); // two that were refused, those three, and for each refused one: what comes before it, it, and the end
    }

    [Fact]
    [Trait("Case", "FT-05")]
    public async Task Who_waits_for_a_lock_keeps_nobody_waiting_and_is_served_when_it_is_free()
    {
        await using var store = await TestStore.StartAsync(server, clock, ("Database:Connections", "2"));
        var database = store.Get<IHallDatabase>();
        store.Query("insert into lease(name, holder, until) values ('held', 'nobody', 0)");
        await using var other = new NpgsqlConnection(store.ConnectionString + ";Pooling=false");
        await other.OpenAsync(Ct);
        await using var held = await other.BeginTransactionAsync(Ct);
        await using (var hold = new NpgsqlCommand("update lease set until = 1 where name = 'held'", other, held))
            await hold.ExecuteNonQueryAsync(Ct);
        var busy = new Busy(database, 2);

        var before = Enumerable.Range(0, Many / 2).Select(_ => ApplyAsync(store, ASighting())).ToArray();
        var waiting = database.WriteTogetherAsync(write => write.Prepare("update lease set until = 2 where name = 'held'").ChangesOne(), Guid.Empty, Ct);
        var behind = Enumerable.Range(0, Many / 2).Select(_ => ApplyAsync(store, ASighting())).ToArray();
        busy.Dispose();

        Assert.All(await Task.WhenAll([.. before, .. behind]), outcome => Assert.IsType<Outcome.Done>(outcome));
        Assert.False(waiting.IsCompleted);
        Assert.Equal(2, store.Count("(select distinct xmin::text from sighting) t"));
        await held.CommitAsync(Ct);
        Assert.True(await waiting);
        Assert.Equal(1, store.Count("lease where until = 2"));
    }

    [Fact]
    [Trait("Case", "FT-05")]
    public async Task A_lock_is_waited_for_briefly_in_a_shared_change_and_as_long_as_ever_by_itself()
    {
        await using var store = await TestStore.StartAsync(server, clock, ("Database:Connections", "2"));
        var database = store.Get<IHallDatabase>();
        var busy = new Busy(database, 2);
        var shared = Enumerable.Range(0, 3).Select(_ => LimitAsync()).ToArray();
        busy.Dispose();

        Assert.All(await Task.WhenAll(shared), limit => Assert.Equal("150ms", limit));
        Assert.Equal("2s", await LimitAsync());

        Task<string> LimitAsync() => database.WriteTogetherAsync(
            write =>
            {
                using var row = write.Prepare("select current_setting('lock_timeout')").Read();
                return row.Read() ? row.GetString(0) : "";
            },
            Guid.Empty,
            Ct);
    }

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task Those_who_share_a_change_come_in_the_order_of_what_they_lock()
    {
        await using var store = await TestStore.StartAsync(server, clock, ("Database:Connections", "2"));
        var database = store.Get<IHallDatabase>();
        var sequence = new List<Guid>();
        var keys = Enumerable.Range(0, Many).Select(_ => Guid.NewGuid()).ToArray();
        var busy = new Busy(database, 2);
        var shared = keys.Select(key => database.WriteTogetherAsync(
            _ =>
            {
                sequence.Add(key); // one worker has taken them all
                return true;
            },
            key,
            Ct)).ToArray();
        busy.Dispose();
        await Task.WhenAll(shared);

        Assert.Equal(keys.Order(), sequence);
    }

    [Fact]
    public void What_a_list_of_changes_locks_with_others_is_its_session_or_else_its_grant_or_token()
    {
        var (grant, session) = (new GrantId(Guid.NewGuid()), new JsHrss.OpenId.Ports.SessionId(Guid.NewGuid()));
        Change[] ofGrant = [ASighting(), new Change.Prolong(grant, clock.Now)];
        Assert.Equal(grant.Value, LedgerWrite.OrderOf([.. ofGrant]));
        Assert.Equal(session.Value, LedgerWrite.OrderOf([.. ofGrant, new Change.Touch(session, clock.Now)]));
        Assert.Equal(Guid.Empty, LedgerWrite.OrderOf([ASighting()]));
        var kept = Handle.Mint(Keepsake.RefreshToken, clock.Now).Handle; // its grant is known to the database only
        Assert.Equal(kept.Key, LedgerWrite.OrderOf([ASighting(), new Change.Use(kept, new ClientId("app"), clock.Now)]));
    }

    private static Task<Outcome> ApplyAsync(TestStore store, params Change[] changes) => store.Get<ILedger>().ApplyAsync([.. changes], Ct).AsTask();

    private Change.Sight ASighting() => new("test", "hall", Guid.NewGuid().ToByteArray(), clock.Now.AddMinutes(5));

    /// <summary>Keeps every worker until this is disposed: what comes meanwhile goes together.</summary>
    private sealed class Busy : IDisposable
    {
        private readonly ManualResetEventSlim gate = new();
        private readonly Task<bool>[] works;

        public Busy(IHallDatabase database, int workers)
        {
            using var begun = new CountdownEvent(workers);
            works = [.. Enumerable.Range(0, workers).Select(_ => database.ReadAsync(
                _ =>
                {
                    begun.Signal();
                    return gate.Wait(TimeSpan.FromSeconds(20));
                },
                Ct).AsTask())];
            begun.Wait(Ct);
        }

        public void Dispose()
        {
            gate.Set();
            Task.WaitAll(works, CancellationToken.None);
            gate.Dispose();
        }
    }

    /// <summary>A change and a look-up that are under way until this is disposed.</summary>
    private sealed class Slow : IDisposable
    {
        private readonly ManualResetEventSlim gate = new();
        private readonly Task change;
        private readonly Task look;

        public Slow(IHallDatabase database)
        {
            using var begun = new CountdownEvent(2);
            change = database.WriteTogetherAsync(
                _ =>
                {
                    begun.Signal();
                    return gate.Wait(TimeSpan.FromSeconds(20));
                },
                Guid.Empty,
                Ct);
            look = database.LookAsync(
                statements =>
                {
                    begun.Signal();
                    gate.Wait(TimeSpan.FromSeconds(20));
                    return statements.Get("select true");
                },
                row => row.Read(),
                Ct).AsTask();
            begun.Wait(Ct);
        }

        public void Dispose()
        {
            gate.Set();
            Task.WaitAll([change, look], CancellationToken.None);
            gate.Dispose();
        }
    }
}
