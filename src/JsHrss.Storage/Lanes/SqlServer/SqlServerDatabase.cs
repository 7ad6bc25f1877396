using JsHrss.Storage.Lanes.Servers;
using JsHrss.Storage.Rows;
using JsHrss.Storage.Startup;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Lanes.SqlServer;

/// <summary>One database of SQL Server.</summary>
internal sealed class SqlServerDatabase(DatabaseOptions options, CommandMeter meter) : ServerDatabase(new SqlServerConnector(options.ConnectionString), options.Connections, MostTogether, meter)
{
    // It keeps its plans by the text of a whole journey, which would hardly ever be the same again.
    private const int MostTogether = 1;

    private const int SchemaSeconds = 120;

    private const string MigrateAloneSql = "exec sp_getapplock @Resource = 'jshrss-migrate', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = -1";

    public override Dialect Dialect => Dialect.SqlServer;

    public override HallDb OpenSchema(bool asOwner)
    {
        var text = asOwner && options.OwnerConnectionString.Length > 0 ? options.OwnerConnectionString : options.ConnectionString;
        var connection = new SqlConnection(new SqlConnectionStringBuilder(text) { Pooling = false, ConnectTimeout = 5, ConnectRetryCount = 0 }.ToString());
        try
        {
            connection.Open();
            if (asOwner)
            {
                using var alone = new SqlCommand(MigrateAloneSql, connection) { CommandTimeout = 0 };
                alone.ExecuteNonQuery();
            }

            return new SqlServerHallDb(new DbContextOptionsBuilder<SqlServerHallDb>()
                .UseSqlServer(connection, contextOwnsConnection: true, server => server.CommandTimeout(SchemaSeconds)).Options);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
