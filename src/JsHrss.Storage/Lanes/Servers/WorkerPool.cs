using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>
/// The threads that speak with the database: a bounded number of their own, so that a slow database starves no request that needs none (cases FT-05, FT-08), and no work waits for a second
/// connection while it holds one (case FT-07). Whoever finds none free waits a second at most.
/// </summary>
/// <remarks>
/// What comes while work of its kind is under way waits for that to end, and then goes together: a journey and a commit cost as much for one as for ten. Where they are slow,
/// because one waits for a lock for instance, the next worker serves those who wait.
/// </remarks>
internal sealed class WorkerPool : IAsyncDisposable
{
    /// <summary>More do not even wait.</summary>
    public const int MostWaiting = 1024;

    /// <summary>For so many milliseconds those who wait trust that the workers of their kind are quick.</summary>
    private const int Patience = 20;

    // A driver that gives a statement up opens another connection to have it cancelled; a database that stands still keeps that waiting, too. So no worker is trusted to end in time.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private readonly Stack<Worker> idle = new(); // the one that worked last is the warmest
    private readonly Worker[] workers;
    private readonly WaitingLine[] lines;
    private readonly Repeats repeats = new();
    private readonly Timer overseer;
    private readonly Timer lookout;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool oversees;
    private bool closed;

    /// <param name="size">Workers.</param>
    /// <param name="together">How many look-ups or changes may share a journey.</param>
    /// <param name="connector">Their connections.</param>
    /// <param name="meter">Told of their journeys.</param>
    public WorkerPool(int size, int together, ServerConnector connector, CommandMeter meter)
    {
        // One of each kind keeps two cores busy.
        var few = together == 1 ? size : Math.Max(1, Environment.ProcessorCount / 2);
        lines = [new WaitingLine(size, 1), new WaitingLine(few, together), new WaitingLine(few, together)];
        overseer = new Timer(_ => Oversee());
        workers = [.. Enumerable.Range(1, size).Select(number => new Worker(this, connector, meter, number))];
        foreach (var worker in workers)
            idle.Push(worker);
        lookout = new Timer(_ => AnswerLate(), null, LookEvery, LookEvery);
    }

    /// <exception cref="StoreUnavailableException">No worker became free in time, or too many wait already.</exception>
    public Task<T> RunAsync<T>(WorkItem<T> item, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        item.Withdrawn = ct;
        var line = lines[(int)item.Line];
        lock (gate)
        {
            if (closed || lines[0].Count + lines[1].Count + lines[2].Count + repeats.Count >= MostWaiting)
                return Task.FromException<T>(new StoreUnavailableException("Too many wait for the database."));
            line.Enter(item);
            if (line.MayBeServed && idle.Count > 0)
                Serve(line);
            else
                Watch();
        }

        return item.Answered;
    }

    /// <summary>A worker has ended its work: what it does next, or null, and it is idle.</summary>
    public Journey? Next(Worker worker, Journey done)
    {
        lock (gate)
        {
            if (done.Line is { } served)
                served.Served--;
            var now = Environment.TickCount64;
            repeats.SendAway(now);
            if (repeats.Next() is { } part)
                return new Journey(line: null, part);
            while (lines.Where(line => line.MayBeServed).MinBy(line => line.Since) is { } line)
            {
                line.SendAway(now);
                if (line.Next() is not { Count: > 0 } items)
                    continue;
                line.Served++;
                return new Journey(line, items);
            }

            idle.Push(worker);
            if (closed && idle.Count == workers.Length)
                ended.TrySetResult();
            return null;
        }
    }

    /// <summary>What could not be done together is done again in parts, before everything else. One part is left for the worker that says so: it asks for its next journey now.</summary>
    public void Repeat(List<List<WorkItem>> parts)
    {
        lock (gate)
        {
            parts.ForEach(repeats.Enter);
            for (var others = parts.Count - 1; others > 0 && ServeRepeat(); others--)
            {
                // Another one is under way.
            }

            Watch();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // What runs or waits is carried through; who comes now is refused.
        lock (gate)
        {
            closed = true;
            if (idle.Count == workers.Length)
                ended.TrySetResult();
        }

        await ended.Task.ConfigureAwait(false);
        await overseer.DisposeAsync().ConfigureAwait(false);
        await Task.Run(() => Array.ForEach(workers, worker => worker.Dispose())).ConfigureAwait(false);
        await lookout.DisposeAsync().ConfigureAwait(false);
    }

    private void AnswerLate()
    {
        var now = Environment.TickCount64;
        foreach (var worker in workers)
            worker.AnswerLate(now);
    }

    private void Serve(WaitingLine line)
    {
        if (line.Next() is not { Count: > 0 } items)
            return;
        line.Served++;
        idle.Pop().Take(new Journey(line, items));
    }

    private bool ServeRepeat()
    {
        if (idle.Count == 0 || repeats.Next() is not { } part)
            return false;
        idle.Pop().Take(new Journey(line: null, part));
        return true;
    }

    private void Watch()
    {
        if (oversees || (repeats.Count == 0 && Array.TrueForAll(lines, line => line.Count == 0)))
            return;
        oversees = overseer.Change(Patience, Timeout.Infinite);
    }

    private void Oversee()
    {
        lock (gate)
        {
            oversees = false;
            var now = Environment.TickCount64;
            repeats.SendAway(now);
            while (ServeRepeat())
            {
                // As many as there are workers.
            }

            foreach (var line in lines)
            {
                line.SendAway(now);
                if (idle.Count > 0 && now - line.Since >= Patience)
                    Serve(line);
            }

            Watch(); // also when the pool is closing: who waits then is answered in time as always
        }
    }
}
