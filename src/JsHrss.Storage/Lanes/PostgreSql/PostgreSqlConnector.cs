using JsHrss.Storage.Lanes.Servers;
using Npgsql;

namespace JsHrss.Storage.Lanes.PostgreSql;

/// <summary>Opens connections to PostgreSQL.</summary>
internal sealed class PostgreSqlConnector(string connectionString) : ServerConnector(new PostgreSqlFaults())
{
    private const string Limits = "-c statement_timeout=2500 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=5000";

    // Hot statements go by keys: one plan serves all values, and to make it anew each time costs more than to run it.
    private const string Plans = "-c plan_cache_mode=force_generic_plan -c jit=off";

    private readonly NpgsqlDataSource source = new NpgsqlDataSourceBuilder(Limited(connectionString)).Build();

    /// <summary>A connection that is nobody's worker.</summary>
    public NpgsqlConnection OpenApart() => Ask(source.OpenConnection);

    protected override ServerSession Connect(CommandMeter? meter) => new PostgreSqlSession(source.OpenConnection(), meter);

    protected override void Dispose(bool disposing)
    {
        source.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Where the operator sets a limit of his own, his stands.</summary>
    private static string Limited(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false, // the workers hold theirs
            Enlist = false,
            Timeout = LongestOpening,
            GssEncryptionMode = GssEncryptionMode.Disable, // preferred, it is another attempt of the same length before each opening
            CommandTimeout = 3,
            CancellationTimeout = -1, // whom the server does not answer, it will not hear either
            TcpKeepAlive = true,
            TcpKeepAliveTime = 5,
            TcpKeepAliveInterval = 1,
            MaxAutoPrepare = 300,
            AutoPrepareMinUsages = 2,
            IncludeErrorDetail = false, // it quotes rows
            IncludeFailedBatchedCommand = true, // whose statement it was, in a shared journey; the text of an error does not quote it
        };
        settings.ApplicationName ??= "jshrss-idp";
        settings.Options = $"{Limits} {Plans} {settings.Options}";
        return settings.ToString();
    }
}
