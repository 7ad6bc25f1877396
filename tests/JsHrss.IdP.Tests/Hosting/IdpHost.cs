using JsHrss.Drills.Rig;
using JsHrss.IdP.Commands;
using JsHrss.IdP.Hosting;
using JsHrss.Storage.Lanes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>The real server on a real port over a database of its own, with the demonstration data and a clock moved by hand.</summary>
public sealed class IdpHost : IAsyncDisposable
{
    private readonly string _hallAddress;
    private readonly DirectoryInfo _folder;
    private readonly IdpHost? _joined;
    private readonly Action<IServiceCollection>? _services;
    private readonly string[] _settings;
    private WebApplication? _app;
    private SecondNode? _second;

    private IdpHost(string hallAddress, Action<IServiceCollection>? services, string[] settings, IdpHost? joined = null)
    {
        (_hallAddress, _services, _settings, _joined) = (hallAddress, services, settings, joined);
        _folder = joined?._folder ?? Directory.CreateTempSubdirectory("jshrss-idp-");
        Address = $"http://localhost:{FreePort()}";
        Issuer = joined?.Issuer ?? Address;
        Database = new DatabaseFile(Path.Combine(_folder.FullName, "data", "idp.db"), () => Services);
    }

    /// <summary>All tests come from one address and many fail on purpose: only tests of limits meet them. Nor does each server draw a store of pictures that nobody asks for.</summary>
    private static string[] WithoutLimits { get; } =
    [
        .. new[] { "Pages", "Passwords", "Authorize", "Clients", "Pictures", "ClientFailures", "UnitChanges" }.Select(one => $"Limits:Load:{one}:PerSecond=0"),
        "Limits:Members:Tries=0",
        .. new[] { "ChallengeFrom", "NetworkChallengeFrom", "NetworkFailures", "AnomalyFailures" }.Select(one => $"Limits:SignIn:{one}={int.MaxValue}"),
        "Limits:Load:PicturesDrawnPerSecond=5",
    ];

    public static string Repository { get; } = FindRepository();

    public string Issuer { get; private set; }

    /// <summary>Where this node listens: the issuer's address, unless it joined a site.</summary>
    public string Address { get; private set; }

    /// <summary>Where each node of its site is asked by itself.</summary>
    public IReadOnlyList<string> Nodes => _second is { } second ? [Address, second.Address] : [Address];

    public MovableClock Clock { get; } = new();

    public CommandCount Commands { get; } = new();

    public LogLines Log { get; } = new();

    /// <summary>What the server stores, for tests that change it behind the server's back.</summary>
    public DatabaseFile Database { get; }

    public IServiceProvider Services => (_app ?? throw new InvalidOperationException("The server does not run.")).Services;

    /// <summary>Where health and metrics are told.</summary>
    public string Management => Services.GetRequiredService<ManagementServer>().Address!;

    /// <summary>Ends the server as a signal does, and returns when nothing of it runs.</summary>
    public Task EndAsync() => Services.GetRequiredService<IHost>().StopAsync(CancellationToken.None);

    /// <summary>Starts a server.</summary>
    /// <param name="hallAddress">Where the sample's clients are said to live.</param>
    /// <param name="services">Replaces services, for instance a seed of the test's own.</param>
    /// <param name="settings">Configuration of the test's own, as name=value; it comes last and wins over <see cref="WithoutLimits"/>.</param>
    public static async Task<IdpHost> StartAsync(string hallAddress = "http://localhost:5300", Action<IServiceCollection>? services = null, params string[] settings)
    {
        var host = new IdpHost(hallAddress, services, settings);
        var clients = await File.ReadAllTextAsync(Path.Combine(Repository, "samples", "clients.json"));
        await File.WriteAllTextAsync(host.ClientsFile, clients.Replace("http://localhost:5300", hallAddress, StringComparison.Ordinal));
        if (SecondNode.IsWanted)
            await host.PrepareSecondAsync();
        else if (services is null && !Array.Exists(settings, setting => setting.StartsWith("Keys:", StringComparison.Ordinal)))
            await PlantedData.CopyToAsync(host.DataFolder);
        await host.RunAsync();
        if (host._second is { } second)
            await second.JoinAsync(host.Settings);
        return host;
    }

