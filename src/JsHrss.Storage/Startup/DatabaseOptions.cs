namespace JsHrss.Storage.Startup;

/// <summary>Configuration section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary><c>Sqlite</c>: embedded, one process.</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>For SQLite: <c>Data Source=</c> and a file.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>With what <c>migrate</c> connects, where the serving role may not change the schema; empty: with <see cref="ConnectionString"/>.</summary>
    public string OwnerConnectionString { get; set; } = "";
}
