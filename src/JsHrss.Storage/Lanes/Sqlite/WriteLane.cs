using System.Diagnostics;
using System.Threading.Channels;
using JsHrss.OpenId.Ports;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>
/// The one writer of a SQLite database. Writes wait in a bounded queue, are carried out on one thread over one connection, and are committed in groups:
/// one sync to disk serves everybody who waited for it. An answer is given after the commit, so what was answered is durable.
/// </summary>
internal sealed partial class WriteLane : IAsyncDisposable
{
    public const int Capacity = 1024;
    private const int LargestBatch = 64;
    private static readonly long LongestBatch = Stopwatch.Frequency / 500; // 2 ms

    private readonly Channel<LaneItem> queue = Channel.CreateBounded<LaneItem>(new BoundedChannelOptions(Capacity)
    {
        SingleReader = true,
        FullMode = BoundedChannelFullMode.Wait,
        AllowSynchronousContinuations = true, // the only one is waking the lane's thread
    });

    // Without spinning: a lane that waits for work must not use the core that makes it.
    private readonly ManualResetEventSlim awakened = new(initialState: false, spinCount: 0);
    private readonly Func<SqliteConnection> connect;
    private readonly CommandMeter meter;
    private readonly ILogger<WriteLane> log;
    private readonly Thread thread;
    private readonly List<LaneItem> batch = new(LargestBatch);

    public WriteLane(Func<SqliteConnection> connect, CommandMeter meter, ILogger<WriteLane> log)
    {
        this.connect = connect;
        this.meter = meter;
        this.log = log;
        thread = new Thread(Work) { IsBackground = true, Name = "write lane" };
        thread.Start();
    }

    /// <summary>Carries out one write, all or nothing, and returns its answer when it is durable.</summary>
    /// <param name="work">Runs on the lane's thread. It may touch nothing but the database, and may not wait.</param>
    /// <param name="ct">Withdraws the item while it has not begun.</param>
    /// <exception cref="StoreUnavailableException">1,024 writes wait already, or the database cannot write.</exception>
    public Task<T> RunAsync<T>(Func<LaneWrite, T> work, CancellationToken ct)
    {
        var item = new LaneItem<T>(work, ct);
        if (!queue.Writer.TryWrite(item))
            return Task.FromException<T>(new StoreUnavailableException("The write lane is full or closed."));
        meter.Write();
        return item.Answered;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await Task.Run(thread.Join).ConfigureAwait(false);
        awakened.Dispose();
    }

    private void Work()
    {
        LaneConnection? lane = null;
        try
        {
            while (Awaken(queue.Reader.WaitToReadAsync()))
            {
                try
                {
                    lane ??= new LaneConnection(connect());
                    WriteBatch(lane);
                }
                catch (Exception failure) when (failure is not OutOfMemoryException)
                {
                    Broken(failure);
                    lane?.Dispose();
                    lane = null;
                }
            }
        }
        finally
        {
            lane?.Dispose();
        }
    }

    /// <summary>Sleeps until there is work; false: the lane was closed and everything in it is done.</summary>
    private bool Awaken(ValueTask<bool> work)
    {
        var more = work.GetAwaiter();
        if (!more.IsCompleted)
        {
            awakened.Reset();
            more.UnsafeOnCompleted(awakened.Set);
            awakened.Wait();
        }

        return more.GetResult();
    }

    private void WriteBatch(LaneConnection lane)
    {
        batch.Clear();
        var until = Stopwatch.GetTimestamp() + LongestBatch;
        var isWhole = true;
        lane.Begin();
        while (isWhole && batch.Count < LargestBatch && Stopwatch.GetTimestamp() < until && queue.Reader.TryRead(out var item))
        {
            if (item.Withdrawn)
                continue;
            batch.Add(item);
            isWhole = lane.Carry(item);
        }

        if (!isWhole)
            BeginAnew(lane);
        lane.Commit();
        foreach (var item in batch)
            item.Answer();
    }

    // Rare, a lost race or a broken invariant: everything once more, each item for itself.
    private void BeginAnew(LaneConnection lane)
    {
        lane.TakeBack();
        lane.Begin();
        foreach (var item in batch)
            lane.CarryGuarded(item);
    }

    // Nothing of the batch is durable: everybody in it is told so, and the next batch begins on a new connection.
    private void Broken(Exception failure)
    {
        BatchLost(log, batch.Count, failure);
        var unavailable = new StoreUnavailableException("The database could not write this batch.", failure);
        if (batch.Count == 0 && queue.Reader.TryRead(out var first))
            batch.Add(first);
        foreach (var item in batch)
        {
            item.Fail(unavailable);
            item.Answer();
        }

        batch.Clear();
    }

    [LoggerMessage(3001, LogLevel.Error, "A batch of {Items} writes could not be committed; all of them were refused")]
    private static partial void BatchLost(ILogger log, int items, Exception failure);
}
