using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>The statements of one connection to SQLite.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : StatementCache
{
    public override Dialect Dialect => Dialect.Sqlite;

    /// <summary>Rows changed since the connection was opened; whatever was taken back is counted as well.</summary>
    public long Changes => raw.sqlite3_total_changes(connection.Handle);

    /// <summary>No transaction is open: SQLite itself has taken it back after a failure (https://sqlite.org/lang_transaction.html, "Response To Errors").</summary>
    public bool IsOutside => raw.sqlite3_get_autocommit(connection.Handle) != 0;

    protected override Statement Make(string sql) => new SqliteStatement(connection.Handle!, sql);

    protected override void Enter(Statement statement) => ((SqliteStatement)statement).Enter();

    protected override void Dispose(bool disposing) => connection.Dispose();
}
