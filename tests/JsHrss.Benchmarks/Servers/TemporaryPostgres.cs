using System.Diagnostics;
using System.Globalization;
using JsHrss.Benchmarks.Measuring;

namespace JsHrss.Benchmarks.Servers;

/// <summary>A PostgreSQL server of its own in a new folder on a free port of this machine, as durable as it comes (fsync on, synchronous commits). Removed afterwards.</summary>
internal sealed class TemporaryPostgres : IDisposable
{
    private const string Root = "/usr/lib/postgresql";

    private readonly string _programs;
    private readonly DirectoryInfo _folder;
    private readonly int _port;
    private readonly int _process;

    private TemporaryPostgres(string programs, DirectoryInfo folder, int port)
    {
        (_programs, _folder, _port) = (programs, folder, port);
        // PostgreSQL refuses to run as root.
        if (Environment.IsPrivilegedProcess)
            Run("chown", ["postgres", folder.FullName]);
        Run("initdb", ["-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], asOwner: true);
        try
        {
            Run("pg_ctl", ["-D", Data, "-l", Path.Combine(folder.FullName, "log"), "-w", "-t", "60", "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder.FullName} -c shared_buffers=256MB -c max_wal_size=4GB", "start"], asOwner: true);
            _process = int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
            Run("createdb", ["-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "idp"], asOwner: true);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The database <c>idp</c> in it.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=idp";

    /// <summary>User and system time of all its processes.</summary>
    public TimeSpan CpuTime => ProcessTree.CpuOf(_process);

    /// <summary>Bytes of all its databases' files.</summary>
    public long Size => new DirectoryInfo(Path.Combine(Data, "base")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <exception cref="InvalidOperationException">There is no PostgreSQL on this machine.</exception>
    public static TemporaryPostgres Start(int port)
    {
        var programs = Directory.Exists(Root)
            ? Directory.GetDirectories(Root).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return new TemporaryPostgres(programs ?? throw new InvalidOperationException($"There is no PostgreSQL under {Root}. Install it, or leave it out with --store."), Directory.CreateTempSubdirectory("jshrss-bench-pg-"), port);
    }

    /// <summary>Where its server can read a file.</summary>
    public string FileFor(string name) => Path.Combine(_folder.FullName, name + ".copy");

    /// <summary>One statement in the database <c>idp</c>.</summary>
    public void Execute(string sql) =>
        Run("psql", ["-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-d", "idp", "-v", "ON_ERROR_STOP=1", "-q", "-c", sql], asOwner: true);

    public void Dispose()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            Run("pg_ctl", ["-D", Data, "-m", "immediate", "-w", "stop"], asOwner: true);
        _folder.Delete(recursive: true);
    }

    // Without pipes: the database server would inherit them and their end would never come.
    private void Run(string program, string[] arguments, bool asOwner = false)
    {
        string[] command = !asOwner ? [program, .. arguments]
            : Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", Path.Combine(_programs, program), .. arguments]
            : [Path.Combine(_programs, program), .. arguments];
        using var run = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", .. command]) { WorkingDirectory = _folder.FullName })
            ?? throw new InvalidOperationException($"{program} could not be started.");
        run.WaitForExit();
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {run.ExitCode}.");
    }
}
