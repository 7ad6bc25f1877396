using System.Globalization;
using System.Text;
using JsHrss.Accounts.QrSignIn;
using JsHrss.IdP.Hosting;
using JsHrss.IdP.Limits;
using Microsoft.AspNetCore.Http.Features;

namespace JsHrss.IdP.QrCodes;

/// <summary>How a waiting browser learns of each step: server-sent events, or by asking. Neither is a use of the session (case RT-22).</summary>
internal static class QrEventEndpoints
{
    public const string Events = "/sign-in/qr/events";
    public const string State = "/sign-in/qr/state";

    private static readonly byte[] Beat = ":\n\n"u8.ToArray();

    public static IServiceCollection AddQrCodes(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Limits:QrWait").Get<QrWaitOptions>() ?? new QrWaitOptions();
        if (options.Validate() is { IsEmpty: false } faults)
            throw new InvalidOperationException("The configuration is wrong; nothing was started:" + Environment.NewLine + string.Join(Environment.NewLine, faults));
        return services.AddSingleton(options).AddSingleton<QrBoard>().AddHostedService(provider => provider.GetRequiredService<QrBoard>());
    }

    public static void MapQrCodes(this IEndpointRouteBuilder routes)
    {
        // Handed over here and not for each request: a scope of services would be kept for every browser that waits.
        var (board, tickets, clock) = (routes.ServiceProvider.GetRequiredService<QrBoard>(), routes.ServiceProvider.GetRequiredService<OpenTicket>(), routes.ServiceProvider.GetRequiredService<TimeProvider>());
        routes.MapGet(Events, browser => EventsAsync(browser, board, tickets, clock)).ExcludeFromDescription();
        routes.MapGet(State, StateAsync).ExcludeFromDescription();
    }

    /// <summary>One event for the state there is, one for each that follows, then the end: what is over needs no connection.</summary>
    private static async Task EventsAsync(HttpContext browser, QrBoard board, OpenTicket tickets, TimeProvider clock)
    {
        var (post, status) = await FindAsync(browser, board, tickets);
        var network = ClientAddress.Of(browser).Network;
        if (post is null || !board.Enter(post, network))
        {
            Refuse(browser, post is null ? status : StatusCodes.Status503ServiceUnavailable);
            return;
        }

        Forget(browser);
        try
        {
            await FollowAsync(browser, board, post, clock);
        }
        catch (OperationCanceledException)
        {
            // The browser went away.
        }
        finally
        {
            board.Leave(post, network);
        }
    }

    private static async Task FollowAsync(HttpContext browser, QrBoard board, QrPost post, TimeProvider clock)
    {
        var (answer, gone) = (browser.Response, browser.RequestAborted);
        answer.ContentType = "text/event-stream";
        answer.Headers.CacheControl = "no-store";
        answer.Headers["X-Accel-Buffering"] = "no";
        using var leaving = gone.UnsafeRegister(static waited => ((QrPost)waited!).Wake(), post);
        var told = (QrTicketState?)null;
        while (!gone.IsCancellationRequested && !board.IsEnding())
        {
            var (state, left) = post.At(clock.GetUtcNow());
            var line = state == told ? Beat : Encoding.UTF8.GetBytes($"event: state\ndata: {Words(post, state, left)}\n\n");
            await answer.BodyWriter.WriteAsync(line, gone); // and sent at once
            if (state > QrTicketState.Confirmed)
                return;
            told = state;
            await post.NextAsync(state, clock.GetUtcNow());
        }
    }

    /// <summary>What the browser sent has been read; it need not be kept for as long as it waits.</summary>
    private static void Forget(HttpContext browser)
    {
        browser.Request.Headers.Clear();
        browser.Features.Set<IRequestCookiesFeature>(null);
    }

    private static async Task StateAsync(HttpContext browser, QrBoard board, OpenTicket tickets, TimeProvider clock)
    {
        var (post, status) = await FindAsync(browser, board, tickets);
        if (post is null)
        {
            Refuse(browser, status);
            return;
        }

        var (state, left) = post.At(clock.GetUtcNow());
        browser.Response.ContentType = "application/json";
        browser.Response.Headers.CacheControl = "no-store";
        await browser.Response.WriteAsync(Words(post, state, left), browser.RequestAborted);
    }

    /// <summary>Looked up once a node and code, and only for the browser whose cookie it is (cases QR-01, QR-05).</summary>
    private static async ValueTask<(QrPost? Post, int Status)> FindAsync(HttpContext browser, QrBoard board, OpenTicket tickets)
    {
        var cookie = QrCookie.Read(browser);
        if (QrBrowserHandle.Read(cookie) is not { } handle)
            return (null, StatusCodes.Status403Forbidden);
        if (board.Find(handle) is { } known)
            return (known, 0);
        if (await tickets.CurrentAsync(cookie, browser.RequestAborted) is not { } found)
            return (null, StatusCodes.Status403Forbidden);
        return board.Put(found.Ticket) is { } post ? (post, 0) : (null, StatusCodes.Status503ServiceUnavailable);
    }

    private static void Refuse(HttpContext browser, int status)
    {
        browser.Response.StatusCode = status;
        browser.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable)
            browser.Response.Headers.RetryAfter = LoadLimits.RetryAfter(TimeSpan.FromSeconds(5));
    }

    /// <summary>The pairing number is told from the scan on: before it, nobody has anything to compare.</summary>
    private static string Words(QrPost post, QrTicketState state, TimeSpan left)
    {
        var word = state switch
        {
            QrTicketState.New => "new",
            QrTicketState.Scanned => "scanned",
            QrTicketState.Confirmed => "confirmed",
            QrTicketState.Spent => "spent",
            QrTicketState.Denied => "denied",
            QrTicketState.Replaced => "replaced",
            _ => "expired",
        };
        var pairing = state == QrTicketState.Scanned ? $",\"pairing\":\"{post.Pairing}\"" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{{\"state\":\"{word}\",\"ends_in\":{(int)Math.Ceiling(left.TotalSeconds)}{pairing}}}");
    }
}
