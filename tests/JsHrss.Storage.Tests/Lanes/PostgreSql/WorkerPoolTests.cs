using JsHrss.OpenId.Ports;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Lanes.PostgreSql;

public sealed class WorkerPoolTests(PostgreSqlTests server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "FT-07")]
    public async Task When_every_connection_is_busy_a_bounded_wait_ends_in_a_refusal_and_who_waits_less_is_served()
    {
        await using var store = await TestStore.StartAsync(server, null, ("Database:Connections", "2"));
        var database = store.Get<IHallDatabase>();
        using var gate = new ManualResetEventSlim();
        using var begun = new CountdownEvent(2);
        var busy = Enumerable.Range(0, 2).Select(_ => database.ReadAsync(
            _ =>
            {
                begun.Signal();
                return gate.Wait(TimeSpan.FromSeconds(20));
            },
            Ct).AsTask()).ToArray();
        begun.Wait(Ct);

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await database.ReadAsync(_ => true, Ct));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.WriteAsync(_ => true, Ct));

        var waiting = Enumerable.Range(0, 50).Select(_ => database.ReadAsync(_ => true, Ct).AsTask()).ToArray();
        gate.Set();
        Assert.All(await Task.WhenAll(waiting), Assert.True);
        await Task.WhenAll(busy);
    }

    [Fact]
    [Trait("Case", "FT-03")]
    public async Task Two_changes_that_lock_each_other_out_are_both_made()
    {
        await using var store = await TestStore.StartAsync(server);
        var database = store.Get<IHallDatabase>();
        await database.WriteAsync(write =>
        {
            foreach (var name in new[] { "a", "b" })
                write.Prepare("insert into lease(name, holder, until) values (@name, 'nobody', 0)").Bind("@name", name).Send();
            return true;
        }, Ct);
        using var met = new Barrier(2);
        var runs = 0;

        await Task.WhenAll(CrossAsync("a", "b"), CrossAsync("b", "a"));

        Assert.Equal(3, runs);
        Assert.Equal(2, store.Count("lease where until = 2"));

        Task<bool> CrossAsync(string one, string other)
        {
            var isFirstRun = true;
            return database.WriteAsync(
                write =>
                {
                    Interlocked.Increment(ref runs);
                    Count(write, one);
                    if (isFirstRun)
                        met.SignalAndWait(TimeSpan.FromSeconds(10), Ct);
                    isFirstRun = false;
                    Count(write, other);
                    return true;
                },
                Ct);
        }
    }

    [Fact]
    [Trait("Case", "FT-05")]
    public async Task A_statement_that_takes_too_long_is_ended_and_the_next_is_served()
    {
        await using var store = await TestStore.StartAsync(server, null, ("Database:Connections", "2"));
        var database = store.Get<IHallDatabase>();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await database.ReadAsync(statements => statements.Get("select pg_sleep(20) is null").IsTrue(), Ct));
        Assert.True(await database.ReadAsync(statements => statements.Get("select true").IsTrue(), Ct));
    }

    [Fact]
    [Trait("Case", "FT-05")]
    public async Task Whoever_waits_for_work_that_hangs_is_answered_before_the_work_ends()
    {
        await using var store = await TestStore.StartAsync(server, null, ("Database:Connections", "2"));
        var database = store.Get<IHallDatabase>();
        using var gate = new ManualResetEventSlim();
        var (read, write) = (database.ReadAsync(_ => Hangs(), Ct).AsTask(), database.WriteAsync(_ => Hangs(), Ct));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => read);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => write);

        Assert.False(gate.IsSet);
        gate.Set();
        Assert.True(await database.ReadAsync(statements => statements.Get("select true").IsTrue(), Ct));

        bool Hangs() => gate.Wait(TimeSpan.FromSeconds(60));
    }

    [Fact]
    [Trait("Case", "FT-05")]
    public async Task A_look_up_whose_time_is_over_leaves_nothing_behind_that_would_answer_the_next_one()
    {
        await using var store = await TestStore.StartAsync(server, null, ("Database:Connections", "2"));
        var database = store.Get<IHallDatabase>();
        Assert.Equal(1, await database.ReadAsync(statements => One(statements, 1), Ct)); // the connection stands
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await database.ReadAsync(Late, Ct));

        for (var number = 2; number < 6; number++)
            Assert.Equal(number, await database.ReadAsync(statements => One(statements, number), Ct)); // the worker that worked last is the next one

        static long Late(StatementCache statements)
        {
            Thread.Sleep(TimeSpan.FromSeconds(3.7)); // longer than a unit of work may take, shorter than anybody waits for it
            return One(statements, 1);
        }

        static long One(StatementCache statements, int number)
        {
            using var row = statements.Get($"select {number}::bigint").Read();
            Assert.True(row.Read());
            return row.GetInt64(0);
        }
    }

    private static void Count(LaneWrite write, string name) => Assert.Equal(1, write.Prepare("update lease set until = until + 1 where name = @name").Bind("@name", name).Run());
}
