using System.Net;
using System.Net.Sockets;
using JsHrss.IdP.Hosting;
using JsHrss.Storage.Lanes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>The real server on a real port over a database of its own, with the demonstration data and a clock moved by hand.</summary>
public sealed class IdpHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private IdpHost(WebApplication app, string issuer, DirectoryInfo folder, MovableClock clock, CommandCount commands, LogLines log)
    {
        (_app, _folder) = (app, folder);
        (Issuer, Clock, Commands, Log) = (issuer, clock, commands, log);
    }

    public static string Repository { get; } = FindRepository();

    public string Issuer { get; }

    public MovableClock Clock { get; }

    public CommandCount Commands { get; }

    public LogLines Log { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a server.</summary>
    /// <param name="hallAddress">Where the sample's clients are said to live.</param>
    /// <param name="services">Replaces services, for instance a seed of the test's own.</param>
    public static async Task<IdpHost> StartAsync(string hallAddress = "http://localhost:5300", Action<IServiceCollection>? services = null)
    {
        var folder = Directory.CreateTempSubdirectory("jshrss-idp-");
        var issuer = $"http://localhost:{FreePort()}";
        var clients = Path.Combine(folder.FullName, "clients.json");
        await File.WriteAllTextAsync(clients, (await File.ReadAllTextAsync(Path.Combine(Repository, "samples", "clients.json"))).Replace("http://localhost:5300", hallAddress, StringComparison.Ordinal));
        var (clock, commands, log) = (new MovableClock(), new CommandCount(), new LogLines());

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "JsHrss.IdP",
            EnvironmentName = "Development",
            ContentRootPath = Path.Combine(Repository, "src", "JsHrss.IdP"),
            Args =
            [
                $"--urls={issuer}", $"--Issuer={issuer}", $"--DataFolder={Path.Combine(folder.FullName, "data")}", $"--Clients:Files:0={clients}", $"--Pages:Hall={hallAddress}/",
            ],
        });
        builder.AddIdentityProvider();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<ICommandObserver>(commands);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        await app.PrepareAsync(CancellationToken.None);
        app.UseIdentityProvider();
        await app.StartAsync();
        return new IdpHost(app, issuer, folder, clock, commands, log);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "JsHrss.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("JsHrss.sln is in no folder above the tests.");
        return folder;
    }
}
