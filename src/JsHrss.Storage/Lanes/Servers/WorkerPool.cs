using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>
/// The threads that speak with the database: a bounded number of their own, so that a slow database starves no request that needs none (cases FT-05, FT-08), and no work waits for a second
/// connection while it holds one (case FT-07). Whoever finds none free waits a second at most.
/// </summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    /// <summary>More do not even wait.</summary>
    public const int MostWaiting = 1024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim places;
    private readonly Stack<Worker> idle = new(); // the one that worked last is the warmest
    private readonly Worker[] workers;
    private int waiting;

    public WorkerPool(int size, ServerConnector connector, CommandMeter meter)
    {
        places = new SemaphoreSlim(size);
        workers = [.. Enumerable.Range(1, size).Select(number => new Worker(this, connector, meter, number))];
        foreach (var worker in workers)
            idle.Push(worker);
    }

    /// <exception cref="StoreUnavailableException">No worker became free in time, or too many wait already.</exception>
    public async ValueTask<T> RunAsync<T>(WorkItem<T> item, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!places.Wait(0, CancellationToken.None))
            await WaitAsync(ct).ConfigureAwait(false);
        Worker worker;
        lock (idle)
            worker = idle.Pop();
        worker.Take(item);
        return await item.Answered.ConfigureAwait(false);
    }

    /// <summary>A worker has ended its work.</summary>
    public void Done(Worker worker)
    {
        lock (idle)
            idle.Push(worker);
        places.Release();
    }

    public async ValueTask DisposeAsync()
    {
        // What runs is carried through; who comes now finds no place.
        foreach (var _ in workers)
            await places.WaitAsync().ConfigureAwait(false);
        await Task.Run(() => Array.ForEach(workers, worker => worker.Dispose())).ConfigureAwait(false);
        places.Dispose();
    }

    private async ValueTask WaitAsync(CancellationToken ct)
    {
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            throw new StoreUnavailableException("Too many wait for the database.");
        }

        try
        {
            if (!await places.WaitAsync(LongestWait, ct).ConfigureAwait(false))
                throw new StoreUnavailableException("No connection to the database became free within a second.");
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
