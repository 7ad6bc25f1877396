using System.Diagnostics;

namespace JsHrss.Drills.Rig;

/// <summary>One node: the server as it is built, a process of its own that can be killed, ended and started again at the same address.</summary>
internal sealed class Node(string name, string program, string folder, IReadOnlyList<string> settings) : IDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(90);
    private static readonly HttpClient Management = new() { Timeout = TimeSpan.FromSeconds(2) };

    private readonly string _log = Path.Combine(folder, name + ".log");
    private Process? _process;

    public string Name => name;

    public int Port { get; } = Machine.FreePort();

    public int ManagementPort { get; } = Machine.FreePort();

    public Uri Address => new($"http://localhost:{Port}"); // hosts of other names are refused

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>A wall clock of its own; null: the machine's.</summary>
    public NodeClock? Clock { get; set; }

    /// <summary>Which build it runs; taken at the next start.</summary>
    public string Program { get; set; } = program;

    /// <summary>Starts it, without waiting until it is ready.</summary>
    public void Start()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >>\"$RIG_LOG\" 2>&1 </dev/null", "dotnet", Program, $"--urls=http://127.0.0.1:{Port}", $"--Management:Address=http://127.0.0.1:{ManagementPort}", .. settings]);
        start.Environment["RIG_LOG"] = _log;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_gcServer"] = "0";
        Clock?.Dress(start.Environment);
        _process?.Dispose();
        _process = Process.Start(start)!;
    }

    public async Task StartAsync(CancellationToken ct)
    {
        Start();
        await UntilReadyAsync(ct);
    }

    /// <summary>How often it ended by itself instead of becoming ready.</summary>
    public int Refusals { get; private set; }

    /// <summary>One that ends by itself is started again after a second, as the service manager does.</summary>
    /// <exception cref="InvalidOperationException">It did not become ready; with what it said last.</exception>
    public async Task UntilReadyAsync(CancellationToken ct)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < ReadyWithin;)
        {
            if (!IsRunning)
            {
                Refusals++;
                Console.WriteLine($"  {name} ended by itself: {File.ReadLines(_log).LastOrDefault()}");
                await Task.Delay(TimeSpan.FromSeconds(1), ct);
                Start();
            }

            if (await HealthAsync("ready", ct) == 200)
                return;
            await Task.Delay(50, ct);
        }

        throw new InvalidOperationException($"{name} did not become ready. It said:\n{string.Join('\n', File.ReadLines(_log).TakeLast(30))}");
    }

    /// <summary>Status of one health question at the management port; 0: no answer.</summary>
    public async Task<int> HealthAsync(string what, CancellationToken ct)
    {
        try
        {
            using var answer = await Management.GetAsync(new Uri($"http://127.0.0.1:{ManagementPort}/health/{what}"), ct);
            return (int)answer.StatusCode;
        }
        catch (Exception refused) when (refused is HttpRequestException || (refused is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return 0;
        }
    }

    /// <summary>SIGKILL: it does nothing more.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM: it drains and ends by itself.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        await Machine.SignalAsync(_process!.Id, "TERM");
        await _process.WaitForExitAsync(ct);
    }

    public Task SignalAsync(string signal) => Machine.SignalAsync(_process!.Id, signal);

    /// <summary>Lines it logged as errors or worse, with the line that follows each.</summary>
    public IReadOnlyList<string> Errors()
    {
        if (!File.Exists(_log))
            return [];
        var lines = File.ReadAllLines(_log);
        return [.. lines.Select((line, at) => (line, at)).Where(one => one.line.StartsWith("fail:", StringComparison.Ordinal) || one.line.StartsWith("crit:", StringComparison.Ordinal) || one.line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal) || one.line.Contains("Unhandled exception", StringComparison.Ordinal))
            .Select(one => one.line + (one.at + 1 < lines.Length ? " " + lines[one.at + 1].Trim() : ""))];
    }

    public void Dispose()
    {
        if (IsRunning)
            Kill();
        _process?.Dispose();
    }
}
