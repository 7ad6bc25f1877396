using JsHrss.IdP.Api;
using JsHrss.IdP.Api.Access;
using JsHrss.IdP.Api.Institutions;
using JsHrss.IdP.Api.Items;
using JsHrss.IdP.Api.Units;
using JsHrss.IdP.Bridge;
using JsHrss.IdP.Challenges;
using JsHrss.IdP.Clients;
using JsHrss.IdP.Limits;
using JsHrss.IdP.Logging;
using JsHrss.IdP.Passkeys;
using JsHrss.IdP.QrCodes;
using JsHrss.IdP.Seed;
using JsHrss.IdP.Tracing;
using JsHrss.IdP.Web;
using JsHrss.OpenId;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Startup;
using JsHrss.Upstreams;
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
        Durations.Require(builder.Configuration);
        var server = ServerOptions.From(builder.Configuration);
        server.Validate(isDevelopment);
        if (isDevelopment)
            server.UseDataFolder(builder.Configuration);
        else
            PatchedRuntime.Require(Environment.Version);

        builder.AddLogs();
        builder.WebHost.ConfigureKestrel(ServerLimits.Configure);
        builder.Services.Configure<FormOptions>(ServerLimits.Configure);
        builder.Services.Configure<HostFilteringOptions>(hosts =>
        {
            hosts.AllowedHosts = [new Uri(server.Issuer).Host];
            // Whoever names no host, as HTTP/1.0 allows, has not come through our proxy (case HT-02).
            hosts.AllowEmptyHosts = false;
        });
        builder.Services.AddSingleton(server);
        builder.Services.AddSingleton(DevelopmentPhone.From(builder.Configuration, isDevelopment));
        builder.Services.AddSingleton<IClientRegistry>(services => new DeclaredClients(
            ClientFiles.Read(
                server.ClientFiles.Select(server.PathOf),
                new ClientPolicy(BridgeServices.Scopes, BridgeServices.AcrValues, server.Issuer, isDevelopment, services.GetRequiredService<TimeProvider>().GetUtcNow())),
            server.Issuer));
        builder.Services.AddHallStorage(builder.Configuration);
        var outgoing = OutgoingOptions.From(builder.Configuration);
        builder.Services.AddOpenIdProvider(provider =>
        {
            BridgeServices.Describe(provider, server.Issuer, isDevelopment);
            provider.AllowedNetworks = outgoing.AllowedNetworks;
        });
        builder.Services.AddDevelopmentClock(builder.Configuration, isDevelopment);
        builder.Services.AddUpstreams(builder.Configuration, server.BaseFolder, isDevelopment);
        builder.Services.AddLimits(builder.Configuration, isDevelopment);
        builder.Services.AddSingleton<IClientAttempts, ClientAttempts>();
        builder.Services.AddChallenges();
        builder.Services.AddPasskeys();
        builder.Services.AddQrCodes(builder.Configuration);
        builder.Services.AddBridge(builder.Configuration, isDevelopment);
        builder.Services.AddPages();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        builder.Services.AddOpenApi();
        builder.Services.AddManagement(builder.Configuration, isDevelopment);
        builder.Services.AddSingleton<DemoAccounts>();
        if (isDevelopment)
            builder.Services.AddSingleton<DemoSeed>();
        return builder;
    }

    /// <summary>Brings store, keys and clients to the state that serving needs.</summary>
    public static async Task PrepareAsync(this WebApplication app, CancellationToken ct)
    {
        await app.Services.GetRequiredService<ManagementServer>().StartAsync(ct);
        _ = app.Services.GetRequiredService<IClientRegistry>();
        await app.Services.GetRequiredService<IStorageStartup>().PrepareAsync(ct);
        if (app.Services.GetService<DemoSeed>() is { } demo)
            await demo.PlantAsync(ct);
        else
            await app.Services.GetRequiredService<DemoAccounts>().RefuseAsync(ct);
        app.Services.GetRequiredService<Readiness>().Loaded();
    }

    /// <summary>The order in which a request meets the server.</summary>
    public static WebApplication UseIdentityProvider(this WebApplication app)
    {
        app.UseSpanTags();
        app.UseDrain();
        app.UseProxies();
        app.UseRouting();
        app.UseLoadLimits();
        app.UsePageSecurity();

        app.MapOpenIdProvider();
        app.MapMe();
        app.MapMobileApp();
        app.MapAccess();
        app.MapItems();
        app.MapUnits();
        app.MapInstitutions();
        // The description of the APIs is handed out with the documentation, not by the public server (case AD-17).
        if (app.Environment.IsDevelopment())
            app.MapOpenApi();
        app.MapChallenges();
        app.MapQrCodes();
        app.MapPages();
        return app;
    }
}
