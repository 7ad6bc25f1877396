using JsHrss.OpenId.Ports;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Lanes.Sqlite;
using JsHrss.Storage.Tests.Databases;
using Microsoft.Data.Sqlite;

namespace JsHrss.Storage.Tests.Lanes;

public sealed class WriteLaneTests : IAsyncLifetime
{
    private TestStore store = null!;

    private IHallDatabase Database => store.Get<IHallDatabase>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(TestDatabase.Sqlite);
        await Database.WriteAsync(write => write.Prepare("create table thing(n integer primary key)").Run(), Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task An_item_that_fails_takes_back_its_own_writes_and_no_others()
    {
        using var gate = new ManualResetEventSlim();
        var first = Database.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(10)), Ct); // the others gather behind it and become one batch
        var items = Enumerable.Range(0, 30).Select(n => Database.WriteAsync(
            write =>
            {
                Insert(write, n);
                return n % 3 == 0 ? throw new InvalidOperationException("no") : n % 3 == 1 ? write.Undo(n) : n;
            },
            Ct)).ToArray();
        gate.Set();
        await first;

        for (var n = 0; n < items.Length; n++)
        {
            if (n % 3 == 0)
                await Assert.ThrowsAsync<InvalidOperationException>(() => items[n]);
            else
                Assert.Equal(n, await items[n]);
        }

        Assert.Equal(Enumerable.Range(0, 30).Where(n => n % 3 == 2).Select(n => (object?)(long)n), store.Query("select n from thing order by n").Select(row => row[0]));
    }

    [Fact]
    public async Task A_constraint_breaks_one_item_alone()
    {
        var items = Enumerable.Range(0, 20).Select(n => Database.WriteAsync(write => Insert(write, n / 2), Ct)).ToArray();
        var broken = 0;
        foreach (var item in items)
        {
            try
            {
                await item;
            }
            catch (SqliteException failure) when (failure.SqliteErrorCode == 19)
            {
                broken++;
            }
        }

        Assert.Equal(10, broken);
        Assert.Equal(10, store.Count("thing"));
    }

    [Fact]
    public async Task An_answer_is_given_after_the_commit()
    {
        await Database.WriteAsync(write => Insert(write, 7), Ct);
        Assert.Equal(1, store.Count("thing")); // another connection sees only what was committed
    }

    [Fact]
    public async Task A_full_lane_refuses_at_once_and_serves_those_who_wait()
    {
        using var gate = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var first = Database.WriteAsync(
            _ =>
            {
                begun.Set();
                return gate.Wait(TimeSpan.FromSeconds(10));
            },
            Ct);
        begun.Wait(Ct);
        var waiting = Enumerable.Range(0, WriteLane.Capacity).Select(n => Database.WriteAsync(write => Insert(write, n), Ct)).ToArray();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Database.WriteAsync(write => Insert(write, -1), Ct));

        gate.Set();
        await first;
        await Task.WhenAll(waiting);
        Assert.Equal(WriteLane.Capacity, store.Count("thing"));
    }

    [Fact]
    public async Task An_item_whose_caller_left_before_it_began_is_not_carried_out()
    {
        using var gate = new ManualResetEventSlim();
        using var caller = new CancellationTokenSource();
        var first = Database.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(10)), Ct);
        var left = Database.WriteAsync(write => Insert(write, 1), caller.Token);
        await caller.CancelAsync();
        gate.Set();
        await first;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Equal(0, store.Count("thing"));
    }

    [Fact]
    public async Task A_reader_cannot_write()
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Database.ReadAsync(statements => statements.Get("insert into thing(n) values (1)").Run(), Ct));
        Assert.Equal(0, store.Count("thing"));
    }

    [Fact]
    [Trait("Case", "FT-06")]
    public async Task A_database_that_cannot_be_written_answers_unavailable_and_recovers()
    {
        await Database.WriteAsync(write => write.Prepare("pragma max_page_count = 1").Run(), Ct); // cannot shrink below what it holds: full from now on
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Database.WriteAsync(
            write =>
            {
                for (var n = 0; n < 100_000; n++)
                    Insert(write, n);
                return true;
            },
            Ct));
        Assert.Equal(0, store.Count("thing"));
        await Database.WriteAsync(write => write.Prepare("pragma max_page_count = 1073741823").Run(), Ct);
        await Database.WriteAsync(write => Insert(write, 1), Ct);
        Assert.Equal(1, store.Count("thing"));
    }

    private static int Insert(LaneWrite write, int n) => write.Prepare("insert into thing(n) values (@n)").Bind("@n", n).Run();
}
