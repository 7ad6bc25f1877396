using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Authorization;

/// <summary>What follows once a request is trusted: ask who sits at the browser, what is missing, and answer with a page, an error or a code.</summary>
internal sealed class AuthorizationFlow(
    ISessions sessions,
    InteractionPolicy policy,
    WaitingRoom waitingRoom,
    CodeDesk desk,
    BrowserAnswers answers,
    TimeProvider clock,
    IOptions<OpenIdProviderOptions> options,
    ILogger<AuthorizationFlow> log)
{
    private readonly OpenIdProviderOptions _options = options.Value;

    /// <summary>Answers a trusted request.</summary>
    /// <param name="browser">Where it came from.</param>
    /// <param name="trusted">Obeys the rulebook.</param>
    /// <param name="waiting">The kept request this is; null when it just arrived.</param>
    /// <param name="ct">Cancels it.</param>
    public async Task ProceedAsync(HttpContext browser, Reading.Trusted trusted, WaitingRequest? waiting, CancellationToken ct)
    {
        var request = trusted.Request;
        if (waiting is { IsBound: true } && Refusal.Of(waiting.Answers) is { } refusal)
        {
            await AnswerRefusalAsync(browser, request, waiting, refusal, ct).ConfigureAwait(false);
            return;
        }

        if (request.Device is { } device && device.ExpiresAt <= clock.GetUtcNow())
        {
            await answers.ShowAsync(browser, DeviceErrors.TooLate, request.Client, ct).ConfigureAwait(false);
            return;
        }

        var (need, settled) = await DecideAsync(browser, request, waiting, ct).ConfigureAwait(false);
        var issue = need is null ? await desk.IssueAsync(settled, waiting, ct).ConfigureAwait(false) : null;
        if (issue is CodeIssue.SessionEnded)
        {
            // Who was there is not there any more: decided once more, prompt=none gets its login_required (OIDC Core §3.1.2.6) and a person the sign-in page.
            sessions.Forget(browser);
            (need, settled) = await DecideAsync(browser, request, waiting, ct).ConfigureAwait(false);
            issue = need is null ? await desk.IssueAsync(settled, waiting, ct).ConfigureAwait(false) : null;
        }

        if (issue is CodeIssue.Code code)
            await answers.GiveCodeAsync(browser, request, code.Text).ConfigureAwait(false);
        else if (issue is CodeIssue.Device decided)
            await answers.ShowAsync(browser, decided.Decision, request.Client, ct).ConfigureAwait(false);
        else if (need is null)
            await answers.ShowAsync(browser, AuthorizationErrors.InteractionGone, request.Client, ct).ConfigureAwait(false);
        else if (need.NoPageHelps && request.Device is not null)
            await answers.ShowAsync(browser, AuthorizationErrors.From(need), request.Client, ct).ConfigureAwait(false); // somebody else may still approve the device
        else if (need.NoPageHelps || request.Asks(Prompt.None))
            await answers.RefuseAsync(browser, AnswerAddress.Of(request), AuthorizationErrors.From(need)).ConfigureAwait(false);
        else
            await AskAsync(browser, trusted, need, waiting, ct).ConfigureAwait(false);
    }

    /// <summary>What is missing for whoever sits at this browser; null with the state in which everything is settled.</summary>
    public async ValueTask<(InteractionNeed? Need, InteractionState State)> DecideAsync(HttpContext browser, AuthorizationRequest request, WaitingRequest? waiting, CancellationToken ct)
    {
        var session = await sessions.CurrentAsync(browser, ct).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        return await policy.DecideAsync(
            waiting is { IsBound: true }
                ? new InteractionState(request, session, waiting.StartedAt, waiting.Answers, null, now)
                : new InteractionState(request, session, now, [], null, now),
            ct).ConfigureAwait(false);
    }

    private async Task AnswerRefusalAsync(HttpContext browser, AuthorizationRequest request, WaitingRequest waiting, Refusal refusal, CancellationToken ct)
    {
        if (request.Device is not null)
            await answers.ShowAsync(browser, await desk.RefuseDeviceAsync(request, waiting, refusal, ct).ConfigureAwait(false), request.Client, ct).ConfigureAwait(false);
        else if (await desk.RefuseAsync(request, waiting, refusal, ct).ConfigureAwait(false))
            await answers.RefuseAsync(browser, AnswerAddress.Of(request), refusal.ToError()).ConfigureAwait(false);
        else
            await answers.ShowAsync(browser, AuthorizationErrors.InteractionGone, request.Client, ct).ConfigureAwait(false);
    }

    private async Task AskAsync(HttpContext browser, Reading.Trusted trusted, InteractionNeed need, WaitingRequest? waiting, CancellationToken ct)
    {
        var client = trusted.Request.Client;
        log.PageNeeded(client.Id, need.Page, need.Reason);
        var handle = waiting is { IsBound: true } ? waiting.Text : await waitingRoom.SeatAsync(browser, trusted, waiting, ct).ConfigureAwait(false);
        if (handle is not null)
            BrowserAnswers.Redirect(browser, _options.PageUrl(need.Page, handle));
        else
            await answers.ShowAsync(browser, AuthorizationErrors.InteractionGone, client, ct).ConfigureAwait(false);
    }
}
