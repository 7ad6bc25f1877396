using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Data.SqlClient;
using Npgsql;

namespace JsHrss.Storage.Startup;

/// <summary>Whether the driver of a provider understands a connection string. What it says of it is not passed on: the text holds a password.</summary>
internal static class ConnectionText
{
    public const string Refusal =
        "Database:ConnectionString or Database:OwnerConnectionString is no connection string of Database:Provider. Sqlite: Data Source=.data/idp.db; PostgreSql: Host=...;Database=...;Username=...; SqlServer: Server=...;Database=...;User Id=...";

    public static bool IsRead(DatabaseOptions database) => IsRead(database.Provider, database.ConnectionString) && IsRead(database.Provider, database.OwnerConnectionString);

    private static bool IsRead(string provider, string text)
    {
        try
        {
            // A provider that is none is refused by its name.
            DbConnectionStringBuilder? reader = provider switch
            {
                DatabaseOptions.Sqlite => new SqliteConnectionStringBuilder(),
                DatabaseOptions.PostgreSql => new NpgsqlConnectionStringBuilder(),
                DatabaseOptions.SqlServer => new SqlConnectionStringBuilder(),
                _ => null,
            };
            reader?.ConnectionString = text;
            return true;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
