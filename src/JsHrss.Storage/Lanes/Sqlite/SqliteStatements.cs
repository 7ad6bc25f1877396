using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>The statements of one connection to SQLite.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : StatementCache
{
    public override Dialect Dialect => Dialect.Sqlite;

    /// <summary>The transaction that statements run in; null for readers.</summary>
    public SqliteTransaction? Transaction { get; set; }

    public override TwoResults Both(Statement first, Statement second)
    {
        Get("begin").Run();
        try
        {
            return new Snapshot(this, first, second);
        }
        catch
        {
            Get("commit").Run();
            throw;
        }
    }

    protected override Statement Make(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return new SqliteStatement(command);
    }

    protected override void Enter(Statement statement) => ((SqliteStatement)statement).Within(Transaction);

    protected override void Dispose(bool disposing) => connection.Dispose();

    private sealed class Snapshot(SqliteStatements statements, Statement first, Statement second) : TwoResults
    {
        private DbDataReader rows = first.Read();

        public override DbDataReader Rows => rows;

        public override void Next()
        {
            rows.Dispose();
            rows = second.Read();
        }

        protected override void Dispose(bool disposing)
        {
            rows.Dispose();
            statements.Get("commit").Run();
        }
    }
}
