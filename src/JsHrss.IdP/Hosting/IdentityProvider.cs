using JsHrss.IdP.Api;
using JsHrss.IdP.Bridge;
using JsHrss.IdP.Clients;
using JsHrss.IdP.Seed;
using JsHrss.IdP.Web;
using JsHrss.OpenId;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Startup;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Features;

namespace JsHrss.IdP.Hosting;

/// <summary>The whole server: what it is made of, how it gets ready, and in which order a request meets it.</summary>
internal static class IdentityProvider
{
    /// <summary>Everything the server is made of.</summary>
    /// <exception cref="InvalidOperationException">The configuration is wrong; the message says what to write.</exception>
    public static WebApplicationBuilder AddIdentityProvider(this WebApplicationBuilder builder)
    {
        var isDevelopment = builder.Environment.IsDevelopment();
        var server = ServerOptions.From(builder.Configuration);
        server.Validate(isDevelopment);
        if (isDevelopment)
            UseDataFolder(builder.Configuration, server);

        builder.WebHost.ConfigureKestrel(ServerLimits.Configure);
        builder.Services.Configure<FormOptions>(ServerLimits.Configure);
        builder.Services.Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts = [new Uri(server.Issuer).Host]);
        builder.Services.AddSingleton(server);
        builder.Services.AddSingleton<IClientRegistry>(services => new DeclaredClients(
            ClientFiles.Read(
                server.ClientFiles.Select(server.PathOf),
                new ClientPolicy(BridgeServices.Scopes, BridgeServices.AcrValues, server.Issuer, isDevelopment, services.GetRequiredService<TimeProvider>().GetUtcNow())),
            server.Issuer));
        builder.Services.AddHallStorage(builder.Configuration);
        builder.Services.AddOpenIdProvider(provider => BridgeServices.Describe(provider, server.Issuer, isDevelopment));
        builder.Services.AddBridge(builder.Configuration, isDevelopment);
        builder.Services.AddPages();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        builder.Services.AddOpenApi();
        builder.Services.AddSingleton<Readiness>();
        if (isDevelopment)
            builder.Services.AddSingleton<DemoSeed>();
        return builder;
    }

    /// <summary>Brings store, keys and clients to the state that serving needs.</summary>
    public static async Task PrepareAsync(this WebApplication app, CancellationToken ct)
    {
        _ = app.Services.GetRequiredService<IClientRegistry>();
        await app.Services.GetRequiredService<IStorageStartup>().PrepareAsync(ct);
        if (app.Services.GetService<DemoSeed>() is { } demo)
            await demo.PlantAsync(ct);
    }

    /// <summary>The order in which a request meets the server.</summary>
    public static WebApplication UseIdentityProvider(this WebApplication app)
    {
        app.UseRouting();
        app.UsePageSecurity();

        app.MapOpenIdProvider();
        app.MapMe();
        // The description of the APIs is handed out with the documentation, not by the public server (case AD-17).
        if (app.Environment.IsDevelopment())
            app.MapOpenApi();
        app.MapHealth();
        app.MapPages();
        return app;
    }

    /// <summary>Development keeps database and master key in one folder that git ignores, unless configured otherwise.</summary>
    private static void UseDataFolder(ConfigurationManager configuration, ServerOptions server)
    {
        var folder = server.PathOf(server.DataFolder);
        Directory.CreateDirectory(folder);
        configuration["Secrets:MasterKeyFile"] ??= Path.Combine(folder, "master.key");
        configuration["Database:ConnectionString"] ??= $"Data Source={Path.Combine(folder, "idp.db")}";
    }
}
