using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>An error page that remembers what it showed last.</summary>
public sealed class RecordingErrorPage : IErrorPage
{
    public ProtocolError? Shown { get; private set; }

    public Client? ShownClient { get; private set; }

    public async ValueTask ShowAsync(HttpContext browser, ProtocolError error, Client? client, CancellationToken ct)
    {
        (Shown, ShownClient) = (error, client);
        browser.Response.StatusCode = error.Status;
        browser.Response.ContentType = "text/plain";
        browser.Response.Headers.CacheControl = "no-store";
        await browser.Response.WriteAsync(error.Code, ct);
    }
}
