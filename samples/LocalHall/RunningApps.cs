using System.Diagnostics;

namespace LocalHall;

/// <summary>The started processes. Disposing ends them all, gently first.</summary>
internal sealed class RunningApps(string root) : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(20);

    private readonly List<(App App, Process Process)> running = [];
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>Starts one application and returns when it says that it is ready.</summary>
    public async Task StartAsync(App app, CancellationToken ct)
    {
        Console.WriteLine($"Starting {app.Title} ...");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = app.Folder(root), RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(app.Dll(root));
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = app.Address;
        start.Environment["Issuer"] = "http://localhost:5100";
        start.Environment["Clients__Files__0"] = Path.Combine(root, "samples", "clients.json");
        start.Environment["DataFolder"] = SourceTree.Data(root);
        if (running.Any(one => one.App.Name == "sandbox"))
            Sandbox.Connect(start.Environment, root);
        start.Environment["Logging__Console__FormatterName"] = "simple";
        start.Environment["Logging__Console__FormatterOptions__SingleLine"] = "true";
        var process = Process.Start(start)!;
        running.Add((app, process));
        process.OutputDataReceived += (_, line) => Tell(app, line.Data);
        process.ErrorDataReceived += (_, line) => Tell(app, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await UntilReadyAsync(app, process, ct);
    }

    /// <summary>Returns when somebody asks to stop (0), or one application ends by itself (1): half a hall helps nobody.</summary>
    public async Task<int> UntilOneEndsAsync(CancellationToken ct)
    {
        try
        {
            await Task.WhenAny(running.Select(one => one.Process.WaitForExitAsync(ct)));
            ct.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        var ended = running.First(one => one.Process.HasExited);
        await Console.Error.WriteLineAsync($"{ended.App.Title} ended with exit code {ended.Process.ExitCode}; stopping the others.");
        return 1;
    }

    public async ValueTask DisposeAsync()
    {
        Console.WriteLine("Stopping ...");
        foreach (var (_, process) in running)
            GentleEnd.Ask(process);
        using var late = new CancellationTokenSource(EndWithin);
        foreach (var (_, process) in running)
        {
            try
            {
                await process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
            process.Dispose();
        }
        http.Dispose();
    }

    private async Task UntilReadyAsync(App app, Process process, CancellationToken ct)
    {
        var started = Stopwatch.StartNew();
        while (started.Elapsed < ReadyWithin)
        {
            if (process.HasExited)
                throw new CannotStartException($"{app.Title} ended while starting (exit code {process.ExitCode}); its last lines are above.");
            try
            {
                using var answer = await http.GetAsync(new Uri(app.ReadyAddress), ct);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is OperationCanceledException && !ct.IsCancellationRequested))
            {
                // Not listening yet.
            }
            await Task.Delay(200, ct);
        }
        throw new CannotStartException($"{app.Title} did not become ready at {app.ReadyAddress} within {ReadyWithin.TotalSeconds:0} seconds.");
    }

    private static void Tell(App app, string? line)
    {
        if (line is not null)
            Console.WriteLine($"[{app.Name}] {line}");
    }
}
