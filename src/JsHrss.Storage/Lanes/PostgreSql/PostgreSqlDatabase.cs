using JsHrss.Storage.Lanes.Servers;
using JsHrss.Storage.Rows;
using JsHrss.Storage.Startup;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace JsHrss.Storage.Lanes.PostgreSql;

/// <summary>One PostgreSQL database.</summary>
internal sealed class PostgreSqlDatabase : ServerDatabase
{
    // Any number that no other program of this database takes.
    private const string MigrateAloneSql = "set statement_timeout = 0; select pg_advisory_lock(7460951326413); set lock_timeout = '2s'";

    private const int MostTogether = 16;

    private readonly DatabaseOptions options;
    private readonly PostgreSqlConnector connector;

    public PostgreSqlDatabase(DatabaseOptions options, CommandMeter meter)
        : this(options, new PostgreSqlConnector(options.ConnectionString), meter)
    {
    }

    private PostgreSqlDatabase(DatabaseOptions options, PostgreSqlConnector connector, CommandMeter meter)
        : base(connector, options.Connections, MostTogether, meter) => (this.options, this.connector) = (options, connector);

    public override Dialect Dialect => Dialect.PostgreSql;

    /// <summary>A connection that is nobody's worker.</summary>
    public NpgsqlConnection OpenApart() => connector.OpenApart();

    public override HallDb OpenSchema(bool asOwner)
    {
        var text = asOwner && options.OwnerConnectionString.Length > 0 ? options.OwnerConnectionString : options.ConnectionString;
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(text) { Pooling = false, Timeout = 5, CommandTimeout = 120 }.ToString());
        try
        {
            connection.Open();
            if (asOwner)
            {
                using var alone = new NpgsqlCommand(MigrateAloneSql, connection);
                alone.ExecuteNonQuery();
            }

            return new PostgreSqlHallDb(new DbContextOptionsBuilder<PostgreSqlHallDb>().UseNpgsql(connection, contextOwnsConnection: true).Options);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
