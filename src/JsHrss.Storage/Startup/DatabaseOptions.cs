namespace JsHrss.Storage.Startup;

/// <summary>Configuration section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    internal const string Sqlite = "Sqlite";
    internal const string PostgreSql = "PostgreSql";

    /// <summary><c>Sqlite</c>: embedded, one process. <c>PostgreSql</c>: a server, any number of nodes.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>For SQLite: <c>Data Source=</c> and a file. For PostgreSQL: <c>Host=...;Database=...;Username=...</c>, the serving role.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>With what <c>migrate</c> connects, where the serving role may not change the schema; empty: with <see cref="ConnectionString"/>.</summary>
    public string OwnerConnectionString { get; set; } = "";

    /// <summary>PostgreSQL: how many connections this node holds for requests. Whoever finds none free waits a second at most.</summary>
    public int Connections { get; set; } = 16;

    /// <summary>PostgreSQL: the role that serves; <c>migrate</c> grants it what it needs. Empty: nothing is granted, the owner serves.</summary>
    public string ServerRole { get; set; } = "";

    /// <summary>PostgreSQL: the role that may read the audit tables and nothing else. Empty: there is none.</summary>
    public string AuditorRole { get; set; } = "";
}
