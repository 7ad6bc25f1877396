using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.Benchmarks.Servers;

/// <summary>Whoever brings the cookie is the one person.</summary>
internal sealed class FixedSessions(IStanding standing) : ISessions
{
    public const string CookieName = "session";
    public const string CookieValue = "s_0123456789abcdefghijklmnopqrstuvwxyz";

    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow;

    private readonly SignedIn _person = new(
        new SessionId(Guid.CreateVersion7(Start)), new SubjectId("p_sample"), [new Proof("pwd", Start)], Start.AddHours(12), standing);

    public ValueTask<SignedIn?> CurrentAsync(HttpContext browser, CancellationToken ct) =>
        ValueTask.FromResult(browser.Request.Cookies[CookieName] == CookieValue ? _person : null);

    public void Forget(HttpContext browser)
    {
    }
}

/// <summary>An error is an error: the run fails over it.</summary>
internal sealed class PlainErrorPage : IErrorPage
{
    public async ValueTask ShowAsync(HttpContext browser, ProtocolError error, Client? client, CancellationToken ct)
    {
        browser.Response.StatusCode = error.Status;
        await browser.Response.WriteAsync(error.Code, ct);
    }
}
