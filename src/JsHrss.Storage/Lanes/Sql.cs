namespace JsHrss.Storage.Lanes;

/// <summary>
/// One statement in the texts of every dialect, beside each other. Most statements have one text, and are plain constants; where a dialect has its own word, its text is given here.
/// The contract suite runs them on every database.
/// </summary>
/// <param name="sqlite">The text on SQLite.</param>
/// <param name="postgreSql">The text on PostgreSQL.</param>
internal sealed class Sql(string sqlite, string postgreSql)
{
    /// <summary>What exactly this dialect is told.</summary>
    public string For(Dialect dialect) => dialect switch
    {
        Dialect.Sqlite => sqlite,
        Dialect.PostgreSql => postgreSql,
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, null),
    };

    /// <summary>Both texts made by one rule.</summary>
    public static Sql Of(Func<Dialect, string> text) => new(text(Dialect.Sqlite), text(Dialect.PostgreSql));
}
