using System.Data;
using System.Data.Common;
using System.Text;
using JsHrss.Storage.Lanes.Servers;
using Microsoft.Data.SqlClient;

namespace JsHrss.Storage.Lanes.SqlServer;

/// <summary>
/// One connection to SQL Server. A change that reads nothing is one text with its own begin and commit, one round trip; <c>xact_abort</c> ends it at the first error.
/// A change that reads begins and commits by journeys of their own, because no text may leave a transaction open behind it.
/// </summary>
internal sealed class SqlServerSession : ServerSession
{
    // The session's own, for as long as it lives: the connection is not pooled, so nothing resets it.
    private const string SettingsSql = "set xact_abort on; set nocount on; set lock_timeout 2000; set transaction isolation level read committed;";

    private const int LongestName = 255; // of an application lock

    // A text takes 2,100 parameters.
    private const int MostParameters = 2000;

    private readonly SqlConnection connection;
    private readonly CommandMeter? meter;
    private readonly HashSet<string> turns = [];
    private List<BoundStatement> gathered = [];
    private int parameters;
    private bool changing;
    private SqlTransaction? transaction;

    public SqlServerSession(SqlConnection connection, CommandMeter? meter)
    {
        (this.connection, this.meter) = (connection, meter);
        using var settings = new SqlCommand(SettingsSql, connection);
        settings.ExecuteNonQuery();
    }

    public override Dialect Dialect => Dialect.SqlServer;

    public override DbConnection Connection => connection;

    public override void Begin(bool presumes)
    {
        End();
        (changing, Presumes) = (true, presumes);
    }

    protected override void SendCommit()
    {
        var isWhole = transaction is null;
        try
        {
            if (gathered.Count > 0)
                Trip(isWhole);
        }
        catch (SqlException failure) when (isWhole && IsUnknown(failure))
        {
            throw new OutcomeUnknownException(failure, isSettled: false);
        }

        try
        {
            if (transaction is not null)
            {
                meter?.RoundTrip();
                transaction.Commit();
            }
        }
        catch (SqlException failure) when (IsUnknown(failure))
        {
            throw new OutcomeUnknownException(failure, isSettled: false);
        }

        End();
    }

    public override void Rollback()
    {
        // An error has undone the transaction by itself; then it has no connection any more.
        if (transaction is { Connection: not null })
        {
            meter?.RoundTrip();
            transaction.Rollback();
        }

        End();
    }

    public override DbTransaction BeginForEf()
    {
        Open();
        // A turn that was taken must be held before EF looks.
        if (gathered.Count > 0)
            Trip(isWhole: false);
        return transaction!;
    }

    /// <summary>A lock of the server's application locks to the end of the transaction. Refused locks come as numbers and not as errors, so they are made errors.</summary>
    public override void OneAtATime(string what)
    {
        if (!turns.Add(what))
            return;
        var turn = $"@turn{turns.Count}";
        var text = StatementText.Around(
            $"declare {turn} int; exec {turn} = sp_getapplock @Resource = ",
            "@what",
            $", @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 2000; if {turn} < 0 {SqlServerFaults.RefuseTurn}");
        Gather(new BoundStatement(text, [new BoundValue(SqlDbType.NVarChar, LongestName, what)]));
    }

    public override void Gather(Statement look) => Gather(((SqlServerStatement)look).Bound());

    public override DbDataReader ReadGathered() => Ask();

    public void Send(BoundStatement statement)
    {
        Gather(statement);
        if (!changing)
            Trip(isWhole: false);
    }

    public bool Presume(BoundStatement statement)
    {
        Gather(statement);
        return true;
    }

    public int Run(BoundStatement statement)
    {
        using var rows = Read(statement);
        rows.Read();
        return rows.GetInt32(0);
    }

    /// <summary>What was gathered answers with nothing, so the rows are those of this one.</summary>
    public DbDataReader Read(BoundStatement statement)
    {
        Open();
        Gather(statement);
        return Ask();
    }

    protected override Statement Make(string sql) => new SqlServerStatement(this, sql);

    protected override void Enter(Statement statement) => ((SqlServerStatement)statement).Enter();

    protected override void Dispose(bool disposing)
    {
        transaction?.Dispose();
        connection.Dispose();
    }

    private void Gather(BoundStatement statement)
    {
        if (parameters + statement.Values.Length > MostParameters)
        {
            Open();
            Trip(isWhole: false);
        }

        parameters += statement.Values.Length;
        gathered.Add(statement);
    }

    private void Open()
    {
        if (!changing || transaction is not null)
            return;
        meter?.RoundTrip();
        transaction = connection.BeginTransaction();
    }

    private void End()
    {
        transaction?.Dispose();
        (transaction, changing, Presumes) = (null, false, false);
        Fresh();
        turns.Clear();
    }

    public override void Fresh() => (gathered, parameters) = ([], 0);

    private void Trip(bool isWhole)
    {
        Command(isWhole ? "begin transaction;\n" : "", isWhole ? "commit transaction;\n" : "").ExecuteNonQuery();
        Owner?.Heard();
    }

    private SqlDataReader Ask()
    {
        var rows = Command("", "").ExecuteReader();
        Owner?.Heard();
        return rows;
    }

    private SqlCommand Command(string before, string after)
    {
        // Taken out before anything can fail: what stayed would be sent with somebody else's question, and answer it.
        var sent = gathered;
        Fresh();
        var command = new SqlCommand { Connection = connection, Transaction = transaction, CommandTimeout = SecondsLeft() };
        meter?.RoundTrip();
        var text = new StringBuilder(before);
        foreach (var statement in sent)
            statement.AppendTo(text, command.Parameters);
        command.CommandText = text.Append(after).ToString();
        return command;
    }

    /// <summary>An error that the server told has undone the transaction; a loss leaves it open whether the commit came through.</summary>
    private static bool IsUnknown(SqlException failure) => new SqlServerFaults().IsLoss(failure);
}