    /// <summary>Starts one more node of a site whose database is a server. It is of the same settings and folder, and has a clock of its own.</summary>
    public static async Task<IdpHost> JoinAsync(IdpHost first, Action<IServiceCollection>? services = null)
    {
        var host = new IdpHost(first._hallAddress, services, first._settings, first);
        await host.RunAsync();
        return host;
    }

    /// <summary>Starts a server over an empty folder, ends it, and leaves its data for others to begin with.</summary>
    internal static async Task<DirectoryInfo> LeaveDataAsync()
    {
        var host = new IdpHost("http://localhost:5300", null, []);
        File.Copy(Path.Combine(Repository, "samples", "clients.json"), host.ClientsFile);
        await host.RunAsync();
        await host.StopAsync();
        return new DirectoryInfo(host.DataFolder);
    }

    /// <summary>Ends the process's server and starts another one over the same folder, at the same address.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await RunAsync();
    }

    /// <summary>Puts a backup in the database's place while the server is down, as docs/operations.md says, and starts it again.</summary>
    /// <returns>What the migration after it said.</returns>
    public async Task<string> RestoreAsync(string backup)
    {
        await StopAsync();
        var database = Path.Combine(_folder.FullName, "data", "idp.db");
        foreach (var end in new[] { "-wal", "-shm", "" })
            File.Delete(database + end);
        File.Copy(backup, database);
        var (code, text) = await CommandAsync("migrate", "--restored");
        Assert.True(code == 0, text);
        await RunAsync();
        return text;
    }

    /// <summary>A file beside the server's own.</summary>
    public string FileBeside(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Runs a command of the executable beside the running server, over the same files.</summary>
    /// <returns>Exit code and everything it wrote.</returns>
    public async Task<(int Code, string Text)> CommandAsync(params string[] line)
    {
        await using var output = new StringWriter();
        var code = await OperatorCommands.RunAsync(
            [.. line, "--environment=Development", $"--DataFolder={DataFolder}", "--Keys:Algorithms:0=ES256", .. _settings.Select(setting => "--" + setting)], output, output);
        return (code, output.ToString());
    }

    public static int FreePort() => Ports.Free();

    public async ValueTask DisposeAsync()
    {
        var answered = _second is null ? default : await _second.AnsweredAsync(Management);
        await StopAsync();
        if (_second is { } second)
        {
            await second.DisposeAsync();
            TestContext.Current.SendDiagnosticMessage("{0}: {1} requests answered by one node, {2} by the other", Issuer, answered.First, answered.Second);
        }

        if (_joined is null)
            _folder.Delete(recursive: true);
        if (answered.First > 20 && answered.Second == 0)
            throw new InvalidOperationException("The proxy asked one node alone.");
    }

    private string DataFolder => Path.Combine(_folder.FullName, "data");

    private string ClientsFile => Path.Combine(_folder.FullName, "clients.json");

    private IEnumerable<string> Settings =>
    [
        $"Issuer={Issuer}", $"DataFolder={DataFolder}", $"Clients:Files:0={ClientsFile}", $"Pages:Hall={_hallAddress}/",
        "Audit:SealEvery=01:00:00", // its look-ups would be counted beside those of requests
        .. WithoutLimits, .. _second?.Settings ?? [], .. _settings,
    ];

    private async Task PrepareSecondAsync()
    {
        Assert.SkipWhen(_services is not null, "This test replaces parts of its server, which the other node would not have.");
        _second = await SecondNode.PrepareAsync(_folder.FullName, Clock);
        (Issuer, Address) = (_second.Issuer, $"http://localhost:{_second.FirstPort}");
        // The other node asks once a second.
        Clock.Followed = TimeSpan.FromSeconds(2.5);
    }

    private async Task RunAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "JsHrss.IdP",
            EnvironmentName = "Development",
            ContentRootPath = Path.Combine(Repository, "src", "JsHrss.IdP"),
            Args = [$"--urls={(_second is { } second ? $"http://127.0.0.1:{second.FirstPort}" : Address)}", .. Settings.Select(setting => "--" + setting)],
        });
        builder.AddIdentityProvider();
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<ICommandObserver>(Commands);
        _services?.Invoke(builder.Services);
        var app = builder.Build();
        await app.PrepareAsync(CancellationToken.None);
        app.UseIdentityProvider();
        await app.StartAsync();
        _app = app;
    }

    private async Task StopAsync()
    {
        if (_app is { } app)
            await app.DisposeAsync();
        _app = null;
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "JsHrss.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("JsHrss.sln is in no folder above the tests.");
        return folder;
    }
}
