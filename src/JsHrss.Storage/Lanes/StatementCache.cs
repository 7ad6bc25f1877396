using Microsoft.Data.Sqlite;

namespace JsHrss.Storage.Lanes;

/// <summary>The prepared statements of one connection, by their text. The texts are constants, so the cache is bounded by the program.</summary>
internal sealed class StatementCache(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> statements = [];

    /// <summary>The transaction that statements run in; null for readers.</summary>
    public SqliteTransaction? Transaction { get; set; }

    public Statement Get(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            statement = new Statement(command);
            statements.Add(sql, statement);
        }

        return statement.Within(Transaction);
    }

    /// <summary>Several statements over one state of the database: still one look-up.</summary>
    public T Snapshot<T>(Func<StatementCache, T> read)
    {
        Get("begin").Run();
        try
        {
            return read(this);
        }
        finally
        {
            Get("commit").Run();
        }
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
    }
}
