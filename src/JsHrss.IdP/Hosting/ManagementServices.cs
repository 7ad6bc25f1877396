using JsHrss.IdP.Metrics;
using JsHrss.IdP.Tracing;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace JsHrss.IdP.Hosting;

/// <summary>How the process is watched and how it ends.</summary>
internal static class ManagementServices
{
    /// <exception cref="InvalidOperationException">The configuration is wrong; the message says what to write.</exception>
    public static IServiceCollection AddManagement(this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        var management = ManagementOptions.From(configuration);
        _ = management.EndPoint(isDevelopment);
        var shutdown = ShutdownOptions.From(configuration);
        shutdown.Validate();
        var tracing = TracingOptions.From(configuration);
        tracing.Validate();
        services.AddSingleton(tracing);
        if (tracing.Target is not null)
            services.AddHostedService<SpanSender>();
        services.AddOptions<SocketTransportOptions>().Configure<Door>(static (transport, door) => door.Configure(transport));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = shutdown.Delay + shutdown.Finish);
        return services
            .AddSingleton(management)
            .AddSingleton(shutdown)
            .AddSingleton<Readiness>()
            .AddSingleton<MetricsPage>()
            .AddSingleton<ServerMeter>()
            .AddSingleton<ManagementAnswers>()
            .AddSingleton<ManagementServer>()
            .AddSingleton<Door>()
            .AddHostedService<Drain>();
    }

    /// <summary>First of all: an answer given while draining closes its connection, so that the next request on it does not meet a closed door (RFC 9112 §9.6).</summary>
    public static WebApplication UseDrain(this WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.Use((http, next) =>
        {
            if (readiness.IsDraining)
                http.Response.Headers.Connection = "close";
            return next(http);
        });
        return app;
    }
}
