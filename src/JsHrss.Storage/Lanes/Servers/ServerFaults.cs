using System.Data.Common;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>What an error of a database server means for the unit of work it came in.</summary>
internal abstract class ServerFaults
{
    /// <summary>A statement that had to change one row changed none.</summary>
    public abstract bool IsRefusal(DbException failure);

    /// <summary>The connection is of no use any more.</summary>
    public abstract bool IsLoss(DbException failure);

    /// <summary>Nothing came back in time; nobody knows what the server did, or still does.</summary>
    public bool IsSilence(DbException failure) => IsLoss(failure) && !MayRunAgain(failure);

    /// <summary>It waited for somebody else's lock, for too long or in a circle.</summary>
    public abstract bool IsAboutLocks(DbException failure);

    /// <summary>Nothing of the unit of work stands, and by itself it may well succeed now: it lost a race, or a connection that had grown old.</summary>
    public abstract bool MayRunAgain(DbException failure);

    /// <summary>The store is away, full, locked or read-only; everything else is the unit of work's own affair, a constraint for instance.</summary>
    public abstract bool IsAboutTheStore(DbException failure);

    /// <summary>A server that only reads may be a former primary: the next connection may lead to the present one.</summary>
    public abstract bool IsReadOnly(DbException failure);
}
