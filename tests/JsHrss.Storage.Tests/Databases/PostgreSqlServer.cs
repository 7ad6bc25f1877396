using System.Diagnostics;
using JsHrss.Drills.Rig;
using Npgsql;

namespace JsHrss.Storage.Tests.Databases;

/// <summary>A temporary PostgreSQL on a free port of loopback. It forgets everything when the machine stops, which is what makes it fast.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private readonly string bin;
    private readonly string folder;
    private readonly int port;
    private bool running;

    private PostgreSqlServer(string bin, string folder, int port) => (this.bin, this.folder, this.port) = (bin, folder, port);

    /// <summary>Where the server's programs are; null: PostgreSQL is not installed.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).OrderDescending(StringComparer.Ordinal).FirstOrDefault()
        : null;

    /// <summary>A machine without PostgreSQL skips these tests and says why; the run that decides must not.</summary>
    public static void SkipWhereMissing()
    {
        if (Programs is not null)
            return;
        const string reason = "PostgreSQL is not installed. On Debian, as root: apt-get install postgresql";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            throw new InvalidOperationException(reason);
        Assert.Skip(reason);
    }

    public static async Task<PostgreSqlServer> StartAsync()
    {
        var bin = Programs ?? throw new InvalidOperationException("PostgreSQL is not installed. On Debian, as root: apt-get install postgresql");
        var server = new PostgreSqlServer(bin, Directory.CreateTempSubdirectory("hall-postgresql-").FullName, Ports.Free());
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", server.folder);
        await server.RunHereAsync("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await server.UpAsync();
        return server;
    }

    private string Data => Path.Combine(folder, "data");

    public string Connection(string database, string user = "postgres") => $"Host=127.0.0.1;Port={port};Username={user};Database={database}";

    public async Task UpAsync(string more = "")
    {
        await RunHereAsync("pg_ctl", "-D", Data, "-l", Path.Combine(folder, "log"), "-w", "-t", "30", "-o",
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off -c max_connections=400 -c max_wal_size=4GB -c log_min_messages=fatal {more}", "start");
        running = true;
    }

    /// <summary>Ends it; sessions are told, like at an operator's restart.</summary>
    public async Task DownAsync(string mode = "fast")
    {
        await RunHereAsync("pg_ctl", "-D", Data, "-m", mode, "-w", "-t", "30", "stop");
        running = false;
    }

    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(Connection(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (running)
            await DownAsync("immediate");
        Directory.Delete(folder, recursive: true);
    }

    // PostgreSQL refuses to run as root.
    private Task RunHereAsync(string tool, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(bin, tool), .. arguments])
        : RunAsync(Path.Combine(bin, tool), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // No pipes: the server would inherit them, and reading would never end.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cd / && exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
