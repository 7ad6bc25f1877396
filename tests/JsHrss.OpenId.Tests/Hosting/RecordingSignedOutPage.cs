using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>A signed-out page that remembers what it was told last.</summary>
public sealed class RecordingSignedOutPage : ISignedOutPage
{
    public SignedOut? Shown { get; private set; }

    public async ValueTask ShowAsync(HttpContext browser, SignedOut done, CancellationToken ct)
    {
        Shown = done;
        await browser.Response.WriteAsync("signed out", ct);
    }
}
