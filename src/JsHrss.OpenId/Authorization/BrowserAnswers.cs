using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.Authorization;

/// <summary>How this endpoint answers a browser: 303 always, nothing stored, no referrer carrying a code away.</summary>
/// <remarks>307 and 308 would carry a posted password on to the client (RFC 9700 §4.12, case AZ-14).</remarks>
internal sealed class BrowserAnswers(AuthorizationResponse response, IErrorPage errorPage, ILogger<BrowserAnswers> log)
{
    public void GiveCode(HttpContext browser, AuthorizationRequest request, string code) => Redirect(browser, response.Code(request, code));

    public void Refuse(HttpContext browser, AuthorizationRequest request, ProtocolError error) =>
        Refuse(browser, request.Client, request.RedirectUri, request.State, error);

    public void Refuse(HttpContext browser, AddressedRequest request, ProtocolError error) =>
        Refuse(browser, request.Client, request.RedirectUri, request.State, error);

    public static void Redirect(HttpContext browser, string url)
    {
        ForbidStoring(browser.Response);
        browser.Response.StatusCode = StatusCodes.Status303SeeOther;
        browser.Response.Headers.Location = url;
    }

    /// <summary>Shows a breach here, where it may not be sent anywhere.</summary>
    public async ValueTask ShowAsync(HttpContext browser, ProtocolError error, Client? client, CancellationToken ct)
    {
        log.Shown(client?.Id, error.Code, error.ForLog);
        ForbidStoring(browser.Response);
        foreach (var (name, value) in error.Headers)
            browser.Response.Headers.Append(name, value);
        await errorPage.ShowAsync(browser, error, client, ct).ConfigureAwait(false);
    }

    private void Refuse(HttpContext browser, Client client, string redirectUri, string? state, ProtocolError error)
    {
        log.Refused(client.Id, error.Code, error.ForLog);
        Redirect(browser, response.Error(redirectUri, state, error));
    }

    private static void ForbidStoring(HttpResponse answer)
    {
        ProtocolWriter.ForbidStoring(answer);
        answer.Headers["Referrer-Policy"] = "no-referrer";
    }
}
