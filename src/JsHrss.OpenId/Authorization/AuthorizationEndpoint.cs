using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.Authorization;

/// <summary>The authorization endpoint (RFC 6749 §3.1, OpenID Connect Core §3.1.2) and the way back to it from a page.</summary>
internal sealed class AuthorizationEndpoint(
    RequestGate gate, AuthorizationFlow flow, WaitingRoom waitingRoom, BrowserAnswers answers, ILogger<AuthorizationEndpoint> log)
{
    /// <summary>GET or POST of a request that just arrived.</summary>
    public Task AuthorizeAsync(HttpContext browser) => GuardAsync(browser, async ct =>
    {
        if ((await RequestReader.ReadAsync(browser.Request, ct).ConfigureAwait(false)).Failed(out var unreadable, out var raw))
            await answers.ShowAsync(browser, unreadable, client: null, ct).ConfigureAwait(false);
        else if (await TrustAsync(browser, raw, ct).ConfigureAwait(false) is { } request)
            await (HttpMethods.IsPost(browser.Request.Method) ? KeepAsync(browser, request, ct) : flow.ProceedAsync(browser, request, waiting: null, ct)).ConfigureAwait(false);
    });

    /// <summary>GET from a page: the kept request passes the gate and the checks again.</summary>
    public Task ResumeAsync(HttpContext browser) => GuardAsync(browser, async ct =>
    {
        if (await waitingRoom.FindAsync(browser, browser.Request.Query["interaction"], ct).ConfigureAwait(false) is not { } waiting)
            await answers.ShowAsync(browser, AuthorizationErrors.InteractionGone, client: null, ct).ConfigureAwait(false);
        else if (await TrustAsync(browser, waiting.Raw, ct).ConfigureAwait(false) is { } request)
            await flow.ProceedAsync(browser, request, waiting, ct).ConfigureAwait(false);
    });

    /// <summary>The trusted request, or null after its breach has been answered: shown here, or sent to the proven redirect URI.</summary>
    private async ValueTask<Reading.Trusted?> TrustAsync(HttpContext browser, RawRequest raw, CancellationToken ct)
    {
        switch (await gate.PassAsync(raw, ct).ConfigureAwait(false))
        {
            case Reading.Trusted trusted:
                return trusted;
            case Reading.Refused refused:
                await answers.RefuseAsync(browser, AnswerAddress.Of(refused.Request), refused.Breach).ConfigureAwait(false);
                return null;
            case Reading.Unaddressed unaddressed:
                await answers.ShowAsync(browser, unaddressed.Breach, unaddressed.Client, ct).ConfigureAwait(false);
                return null;
            default:
                throw new InvalidOperationException("A reading of no known kind.");
        }
    }

    /// <summary>A POST from the client's page comes without the session (SameSite=Lax); the GET that follows brings it.</summary>
    private async Task KeepAsync(HttpContext browser, Reading.Trusted request, CancellationToken ct) =>
        BrowserAnswers.Redirect(browser, WaitingRoom.ResumeUrl(await waitingRoom.SeatUnboundAsync(request, ct).ConfigureAwait(false)));

    /// <summary>A store that is away is told to the person with 503, and nothing is lost: the same request may be sent again.</summary>
    private async Task GuardAsync(HttpContext browser, Func<CancellationToken, Task> answer)
    {
        var ct = browser.RequestAborted;
        try
        {
            await answer(ct).ConfigureAwait(false);
        }
        catch (StoreUnavailableException unavailable)
        {
            log.StoreUnavailable(unavailable);
            await answers.ShowAsync(browser, ProtocolErrors.TemporarilyUnavailable(), client: null, ct).ConfigureAwait(false);
        }
        catch (BadHttpRequestException unreadable)
        {
            await answers.ShowAsync(browser, ProtocolErrors.InvalidRequest("The request could not be read.", unreadable.Message, unreadable.StatusCode), client: null, ct).ConfigureAwait(false);
        }
    }
}
