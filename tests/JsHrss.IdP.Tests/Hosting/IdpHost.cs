using System.Net;
using System.Net.Sockets;
using JsHrss.Storage.Lanes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>The real server on a real port over a database of its own, with the demonstration data and a clock moved by hand.</summary>
public sealed class IdpHost : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> _factory;
    private readonly DirectoryInfo _folder;

    private IdpHost(int port, DirectoryInfo folder, string hallAddress, Action<IServiceCollection>? services)
    {
        _folder = folder;
        Issuer = $"http://localhost:{port}";
        var clients = Path.Combine(folder.FullName, "clients.json");
        File.WriteAllText(clients, File.ReadAllText(Path.Combine(Repository, "samples", "clients.json")).Replace("http://localhost:5300", hallAddress, StringComparison.Ordinal));
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("Issuer", Issuer);
            builder.UseSetting("DataFolder", Path.Combine(folder.FullName, "data"));
            builder.UseSetting("Clients:Files:0", clients);
            builder.UseSetting("Pages:Hall", hallAddress + "/");
            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
            builder.ConfigureTestServices(added =>
            {
                added.AddSingleton<TimeProvider>(Clock);
                added.AddSingleton<ICommandObserver>(Commands);
                services?.Invoke(added);
            });
        });
        _factory.UseKestrel(port);
        _factory.StartServer();
    }

    public static string Repository { get; } = FindRepository();

    public string Issuer { get; }

    public MovableClock Clock { get; } = new();

    public CommandCount Commands { get; } = new();

    public LogLines Log { get; } = new();

    public IServiceProvider Services => _factory.Services;

    public static IdpHost Start(string hallAddress = "http://localhost:5300", Action<IServiceCollection>? services = null) =>
        new(FreePort(), Directory.CreateTempSubdirectory("jshrss-idp-"), hallAddress, services);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
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
