using System.Data.Common;
using JsHrss.Storage.Lanes.Servers;
using Npgsql;

namespace JsHrss.Storage.Lanes.PostgreSql;

/// <summary>
/// One connection to PostgreSQL. A change that reads nothing is one batch in one implicit transaction, one round trip.
/// </summary>
internal sealed class PostgreSqlSession(NpgsqlConnection connection, CommandMeter? meter) : ServerSession
{
    private const string TurnSql = "select pg_advisory_xact_lock(hashtextextended(@what, 0))";

    // Longer than anybody holds a lock who is well, and much shorter than PostgreSQL needs to find a deadlock (one second).
    private const string WaitBrieflySql = "select set_config('lock_timeout', '150', true)";

    private List<NpgsqlBatchCommand> gathered = [];
    private List<NpgsqlBatchCommand> sent = [];
    private int sentBefore; // how many of the present change came before those that were sent last
    private int resultsBefore; // how many of the gathered answer with rows
    private bool changing;
    private bool begun;
    private NpgsqlTransaction? transaction;

    public override Dialect Dialect => Dialect.PostgreSql;

    public override DbConnection Connection => connection;

    public override void Begin(bool presumes)
    {
        End();
        (changing, Presumes) = (true, presumes);
    }

    public override void WaitBriefly() => Presume(new NpgsqlBatchCommand(WaitBrieflySql));

    public override int Gathered => sentBefore + sent.Count + gathered.Count;

    public override int? PlaceOf(DbException failure) =>
        failure is NpgsqlException { BatchCommand: { } refused } && sent.IndexOf(refused) is >= 0 and var place ? sentBefore + place : null;

    protected override void SendCommit()
    {
        // Without a transaction of its own the batch is committed after its last statement.
        var lastOfWork = gathered.Count > 0 ? gathered[^1] : null;
        if (begun && transaction is null)
            gathered.Add(new NpgsqlBatchCommand("commit"));
        try
        {
            if (gathered.Count > 0)
                Trip();
        }
        catch (NpgsqlException failure) when (transaction is null && IsUnknown(failure, lastOfWork))
        {
            throw new OutcomeUnknownException(failure, isSettled: failure is PostgresException);
        }

        try
        {
            transaction?.Commit();
        }
        catch (NpgsqlException failure) when (IsUnknown(failure, lastOfWork: null))
        {
            throw new OutcomeUnknownException(failure, isSettled: failure is PostgresException);
        }

        End();
    }

    public override void Rollback()
    {
        gathered = [];
        if (transaction is not null)
        {
            transaction.Rollback();
        }
        else if (begun)
        {
            gathered.Add(new NpgsqlBatchCommand("rollback"));
            Trip();
        }

        End();
    }

    public override DbTransaction BeginForEf()
    {
        if (transaction is not null)
            return transaction;
        if (begun)
            throw new InvalidOperationException("EF must join a change before its first statement is sent.");
        begun = true;
        transaction = connection.BeginTransaction();
        // A turn that was taken must be held before EF looks.
        if (gathered.Count > 0)
            Trip();
        return transaction;
    }

    public override void OneAtATime(string what) => Presume(((PostgreSqlStatement)Get(TurnSql).Bind("@what", what)).Command());

    public override void Gather(Statement look) => gathered.Add(((PostgreSqlStatement)look).Command());

    public override DbDataReader ReadGathered() => Execute();

    public void Send(NpgsqlBatchCommand command)
    {
        gathered.Add(command);
        if (!changing)
            Trip();
    }

    /// <summary>Gathers a statement that answers with a row nobody reads.</summary>
    public bool Presume(NpgsqlBatchCommand command)
    {
        gathered.Add(command);
        resultsBefore++;
        return true;
    }

    public int Run(NpgsqlBatchCommand command)
    {
        Open();
        gathered.Add(command);
        Trip();
        return command.RecordsAffected;
    }

    public DbDataReader Read(NpgsqlBatchCommand command)
    {
        Open();
        gathered.Add(command);
        var skip = resultsBefore;
        var rows = Execute();
        try
        {
            for (; skip > 0; skip--)
                rows.NextResult();
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public override void Fresh() => (gathered, resultsBefore, sent, sentBefore) = ([], 0, [], 0);

    protected override Statement Make(string sql) => new PostgreSqlStatement(this, sql);

    protected override void Enter(Statement statement) => ((PostgreSqlStatement)statement).Enter();

    protected override void Dispose(bool disposing)
    {
        transaction?.Dispose();
        connection.Dispose();
    }

    /// <summary>A change that reads is a transaction of several round trips.</summary>
    private void Open()
    {
        if (!changing || begun)
            return;
        gathered.Insert(0, new NpgsqlBatchCommand("begin"));
        sentBefore--; // nobody gathered it
        begun = true;
    }

    private void End()
    {
        transaction?.Dispose();
        (transaction, changing, begun, Presumes) = (null, false, false, false);
        Fresh();
    }

    private void Trip()
    {
        using var rows = Execute();
        while (rows.NextResult())
        {
            // An error of any statement is thrown here.
        }
    }

    private NpgsqlDataReader Execute()
    {
        // Taken out before anything can fail: what stayed would be sent with somebody else's question, and answer it.
        (sentBefore, sent) = (sentBefore + sent.Count, gathered);
        (gathered, resultsBefore) = ([], 0);
        var batch = new NpgsqlBatch(connection) { Timeout = SecondsLeft() };
        meter?.RoundTrip();
        foreach (var command in sent)
            batch.BatchCommands.Add(command);
        var rows = batch.ExecuteReader();
        Owner?.Heard();
        return rows;
    }

    /// <summary>An error that the server told has undone the transaction. So has the server's farewell, if it came before the last statement was done.</summary>
    private static bool IsUnknown(NpgsqlException failure, NpgsqlBatchCommand? lastOfWork) =>
        failure is not PostgresException told || (PostgreSqlFaults.IsFarewell(told) && lastOfWork is not { StatementType: Npgsql.StatementType.Unknown });
}
