using System.Globalization;

namespace JsHrss.Drills.Rig;

/// <summary>A PostgreSQL server of its own in a new folder, as durable as it comes: fsync on, synchronous commits.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private const string Installed = "/usr/lib/postgresql";

    private readonly string _programs;
    private readonly string _folder;
    private readonly int _port;

    private Postgres(string programs, string folder, int port) => (_programs, _folder, _port) = (programs, folder, port);

    public int Port => _port;

    public string ConnectionString => At(_port);

    public static string At(int port) => $"Host=127.0.0.1;Port={port};Username=postgres;Database=idp";

    private string Data => Path.Combine(_folder, "data");

    /// <exception cref="InvalidOperationException">There is no PostgreSQL on this machine.</exception>
    public static async Task<Postgres> StartAsync(string folder)
    {
        var programs = Directory.Exists(Installed)
            ? Directory.GetDirectories(Installed).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        var postgres = new Postgres(programs ?? throw new InvalidOperationException("PostgreSQL is not installed. On Debian, as root: apt-get install postgresql"), Directory.CreateDirectory(Path.Combine(folder, "postgres")).FullName, Machine.FreePort());
        if (Environment.IsPrivilegedProcess)
        {
            await Machine.RunAsync("chmod", "711", folder);
            await Machine.RunAsync("chown", "postgres", postgres._folder);
        }

        await postgres.RunAsync("initdb", "-D", postgres.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        await postgres.UpAsync();
        await postgres.RunAsync("createdb", "-h", "127.0.0.1", "-p", postgres._port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "idp");
        return postgres;
    }

    /// <summary>A second server that repeats this one; from now on a commit is answered when both have it on disk.</summary>
    public async Task<Postgres> StandbyAsync()
    {
        var standby = new Postgres(_programs, _folder + "-standby", Machine.FreePort());
        Directory.CreateDirectory(standby._folder);
        if (Environment.IsPrivilegedProcess)
            await Machine.RunAsync("chown", "postgres", standby._folder);
        await RunAsync("pg_basebackup", "-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-D", standby.Data, "-R", "-X", "stream", "-c", "fast");
        await standby.UpAsync();
        await AskAsync("alter system set synchronous_standby_names = '*'");
        await AskAsync("select pg_reload_conf()");
        for (var tries = 0; await AskAsync("select sync_state from pg_stat_replication") is not ["sync"] && tries < 100; tries++)
            await Task.Delay(100);
        return standby;
    }

    /// <summary>It was a standby; from now on it also writes. What it waited for before it answered a commit is gone.</summary>
    public async Task PromoteAsync()
    {
        // Its own settings are a copy of the primary's: without this it would wait for a standby that nobody has.
        await File.AppendAllTextAsync(Path.Combine(Data, "postgresql.auto.conf"), "synchronous_standby_names = ''\n");
        await RunAsync("pg_ctl", "-D", Data, "-w", "-t", "60", "promote");
        await RunAsync("pg_ctl", "-D", Data, "reload");
    }

    public Task UpAsync() => RunAsync(
        "pg_ctl", "-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-t", "60",
        "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=200 -c fsync=on -c synchronous_commit=on", "start");

    /// <param name="mode"><c>fast</c>: sessions are told and rolled back. <c>immediate</c>: as after a crash.</param>
    public Task DownAsync(string mode) => RunAsync("pg_ctl", "-D", Data, "-m", mode, "-w", "-t", "60", "stop");

    /// <summary>Every process of it stands still, as when its machine hangs: connections stay open and nothing answers.</summary>
    public async Task FreezeAsync()
    {
        foreach (var process in await ProcessesAsync())
            await Machine.SignalAsync(process, "STOP");
    }

    public async Task ThawAsync()
    {
        foreach (var process in await ProcessesAsync())
            await Machine.SignalAsync(process, "CONT");
    }

    /// <summary>The lines of one statement's answer, values parted by |.</summary>
    public async Task<string[]> AskAsync(string sql) =>
        (await Machine.ReadAsync(Path.Combine(_programs, "psql"), "-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-d", "idp", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async Task<long> CountAsync(string sql) => long.Parse((await AskAsync(sql))[0], CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await DownAsync("immediate");
    }

    private async Task<int[]> ProcessesAsync()
    {
        var head = int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        var children = await File.ReadAllTextAsync($"/proc/{head}/task/{head}/children");
        return [head, .. children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
    }

    // PostgreSQL refuses to run as root.
    private Task RunAsync(string tool, params string[] arguments) => Environment.IsPrivilegedProcess
        ? Machine.RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(_programs, tool), .. arguments])
        : Machine.RunAsync(Path.Combine(_programs, tool), arguments);
}
