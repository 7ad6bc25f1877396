namespace JsHrss.Storage.Lanes;

/// <summary>Whose SQL is spoken.</summary>
internal enum Dialect
{
    Sqlite = 1,
    PostgreSql = 2,

    /// <summary>SQL Server 2022 or newer, the first that knows <c>is not distinct from</c>.</summary>
    SqlServer = 3,
}
