using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using JsHrss.Benchmarks.Measuring;

namespace JsHrss.Benchmarks.Servers;

/// <summary>The measured server: a process of its own, so that its CPU time is its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int LinesKept = 30;
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TemporaryPostgres? _database;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private bool _inError;

    private ServerProcess(ProcessStartInfo start, string address, TemporaryPostgres? database)
    {
        (Address, _database) = (new Uri(address), database);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start) ?? throw new InvalidOperationException("The server could not be started.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public bool IsRunning => !_process.HasExited;

    /// <summary>The first lines of what it logged as an error or worse.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>How long it took from its start to its first answer.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>User and system time of all its threads, living and ended.</summary>
    public CpuTime CpuTime
    {
        get
        {
            _process.Refresh();
            var database = _database?.CpuTime ?? TimeSpan.Zero;
            return new CpuTime(_process.TotalProcessorTime + database, _process.PrivilegedProcessorTime, database);
        }
    }

    /// <summary>Starts a server on a free port of this machine and returns when it answers.</summary>
    /// <param name="build">Which; not asked for the store memory, which this program serves itself.</param>
    /// <param name="place">Its store.</param>
    /// <param name="pgo">DOTNET_TieredPGO.</param>
    /// <param name="ct">Cancels the waiting.</param>
    public static async Task<ServerProcess> StartAsync(ServerBuild build, Place place, bool pgo, CancellationToken ct)
    {
        var address = $"http://localhost:{FreePort()}";
        var start = new ProcessStartInfo("dotnet");
        foreach (var argument in place.Store == "memory" ? [typeof(ServerProcess).Assembly.Location, "serve", "memory", address, place.ClientsFile] : (string[])[build.Program, .. place.Arguments(address)])
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_TieredPGO"] = pgo ? "1" : "0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in place.Environment)
            start.Environment[name] = value;
        var server = new ServerProcess(start, address, place.Database);
        try
        {
            await server.UntilReadyAsync(ct);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    /// <summary>Free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task UntilReadyAsync(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(2) };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < ReadyWithin && !_process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/.well-known/openid-configuration", UriKind.Relative), ct);
                if (answer.IsSuccessStatusCode)
                {
                    ReadyAfter = waited.Elapsed;
                    return;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is OperationCanceledException && !ct.IsCancellationRequested))
            {
                // Not listening yet.
            }

            await Task.Delay(50, ct);
        }

        throw new InvalidOperationException($"The server did not become ready at {Address}. It said:{Environment.NewLine}{string.Join(Environment.NewLine, _lines)}");
    }

    private static bool BeginsAnError(string line) =>
        line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal) || line.Contains("Unhandled exception", StringComparison.Ordinal);

    private void Keep(string? line)
    {
        if (line is null)
            return;
        if (BeginsAnError(line))
            _inError = true;
        else if (!line.StartsWith(' '))
            _inError = false;
        if (_inError && _errors.Count < LinesKept)
            _errors.Enqueue(line);
        _lines.Enqueue(line);
        while (_lines.Count > LinesKept)
            _lines.TryDequeue(out _);
    }
}
