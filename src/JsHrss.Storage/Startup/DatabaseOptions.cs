namespace JsHrss.Storage.Startup;

/// <summary>Configuration section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    internal const string Sqlite = "Sqlite";
    internal const string PostgreSql = "PostgreSql";
    internal const string SqlServer = "SqlServer";

    /// <summary><c>Sqlite</c>: embedded, one process. <c>PostgreSql</c>, <c>SqlServer</c> (2022 or newer): a server, any number of nodes.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>For SQLite: <c>Data Source=</c> and a file. For PostgreSQL: <c>Host=...;Database=...;Username=...</c>, the serving role. For SQL Server: <c>Server=...;Database=...;User Id=...</c>.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>With what <c>migrate</c> connects, where the serving role may not change the schema; empty: with <see cref="ConnectionString"/>.</summary>
    public string OwnerConnectionString { get; set; } = "";

    /// <summary>A server: how many connections this node holds for requests. Whoever finds none free waits a second at most.</summary>
    public int Connections { get; set; } = 16;

    /// <summary>A server: the role (on SQL Server: user or role of the database) that serves; <c>migrate</c> grants it what it needs. Empty: nothing is granted, the owner serves.</summary>
    public string ServerRole { get; set; } = "";

    /// <summary>A server: the role that may read the audit tables and nothing else. Empty: there is none.</summary>
    public string AuditorRole { get; set; } = "";
}
