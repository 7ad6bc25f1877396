using JsHrss.OpenId.Ports;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Lanes.Servers;

namespace JsHrss.Storage.Tests.Lanes.Servers;

/// <summary>What the workers do when things go wrong that a real server seldom does.</summary>
public sealed class WorkersTests : IAsyncLifetime
{
    private readonly CommandMeter meter = new();
    private readonly BareServer server = new();
    private readonly List<string> sequence = []; // written by the one worker
    private WorkerPool pool = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        pool = new WorkerPool(1, 16, server, meter);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        server.Close = null;
        await pool.DisposeAsync();
        server.Dispose();
        meter.Dispose();
    }

    [Fact]
    [Trait("Case", "FT-04")]
    public async Task A_commit_that_failed_nobody_knows_how_is_not_run_again_and_is_unavailable()
    {
        server.Commit = new IOException("The driver broke.");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => pool.RunAsync(Change("alone"), Ct));
        Assert.Equal(["alone"], sequence);

        using var gate = new ManualResetEventSlim();
        var busy = Busy(gate);
        var shared = new[] { Change("one"), Change("other") }.Select(change => pool.RunAsync(change, Ct)).ToArray();
        gate.Set();
        await busy;
        foreach (var change in shared)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => change);
        Assert.Equal(["alone", "one", "other"], sequence);
    }

    [Fact]
    [Trait("Case", "FT-03")]
    public async Task A_connection_that_cannot_even_be_closed_is_replaced()
    {
        server.Close = new InvalidOperationException("It is in an unknown state.");
        await pool.RunAsync(Look("first"), Ct);
        server.Lost(server.Generation);
        await pool.RunAsync(Look("second"), Ct);
        server.Commit = new IOException("The driver broke.");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => pool.RunAsync(Change("change"), Ct));
        await pool.RunAsync(Look("third"), Ct);

        Assert.Equal(["first", "second", "change", "third"], sequence);
        Assert.Equal(3, server.Opened);
    }

    [Fact]
    [Trait("Case", "FT-03")]
    public void Connections_of_one_time_that_are_lost_one_after_the_other_cost_those_opened_since_nothing()
    {
        var before = server.Generation;
        server.Lost(before);
        var since = server.Generation;
        server.Lost(before);

        Assert.NotEqual(before, since);
        Assert.Equal(since, server.Generation);
    }

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task What_is_left_of_a_shared_journey_is_done_before_those_who_came_later()
    {
        using var gate = new ManualResetEventSlim();
        var busy = Busy(gate);
        var first = pool.RunAsync(Change("first"), Ct);
        var failing = pool.RunAsync(Change("failing", () => throw new FormatException("By itself, too.")), Ct);
        var last = pool.RunAsync(Change("last"), Ct);
        Thread.Sleep(50); // the clock that tells who came first has ticked
        var later = pool.RunAsync(Look("later", Line.Looks), Ct);
        gate.Set();
        await busy;
        await Assert.ThrowsAsync<FormatException>(() => failing);
        await Task.WhenAll(first, last, later);

        Assert.Equal(["first", "failing", /* and again */ "first", "last", "failing", "later"], sequence);
    }

    [Fact]
    [Trait("Case", "FT-05")]
    public async Task Who_waits_while_the_pool_is_closing_is_answered_in_time_as_always()
    {
        using var gate = new ManualResetEventSlim();
        var busy = Busy(gate);
        var waiting = pool.RunAsync(Look("waiting"), Ct);
        var closing = pool.DisposeAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30), Ct));
        Assert.False(closing.IsCompleted);
        gate.Set();
        await busy;
        await closing;
        await InitializeAsync(); // to be disposed of
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Case", "FT-03")]
    public async Task A_connection_that_falls_silent_makes_the_others_doubtful_unless_the_server_answers_somebody(bool answersSomebody)
    {
        await pool.RunAsync(Look("before"), Ct);
        var generation = server.Generation;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => pool.RunAsync(new LookUp<bool>(Silent, server.Faults), Ct));
        Assert.Equal(answersSomebody ? generation : generation + 1, server.Generation);

        bool Silent(StatementCache statements)
        {
            if (answersSomebody)
                server.Heard();
            else
                Thread.Sleep(1100);
            throw new BareServer.Silence();
        }
    }

    [Fact]
    [Trait("Case", "FT-05")]
    public async Task Whose_time_is_over_is_sent_away_wherever_it_stands()
    {
        var (first, second, third) = (Look("first"), Look("second"), Look("third"));
        var repeats = new Repeats();
        repeats.Enter([first, second]);
        repeats.Enter([third]);
        repeats.SendAway(first.Asked + 3999);
        Assert.Equal(3, repeats.Count);

        Thread.Sleep(50);
        var young = Look("young");
        repeats.Enter([young]);
        repeats.SendAway(third.Asked + 4000);

        foreach (var late in new[] { first, second, third })
            await Assert.ThrowsAsync<StoreUnavailableException>(() => late.Answered.WaitAsync(TimeSpan.FromSeconds(10), Ct));
        Assert.Equal([young], repeats.Next());
        Assert.Null(repeats.Next());
    }

    private Task<bool> Busy(ManualResetEventSlim gate)
    {
        using var begun = new ManualResetEventSlim();
        var busy = pool.RunAsync(new LookUp<bool>(_ => Hold(), server.Faults), Ct);
        begun.Wait(Ct);
        return busy;

        bool Hold()
        {
            begun.Set();
            return gate.Wait(TimeSpan.FromSeconds(40));
        }
    }

    private ChangeUnit<bool> Change(string name, Action? also = null) => new(_ => Note(name, also), server.Faults) { Line = Line.Changes };

    private LookUp<bool> Look(string name, Line line = Line.Alone) => new(_ => Note(name, null), server.Faults) { Line = line };

    private bool Note(string name, Action? also)
    {
        sequence.Add(name);
        also?.Invoke();
        return true;
    }
}
