using JsHrss.Storage.Rows;
using JsHrss.Storage.Startup;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace JsHrss.Storage.Lanes.PostgreSql;

/// <summary>One PostgreSQL database. Several nodes may serve it at once: nothing that must be correct is held outside of it.</summary>
internal sealed class PostgreSqlDatabase : IHallDatabase
{
    // Any number that no other program of this database takes.
    private const string MigrateAloneSql = "set statement_timeout = 0; select pg_advisory_lock(7460951326413); set lock_timeout = '2s'";

    private readonly DatabaseOptions options;
    private readonly CommandMeter meter;
    private readonly PostgreSqlConnector connector;
    private readonly WorkerPool pool;

    public PostgreSqlDatabase(DatabaseOptions options, CommandMeter meter)
    {
        (this.options, this.meter) = (options, meter);
        connector = new PostgreSqlConnector(options.ConnectionString);
        pool = new WorkerPool(options.Connections, connector, meter);
    }

    public Dialect Dialect => Dialect.PostgreSql;

    public Task<T> WriteAsync<T>(Func<LaneWrite, T> work, CancellationToken ct)
    {
        meter.Write();
        return pool.RunAsync(new ChangeUnit<T>(work), ct).AsTask();
    }

    public ValueTask<T> ReadAsync<T>(Func<StatementCache, T> read, CancellationToken ct)
    {
        meter.Read();
        return pool.RunAsync(new LookUp<T>(read), ct);
    }

    public StatementCache OpenReader() => new PostgreSqlSession(connector.Open());

    /// <summary>A connection that is nobody's worker.</summary>
    public NpgsqlConnection OpenApart() => connector.Open();

    public HallDb OpenSchema(bool asOwner)
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

    public async ValueTask DisposeAsync()
    {
        await pool.DisposeAsync().ConfigureAwait(false);
        connector.Dispose();
    }
}
