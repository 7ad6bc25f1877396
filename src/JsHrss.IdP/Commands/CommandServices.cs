using JsHrss.IdP.Bridge;
using JsHrss.IdP.Hosting;
using JsHrss.OpenId;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Startup;
using Microsoft.Extensions.Logging.Console;

namespace JsHrss.IdP.Commands;

/// <summary>The store without a server around it, configured as the server beside it is.</summary>
internal static class CommandServices
{
    public static ServiceProvider For(CommandLine line)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = line.Configuration, ContentRootPath = AppContext.BaseDirectory });
        Durations.Require(builder.Configuration);
        var server = ServerOptions.From(builder.Configuration);
        if (builder.Environment.IsDevelopment())
            server.UseDataFolder(builder.Configuration);
        if (line.Command.Use == StorageUse.Server && builder.Configuration["Database:OwnerConnectionString"] is { Length: > 0 } owner)
            builder.Configuration["Database:ConnectionString"] = owner;

        // What a command answers stands alone on its output.
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddOptions<OpenIdProviderOptions>().Configure(provider => BridgeServices.Describe(provider, server.Issuer, builder.Environment.IsDevelopment()));
        builder.Services.AddSingleton<IRequestOrigin, CommandOrigin>();
        builder.Services.AddHallStorage(builder.Configuration, line.Command.Use);
        return builder.Services.BuildServiceProvider();
    }
}
