using System.Data.Common;
using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>One thread with one long-lived connection. It makes one journey at a time, and waits for nobody but the database.</summary>
internal sealed class Worker : IDisposable
{
    private readonly WorkerPool pool;
    private readonly ServerConnector connector;
    private readonly CommandMeter meter;
    private readonly Thread thread;

    // Without spinning: a worker that waits for work must not use the core that makes it.
    private readonly ManualResetEventSlim awakened = new(initialState: false, spinCount: 0);
    private Journey? journey;
    private volatile Journey? present;
    private ServerSession? session;

    public Worker(WorkerPool pool, ServerConnector connector, CommandMeter meter, int number)
    {
        (this.pool, this.connector, this.meter) = (pool, connector, meter);
        thread = new Thread(Work) { IsBackground = true, Name = $"database {number}" };
        thread.Start();
    }

    /// <summary>How the server's errors are read.</summary>
    public ServerFaults Faults => connector.Faults;

    /// <summary>The worker's connection; a broken one, or one from before a loss that another worker met, is replaced.</summary>
    /// <param name="deadline">Of the unit of work, by <see cref="Environment.TickCount64"/>.</param>
    /// <exception cref="StoreUnavailableException">The database is away, or there is no time left to open a connection.</exception>
    public ServerSession Session(long deadline)
    {
        if (session is not null && (session.IsBroken || session.Generation != connector.Generation))
            Drop();
        if (session is not null)
            return session;
        // A server that stands still takes the whole time of an opening; whoever waits has no more of it after a statement that fell silent.
        if (deadline - Environment.TickCount64 < ServerConnector.LongestOpening * 1000)
            throw new StoreUnavailableException("The database took too long.");
        var generation = connector.Generation;
        session = connector.Open(meter);
        session.Generation = generation;
        return session;
    }

    /// <summary>Takes back what the present unit of work has sent, on whatever is left of the connection.</summary>
    public void TakeBack(DbException? because = null)
    {
        if (because is not null && (connector.Faults.IsLoss(because) || connector.Faults.IsReadOnly(because)))
        {
            Leave(because);
            return;
        }

        try
        {
            session?.Rollback();
        }
#pragma warning disable CA1031 // Whatever hinders it: the connection is given up.
        catch (Exception)
#pragma warning restore CA1031
        {
            Drop(); // the server takes it back when the connection ends
        }
    }

    /// <summary>The connection is not asked again: what it was about failed with it.</summary>
    public void Leave(Exception because)
    {
        // One that fell silent while the server answers others is alone with that: something in it takes long, or its own way is broken.
        if (session is { } lost && because is DbException told && connector.Faults.IsLoss(told) && !(connector.Faults.IsSilence(told) && connector.IsHeard))
            connector.Lost(lost.Generation);
        Drop();
    }

    /// <summary>Wakes the worker; it must be idle.</summary>
    public void Take(Journey? work)
    {
        journey = work;
        awakened.Set();
    }

    /// <summary>Whoever waits for this worker's present journey is answered if it has been too long. Called on another thread: this one may hang in the driver, for the time of an opening beyond every limit of a statement.</summary>
    public void AnswerLate(long now) => present?.AnswerLate(now);

    /// <summary>Ends an idle worker.</summary>
    public void Dispose()
    {
        Take(work: null);
        thread.Join();
        awakened.Dispose();
        Drop();
    }

    private void Work()
    {
        while (true)
        {
            awakened.Wait();
            awakened.Reset();
            if (journey is not { } first)
                return;
            for (var next = first; next is not null;)
            {
                var done = present = next;
                if (done.Run(this) is { Count: > 0 } left)
                    pool.Repeat(left);
                next = pool.Next(this, done);
            }

            present = null;
        }
    }

    private void Drop()
    {
        var dropped = session;
        session = null;
        try
        {
            dropped?.Dispose();
        }
#pragma warning disable CA1031 // It is given up because it was broken; how it breaks further must end neither a unit of work nor this thread, and with it the process.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Nothing is left to be closed.
        }
    }
}
