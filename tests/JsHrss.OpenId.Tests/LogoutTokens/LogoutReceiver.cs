using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.Tests.LogoutTokens;

/// <summary>A relying party's back-channel address on a real loopback port.</summary>
internal sealed class LogoutReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();

    private LogoutReceiver(WebApplication app) => _app = app;

    /// <summary>What it answers next.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    /// <summary>While set, it does not answer.</summary>
    public TaskCompletionSource? Silence { get; set; }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/backchannel");

    public static async Task<LogoutReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var receiver = new LogoutReceiver(app);
        app.MapPost("/backchannel", receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>The next logout token, in the order they came.</summary>
    public async Task<string> NextAsync() => await _received.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>How many tokens came that nobody has read yet.</summary>
    public int Unread => _received.Reader.Count;

    public async ValueTask DisposeAsync()
    {
        Silence?.TrySetResult();
        await _app.DisposeAsync();
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        Assert.Equal(["logout_token"], form.Keys);
        await _received.Writer.WriteAsync(form["logout_token"].Single()!);
        if (Silence is { } silence)
            await silence.Task;
        return Results.StatusCode(Status);
    }
}
