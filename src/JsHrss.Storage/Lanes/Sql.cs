namespace JsHrss.Storage.Lanes;

/// <summary>
/// One statement in the texts of every dialect, beside each other. Most statements have one text, and are plain constants; where a dialect has its own word, its text is given here.
/// The contract suite runs them on every database.
/// </summary>
/// <param name="sqlite">The text on SQLite.</param>
/// <param name="postgreSql">The text on PostgreSQL.</param>
/// <param name="sqlServer">The text on SQL Server.</param>
internal sealed class Sql(string sqlite, string postgreSql, string sqlServer)
{
    /// <summary>What exactly this dialect is told.</summary>
    public string For(Dialect dialect) => dialect switch
    {
        Dialect.Sqlite => sqlite,
        Dialect.PostgreSql => postgreSql,
        Dialect.SqlServer => sqlServer,
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, null),
    };

    /// <summary>All texts made by one rule.</summary>
    public static Sql Of(Func<Dialect, string> text) => new(text(Dialect.Sqlite), text(Dialect.PostgreSql), text(Dialect.SqlServer));

    /// <summary>One text, but another one on SQL Server.</summary>
    public static Sql Of(string common, string sqlServer) => new(common, common, sqlServer);

    /// <summary>A condition as a column: SQL Server has no truth values, and is given a bit.</summary>
    public static string Truth(Dialect dialect, string condition) =>
        dialect == Dialect.SqlServer ? $"cast(case when {condition} then 1 else 0 end as bit)" : condition;

    /// <summary>A column of truth values as a condition.</summary>
    public static string IsFalse(Dialect dialect, string column) => dialect == Dialect.SqlServer ? $"{column} = 0" : $"not {column}";

    /// <summary>How many rows at most, behind an <c>order by</c>.</summary>
    /// <param name="dialect">Whose.</param>
    /// <param name="most">A number or a parameter.</param>
    public static string Limit(Dialect dialect, string most) => dialect == Dialect.SqlServer ? $"offset 0 rows fetch next {most} rows only" : $"limit {most}";
}
