using JsHrss.OpenId.Ports;
using Npgsql;

namespace JsHrss.Storage.Lanes.PostgreSql;

/// <summary>
/// Opens connections with the limits that keep a request from hanging (target RG-5). While the database is away it is asked at growing distances and not by everybody:
/// who comes in between is told so at once. The distance stays below the time in which a node must be back (case FT-03).
/// </summary>
internal sealed class PostgreSqlConnector(string connectionString) : IDisposable
{
    /// <summary>How long opening a connection may take, in seconds.</summary>
    public const int LongestOpening = 2;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource source = new NpgsqlDataSourceBuilder(Limited(connectionString)).Build();
    private readonly Lock turn = new();
    private long askAgainAt;
    private TimeSpan pause = TimeSpan.Zero;
    private int losses;

    /// <summary>How many losses were told. What was opened before the latest is not to be trusted.</summary>
    public int Generation => Volatile.Read(ref losses);

    /// <summary>A connection was lost: those beside it probably were, too.</summary>
    public void Lost() => Interlocked.Increment(ref losses);

    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    public NpgsqlConnection Open()
    {
        if (Environment.TickCount64 < Interlocked.Read(ref askAgainAt))
            throw new StoreUnavailableException("The database is away; it is asked again in a moment.");
        try
        {
            var connection = source.OpenConnection();
            pause = TimeSpan.Zero;
            return connection;
        }
        catch (NpgsqlException failure)
        {
            Away();
            throw new StoreUnavailableException("The database cannot be reached.", failure);
        }
    }

    public void Dispose() => source.Dispose();

    private void Away()
    {
        lock (turn)
        {
            if (Environment.TickCount64 < askAgainAt)
                return; // another one has just found out
            pause = pause == TimeSpan.Zero ? FirstPause : TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks));
            Interlocked.Exchange(ref askAgainAt, Environment.TickCount64 + (long)pause.TotalMilliseconds);
        }
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
        };
        settings.ApplicationName ??= "jshrss-idp";
        settings.Options = $"-c statement_timeout=2500 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=5000 {settings.Options}";
        return settings.ToString();
    }
}
