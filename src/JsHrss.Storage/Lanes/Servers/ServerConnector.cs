using System.Data.Common;
using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>
/// Opens connections with the limits that keep a request from hanging (target RG-5). While the database is away it is asked at growing distances and not by everybody:
/// who comes in between is told so at once. The distance stays below the time in which a node must be back (case FT-03).
/// </summary>
/// <param name="faults">How its errors are read.</param>
internal abstract class ServerConnector(ServerFaults faults) : IDisposable
{
    /// <summary>How long opening a connection may take, in seconds.</summary>
    public const int LongestOpening = 2;

    // Much shorter than any silence that counts, so that what was heard before the silence began is no sign of life.
    private const long Moment = 1000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Lock turn = new();
    private long askAgainAt;
    private TimeSpan pause = TimeSpan.Zero;
    private int losses;
    private long heardAt;

    public ServerFaults Faults => faults;

    /// <summary>How many losses were told. What was opened before the latest is not to be trusted.</summary>
    public int Generation => Volatile.Read(ref losses);

    /// <summary>A connection was lost: those beside it probably were, too, but none that was opened since.</summary>
    /// <param name="generation">Of the one that was lost.</param>
    public void Lost(int generation) => Interlocked.CompareExchange(ref losses, generation + 1, generation);

    /// <summary>The server has answered something.</summary>
    public void Heard() => Volatile.Write(ref heardAt, Environment.TickCount64);

    /// <summary>The server has answered somebody a moment ago: a connection that fell silent is alone with that.</summary>
    public bool IsHeard => Environment.TickCount64 - Volatile.Read(ref heardAt) < Moment;

    /// <param name="meter">Told of its journeys; null: nobody counts them.</param>
    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    public ServerSession Open(CommandMeter? meter = null)
    {
        var session = Ask(() => Connect(meter));
        session.Owner = this;
        Heard();
        return session;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    protected T Ask<T>(Func<T> open)
    {
        if (Environment.TickCount64 < Interlocked.Read(ref askAgainAt))
            throw new StoreUnavailableException("The database is away; it is asked again in a moment.");
        try
        {
            var opened = open();
            pause = TimeSpan.Zero;
            return opened;
        }
        catch (DbException failure)
        {
            Away();
            throw new StoreUnavailableException("The database cannot be reached.", failure);
        }
    }

    protected abstract ServerSession Connect(CommandMeter? meter);

    protected virtual void Dispose(bool disposing)
    {
    }

    private void Away()
    {
        lock (turn)
        {
            if (Environment.TickCount64 < askAgainAt)
                return; // another one has just found out
            pause = pause == TimeSpan.Zero ? FirstPause : TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks));
            Interlocked.Exchange(ref askAgainAt, Environment.TickCount64 + (long)pause.TotalMilliseconds);
        }
    }
}
