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
    private readonly DirectoryInfo _folder;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private ServerProcess(ProcessStartInfo start, string address, DirectoryInfo folder)
    {
        (Address, _folder) = (new Uri(address), folder);
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

    /// <summary>The first lines that it logged as an error or worse.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>User and system time of all its threads, living and ended.</summary>
    public CpuTime CpuTime
    {
        get
        {
            _process.Refresh();
            return new CpuTime(_process.TotalProcessorTime, _process.PrivilegedProcessorTime);
        }
    }

    /// <summary>Starts a server on a free port of this machine and returns when it answers.</summary>
    /// <param name="store">memory: the engine over its in-memory ports; sqlite: the product as it is built.</param>
    /// <param name="pgo">DOTNET_TieredPGO.</param>
    /// <param name="ct">Cancels the waiting.</param>
    public static async Task<ServerProcess> StartAsync(string store, bool pgo, CancellationToken ct)
    {
        var address = $"http://localhost:{FreePort()}";
        var folder = Directory.CreateTempSubdirectory("jshrss-bench-");
        var start = new ProcessStartInfo("dotnet");
        foreach (var argument in store == "memory" ? [typeof(ServerProcess).Assembly.Location, "serve", "memory", address] : Product(address, folder.FullName))
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_TieredPGO"] = pgo ? "1" : "0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var server = new ServerProcess(start, address, folder);
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
        _folder.Delete(recursive: true);
    }

    /// <summary>The server from its own output folder, beside ours, over a new database with the demonstration data.</summary>
    private static string[] Product(string address, string folder)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "JsHrss.sln")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("JsHrss.sln is in no folder above this program.");
        var built = Path.GetRelativePath(Path.Combine(root, "tests", typeof(ServerProcess).Assembly.GetName().Name!), AppContext.BaseDirectory);
        return
        [
            Path.Combine(root, "src", "JsHrss.IdP", built, "JsHrss.IdP.dll"),
            $"--urls={address}", $"--Issuer={address}", $"--DataFolder={Path.Combine(folder, "data")}",
            $"--Clients:Files:0={Path.Combine(root, "samples", "clients.json")}",
            // All load comes from this one machine; the limits still run, but nothing reaches them.
            .. new[] { "Pages", "Passwords", "Authorize", "Pushed", "Clients", "Pictures", "ClientFailures" }.SelectMany(one => new[] { $"--Limits:Load:{one}:PerSecond=1000000", $"--Limits:Load:{one}:Burst=1000000" }),
            "--Limits:Load:PicturesDrawnPerSecond=1000",
            .. new[] { "ChallengeFrom", "NetworkChallengeFrom", "NetworkFailures", "AnomalyFailures" }.Select(one => $"--Limits:SignIn:{one}=1000000"),
        ];
    }

    private static int FreePort()
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
                    return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is OperationCanceledException && !ct.IsCancellationRequested))
            {
                // Not listening yet.
            }

            await Task.Delay(200, ct);
        }

        throw new InvalidOperationException($"The server did not become ready at {Address}. It said:{Environment.NewLine}{string.Join(Environment.NewLine, _lines)}");
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        if (_errors.Count < LinesKept && (line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal) || line.Contains("Unhandled exception", StringComparison.Ordinal)))
            _errors.Enqueue(line);
        _lines.Enqueue(line);
        while (_lines.Count > LinesKept)
            _lines.TryDequeue(out _);
    }
}
