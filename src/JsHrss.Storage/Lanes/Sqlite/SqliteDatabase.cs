using JsHrss.Storage.Rows;
using JsHrss.Storage.Startup;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>
/// One SQLite database file: its write lane, its readers, and the lock file beside it that keeps a second server out. An operator's command works beside a running
/// server: it takes no lock file, writes for an instant, and holds nothing in memory that could grow old (ADR 0009).
/// </summary>
internal sealed class SqliteDatabase : IHallDatabase
{
    private readonly string connectionString;
    private readonly FileStream? processLock;
    private readonly WriteLane lane;
    private readonly ReaderPool readers;

    static SqliteDatabase() => SqliteNative.Prepare();

    public SqliteDatabase(string connectionString, StorageUse use, CommandMeter meter, ILoggerFactory logs)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString) { Pooling = false, ForeignKeys = true, DefaultTimeout = 2 };
        if (settings.DataSource is "" or ":memory:" || settings.Mode == SqliteOpenMode.Memory)
            throw new InvalidOperationException("Database:ConnectionString must name a file, for instance: Data Source=.data/idp.db");
        if (use == StorageUse.Command)
            settings.Mode = SqliteOpenMode.ReadWrite;
        this.connectionString = settings.ToString();
        var file = Path.GetFullPath(settings.DataSource);
        if (use == StorageUse.Server)
            processLock = LockFor(file);
        else if (!File.Exists(file))
            throw new InvalidOperationException($"There is no database {file}. Make it with: dotnet JsHrss.IdP.dll migrate");
        lane = new WriteLane(OpenWriter, meter, logs.CreateLogger<WriteLane>());
        readers = new ReaderPool(OpenQueryOnly, meter);
    }

    public Dialect Dialect => Dialect.Sqlite;

    public Task<T> WriteAsync<T>(Func<LaneWrite, T> work, CancellationToken ct) => lane.RunAsync(work, ct);

    public ValueTask<T> ReadAsync<T>(Func<StatementCache, T> read, CancellationToken ct) => readers.ReadAsync(read, ct);

    public HallDb OpenSchema(bool asOwner) => new SqliteHallDb(new DbContextOptionsBuilder<SqliteHallDb>().UseSqlite(OpenWriter(), contextOwnsConnection: true).Options);

    private SqliteConnection OpenWriter()
    {
        var connection = Open();
        // FULL: an answer is given only when the disk has the commit. The timeout matters at start, at recovery, and while a command writes; else there is one writer.
        Execute(connection, "pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=2000; pragma temp_store=memory; pragma cache_size=-65536; pragma wal_autocheckpoint=4000");
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await lane.DisposeAsync().ConfigureAwait(false);
        readers.Dispose();
        if (processLock is not null)
            await processLock.DisposeAsync().ConfigureAwait(false);
    }

    public StatementCache OpenReader() => new SqliteStatements(OpenQueryOnly());

    private SqliteConnection OpenQueryOnly()
    {
        var connection = Open();
        // No mapped file: with every commit of the lane each reader would unmap it and map it anew.
        Execute(connection, "pragma query_only=1; pragma busy_timeout=2000; pragma temp_store=memory; pragma mmap_size=0");
        return connection;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // Two processes over one file would each believe to be the only writer and would serve each other's stale caches.
    private static FileStream LockFor(string database)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(database)!);
        try
        {
            var held = OpenPrivate(database + ".lock");
            OpenPrivate(database).Dispose(); // an empty file is an empty database; SQLite gives its log the same mode
            return held;
        }
        catch (IOException failure)
        {
            throw new InvalidOperationException($"Another process uses {database} (its lock file is held). One process serves a SQLite database; use PostgreSQL for several.", failure);
        }
    }

    // What is not sealed (digests, units, audit facts) is still nobody else's on this machine.
    private static FileStream OpenPrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
