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
        server.Lost();
        await pool.RunAsync(Look("second"), Ct);
        server.Commit = new IOException("The driver broke.");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => pool.RunAsync(Change("change"), Ct));
        await pool.RunAsync(Look("third"), Ct);

        Assert.Equal(["first", "second", "change", "third"], sequence);
        Assert.Equal(3, server.Opened);
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
