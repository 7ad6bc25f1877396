using Microsoft.Data.Sqlite;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>The lane's long-lived connection: a transaction a batch.</summary>
internal sealed class LaneConnection : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteStatements statements;
    private SqliteTransaction? transaction;

    public LaneConnection(SqliteConnection connection)
    {
        this.connection = connection;
        statements = new SqliteStatements(connection);
    }

    public void Begin() => transaction = connection.BeginTransaction(deferred: false);

    /// <summary>
    /// Carries out one item without guarding the others: a savepoint makes SQLite keep a copy of every page that the item touches. False: it must be taken back and had written
    /// something, so the whole batch is to be begun again with <see cref="CarryGuarded"/>.
    /// </summary>
    /// <remarks>Most refusals have written nothing, for the conditional statement that refuses comes first; they are answered as they are.</remarks>
    /// <exception cref="SqliteException">The whole transaction is gone (the disk is full, for instance).</exception>
    public bool Carry(LaneItem item)
    {
        var before = statements.Changes;
        var keep = Run(item);
        if (statements.IsOutside)
            throw new InvalidOperationException("The database has taken the whole batch back.");
        return keep || statements.Changes == before;
    }

    /// <summary>Carries out one item. What a failing or refusing item wrote is taken back, and only that.</summary>
    /// <exception cref="SqliteException">The whole transaction is gone (the disk is full, for instance).</exception>
    public void CarryGuarded(LaneItem item)
    {
        statements.Get("savepoint item").Run();
        if (!Run(item))
            statements.Get("rollback to item").Run();
        statements.Get("release item").Run();
    }

    public void Commit()
    {
        transaction!.Commit();
        transaction.Dispose();
        transaction = null;
    }

    public void TakeBack()
    {
        transaction!.Rollback();
        transaction.Dispose();
        transaction = null;
    }

    public void Dispose()
    {
        transaction?.Dispose();
        statements.Dispose();
    }

    private bool Run(LaneItem item)
    {
        try
        {
            return item.Run(new SqliteWrite(connection, transaction!, statements));
        }
#pragma warning disable CA1031 // Whatever an item throws is its caller's to see, not the lane's: the items beside it must still be committed.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            item.Fail(failure);
            return false;
        }
    }
}
