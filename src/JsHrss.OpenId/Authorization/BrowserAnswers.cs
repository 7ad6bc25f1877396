using System.Collections.Immutable;
using JsHrss.OpenId.Authorization.ResponseModes;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Authorization;

/// <summary>How this endpoint answers a browser: 303 or a form, nothing stored, no referrer carrying a code away.</summary>
/// <remarks>307 and 308 would carry a posted password on to the client (RFC 9700 §4.12, case AZ-14).</remarks>
internal sealed class BrowserAnswers(AuthorizationResponse response, IErrorPage errorPage, ProtocolMeter meter, IOptions<OpenIdProviderOptions> options, ILogger<BrowserAnswers> log)
{
    public Task GiveCodeAsync(HttpContext browser, AuthorizationRequest request, string code) =>
        SendAsync(browser, AnswerAddress.Of(request), response.Code(request.State, code));

    public Task RefuseAsync(HttpContext browser, AnswerAddress address, ProtocolError error)
    {
        meter.Refused(EndpointPaths.Authorization, error.Code);
        log.Refused(address.Client.Id, error.Code, error.ForLog);
        return SendAsync(browser, address, response.Error(address.State, error));
    }

    public static void Redirect(HttpContext browser, string url)
    {
        ForbidStoring(browser.Response);
        browser.Response.StatusCode = StatusCodes.Status303SeeOther;
        browser.Response.Headers.Location = url;
    }

    /// <summary>Shows a breach here, where it may not be sent anywhere.</summary>
    public async ValueTask ShowAsync(HttpContext browser, ProtocolError error, Client? client, CancellationToken ct)
    {
        meter.Refused(EndpointPaths.Authorization, error.Code);
        log.Shown(client?.Id, error.Code, error.ForLog);
        ForbidStoring(browser.Response);
        foreach (var (name, value) in error.Headers)
            browser.Response.Headers.Append(name, value);
        await errorPage.ShowAsync(browser, error, client, ct).ConfigureAwait(false);
    }

    /// <summary>Shows what became of a device (RFC 8628 §3.3): its person goes back to it.</summary>
    public async ValueTask ShowAsync(HttpContext browser, DeviceDecision decision, Client client, CancellationToken ct)
    {
        if (decision is DeviceDecision.Approved)
            Redirect(browser, options.Value.DeviceVerificationPath + "/approved");
        else if (decision is DeviceDecision.Denied)
            Redirect(browser, options.Value.DeviceVerificationPath + "/denied");
        else
            await ShowAsync(browser, decision is DeviceDecision.OverBefore(Expired: true) ? DeviceErrors.TooLate : DeviceErrors.DecidedBefore, client, ct).ConfigureAwait(false);
    }

    private static Task SendAsync(HttpContext browser, AnswerAddress address, ImmutableArray<KeyValuePair<string, string>> answer)
    {
        if (address.Mode == ResponseMode.FormPost)
        {
            ForbidStoring(browser.Response);
            return FormPostMode.WriteAsync(browser.Response, address, answer, browser.RequestAborted);
        }

        Redirect(browser, AddedQuery.To(address.RedirectUri, answer));
        return Task.CompletedTask;
    }

    private static void ForbidStoring(HttpResponse answer)
    {
        ProtocolWriter.ForbidStoring(answer);
        answer.Headers["Referrer-Policy"] = "no-referrer";
    }
}
