using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>A client's own web server with its keys, well or ill behaved as the test wants.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _asked;

    private KeyServer(WebApplication app) => _app = app;

    /// <summary>Answers every request.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public int Asked => _asked;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/jwks");

    public static async Task<KeyServer> StartAsync(string? document = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new KeyServer(app);
        app.Run(http =>
        {
            Interlocked.Increment(ref server._asked);
            return server.Answer(http);
        });
        if (document is not null)
            server.Serve(document);
        await app.StartAsync();
        return server;
    }

    public void Serve(string document) => Answer = http => http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(document)).AsTask();

    public void AnswerStatus(int status) => Answer = http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
