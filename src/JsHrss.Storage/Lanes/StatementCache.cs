using System.Data.Common;

namespace JsHrss.Storage.Lanes;

/// <summary>The prepared statements of one connection, by their text. The texts are constants, so the cache is bounded by the program.</summary>
internal abstract class StatementCache : IDisposable
{
    private readonly Dictionary<string, Statement> statements = [];

    public abstract Dialect Dialect { get; }

    public Statement Get(Sql sql) => Get(sql.For(Dialect));

    public Statement Get(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statement = Make(sql);
            statements.Add(sql, statement);
        }

        Enter(statement);
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    protected abstract Statement Make(string sql);

    /// <summary>Called before every use of a statement.</summary>
    protected abstract void Enter(Statement statement);
}
