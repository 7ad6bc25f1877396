using Microsoft.Data.Sqlite;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>The lane's long-lived connection: a transaction a batch, a savepoint an item.</summary>
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

    public void Begin() => statements.Transaction = transaction = connection.BeginTransaction(deferred: false);

    /// <summary>Carries out one item. What a failing or refusing item wrote is taken back, and only that.</summary>
    /// <exception cref="SqliteException">The whole transaction is gone (the disk is full, for instance).</exception>
    public void Carry(LaneItem item)
    {
        statements.Get("savepoint item").Run();
        var keep = false;
        try
        {
            keep = item.Run(new SqliteWrite(connection, transaction!, statements));
        }
#pragma warning disable CA1031 // Whatever an item throws is its caller's to see, not the lane's: the items beside it must still be committed.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            item.Fail(failure);
        }

        if (!keep)
            statements.Get("rollback to item").Run();
        statements.Get("release item").Run();
    }

    public void Commit()
    {
        transaction!.Commit();
        transaction.Dispose();
        statements.Transaction = transaction = null;
    }

    public void Dispose()
    {
        transaction?.Dispose();
        statements.Dispose();
    }
}
