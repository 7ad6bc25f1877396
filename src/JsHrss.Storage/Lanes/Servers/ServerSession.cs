using System.Data;
using System.Data.Common;
using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>
/// One connection to a database server, with its statements. Inside a change, statements whose outcome nobody reads are gathered, and go to the server with the next one that is read, or with the commit.
/// </summary>
internal abstract class ServerSession : StatementCache
{
    private const int LongestTrip = 3; // seconds; the server's own limit is shorter, this one counts when the server is gone

    public abstract DbConnection Connection { get; }

    /// <summary>Who opened it, and hears of each answer of the server.</summary>
    public ServerConnector? Owner { get; set; }

    /// <summary>How many losses of connections came before this one.</summary>
    public int Generation { get; set; }

    /// <summary>Statements that must change one row are taken to do so, and abort the batch when they do not.</summary>
    public bool Presumes { get; protected set; }

    /// <summary>Until when the present unit of work must have ended, by <see cref="Environment.TickCount64"/>.</summary>
    public long Deadline { get; set; } = long.MaxValue;

    /// <summary>Forgets what was gathered and never sent: a look-up whose time was over left it, and its rows would answer the next one.</summary>
    public abstract void Fresh();

    public bool IsBroken => Connection.State != ConnectionState.Open;

    public abstract void Begin(bool presumes);

    /// <summary>
    /// In this change, which others share, nobody waits long for a lock: what waits keeps all of them waiting, and holds whatever those before it have locked, so that two shared changes could wait for each other.
    /// Sent with the first statement. Nothing where no journey is shared.
    /// </summary>
    public virtual void WaitBriefly()
    {
    }

    /// <summary>How many statements the present change has gathered so far.</summary>
    public virtual int Gathered => 0;

    /// <summary>Which of the gathered statements the server refused, from 0; null: it did not say. Asked before anything else is sent.</summary>
    public virtual int? PlaceOf(DbException failure) => null;

    /// <summary>Makes everything durable.</summary>
    /// <exception cref="OutcomeUnknownException">The connection was lost while the commit was on its way.</exception>
    /// <exception cref="DbException">The server refused it, or it never reached the server; nothing stands.</exception>
    public void Commit()
    {
        try
        {
            SendCommit();
        }
        catch (Exception failure) when (failure is not (DbException or StoreUnavailableException or OutcomeUnknownException))
        {
            // Nobody knows how far a driver came that fails in such a way. To run the change again unasked might make it twice.
            throw new OutcomeUnknownException(failure, isSettled: false);
        }
    }

    /// <summary>Takes back what was sent; what was only gathered was never sent.</summary>
    public abstract void Rollback();

    public abstract DbTransaction BeginForEf();

    public abstract void OneAtATime(string what);

    /// <summary>Adds a select to the next journey.</summary>
    public abstract void Gather(Statement look);

    /// <summary>The rows of what was added, a result each, in this order.</summary>
    public abstract DbDataReader ReadGathered();

    protected abstract void SendCommit();

    /// <summary>How long the next journey may take.</summary>
    /// <exception cref="StoreUnavailableException">The unit of work's time is over.</exception>
    protected int SecondsLeft()
    {
        var left = Deadline - Environment.TickCount64;
        return left > 0 ? (int)Math.Min(LongestTrip, (left + 999) / 1000) : throw new StoreUnavailableException("The database took too long.");
    }
}
