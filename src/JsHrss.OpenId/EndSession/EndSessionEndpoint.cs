using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.EndSession;

/// <summary>The logout endpoint (OpenID Connect RP-Initiated Logout §2), to which relying parties send the person's browser.</summary>
internal sealed class EndSessionEndpoint(
    SignOutGate gate, SignOutRoom room, SignOuts signOuts, ISignedOutPage signedOutPage, IErrorPage errorPage, IOptions<OpenIdProviderOptions> options, ProtocolMeter meter, ILogger<EndSessionEndpoint> log)
{
    private const string AskPage = "sign-out";

    private static readonly ProtocolError Gone = new(
        "interaction_gone", "This sign-out is over or was begun in another browser.", "The sign-out is unknown, expired, done, or another browser's.");

    /// <summary>GET or POST of a request that just arrived; the server must support both.</summary>
    public Task EndAsync(HttpContext browser) => GuardAsync(browser, async ct =>
    {
        if ((await RequestReader.ReadAsync(browser.Request, ct).ConfigureAwait(false)).Failed(out var unreadable, out var raw))
            await ShowAsync(browser, unreadable, client: null, ct).ConfigureAwait(false);
        else if (await TrustAsync(browser, raw, ct).ConfigureAwait(false) is { } request)
            await (HttpMethods.IsPost(browser.Request.Method) ? KeepAsync(browser, raw, ct) : ProceedAsync(browser, request, raw, waiting: null, ct)).ConfigureAwait(false);
    });

    /// <summary>GET of a request that a POST kept.</summary>
    public Task ResumeAsync(HttpContext browser) => GuardAsync(browser, async ct =>
    {
        if (await room.FindAsync(browser, browser.Request.Query["interaction"], ct).ConfigureAwait(false) is not { } waiting)
            await ShowAsync(browser, Gone, client: null, ct).ConfigureAwait(false);
        else if (await TrustAsync(browser, waiting.Raw, ct).ConfigureAwait(false) is { } request)
            await ProceedAsync(browser, request, waiting.Raw, waiting, ct).ConfigureAwait(false);
    });

    private async ValueTask<SignOutRequest?> TrustAsync(HttpContext browser, RawRequest raw, CancellationToken ct)
    {
        switch (await gate.PassAsync(raw, ct).ConfigureAwait(false))
        {
            case SignOutReading.Trusted trusted:
                return trusted.Request;
            case SignOutReading.Refused refused:
                await ShowAsync(browser, refused.Breach, refused.Client, ct).ConfigureAwait(false);
                return null;
            default:
                throw new InvalidOperationException("A reading of no known kind.");
        }
    }

    /// <summary>A POST from the client's page comes without the session (SameSite=Lax); the GET that follows brings it.</summary>
    private async Task KeepAsync(HttpContext browser, RawRequest raw, CancellationToken ct) =>
        BrowserAnswers.Redirect(browser, SignOutRoom.ResumeUrl(await room.SeatUnboundAsync(raw, ct).ConfigureAwait(false)));

    /// <summary>Asks where it must be asked, and ends where everything is said already.</summary>
    /// <remarks>A hint to this very session is the person's own wish, told by the relying party. Where the session also serves other contexts, how much it means is for the person to say.</remarks>
    private async Task ProceedAsync(HttpContext browser, SignOutRequest request, RawRequest sent, WaitingSignOut? waiting, CancellationToken ct)
    {
        var pending = await signOuts.DescribeAsync(browser, waiting?.Text, request, ct).ConfigureAwait(false);
        if (pending is { Session: not null } and ({ Context: null } or { OtherContexts.IsEmpty: false }))
            await AskAsync(browser, request, sent, waiting, ct).ConfigureAwait(false);
        else
            await FinishAsync(browser, await signOuts.SignOutAsync(browser, pending, SignOutReach.Browser, ct).ConfigureAwait(false), ct).ConfigureAwait(false);
    }

    private async Task AskAsync(HttpContext browser, SignOutRequest request, RawRequest sent, WaitingSignOut? waiting, CancellationToken ct)
    {
        log.Asked(request.Client?.Id, request.Hint is not null);
        var handle = waiting is { IsBound: true } ? waiting.Text : await room.SeatAsync(browser, sent, waiting, ct).ConfigureAwait(false);
        if (handle is not null)
            BrowserAnswers.Redirect(browser, options.Value.PageUrl(AskPage, handle));
        else
            await ShowAsync(browser, Gone, request.Client, ct).ConfigureAwait(false);
    }

    private async Task FinishAsync(HttpContext browser, SignedOut done, CancellationToken ct)
    {
        if (done is { ReturnTo: { } address, FrontchannelUris.IsEmpty: true })
        {
            BrowserAnswers.Redirect(browser, address);
            return;
        }

        ProtocolWriter.ForbidStoring(browser.Response);
        await signedOutPage.ShowAsync(browser, done, ct).ConfigureAwait(false);
    }

    private async ValueTask ShowAsync(HttpContext browser, ProtocolError error, Client? client, CancellationToken ct)
    {
        meter.Refused(EndpointPaths.EndSession, error.Code);
        log.Shown(client?.Id, error.Code, error.ForLog);
        ProtocolWriter.ForbidStoring(browser.Response);
        foreach (var (name, value) in error.Headers)
            browser.Response.Headers.Append(name, value);
        await errorPage.ShowAsync(browser, error, client, ct).ConfigureAwait(false);
    }

    /// <summary>A store that is away is told to the person with 503: nothing was ended, and the same request may be sent again.</summary>
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
            await ShowAsync(browser, ProtocolErrors.TemporarilyUnavailable(), client: null, ct).ConfigureAwait(false);
        }
        catch (BadHttpRequestException unreadable)
        {
            await ShowAsync(browser, ProtocolErrors.InvalidRequest("The request could not be read.", unreadable.Message, unreadable.StatusCode), client: null, ct).ConfigureAwait(false);
        }
    }
}
