using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Web;

/// <summary>What follows a sign-out: straight back to the relying party, or a page that says what has ended, loads the front-channel addresses and then leads back.</summary>
internal sealed class SignedOutPage(PageHandover pages) : ISignedOutPage
{
    /// <inheritdoc />
    public async ValueTask ShowAsync(HttpContext browser, SignedOut done, CancellationToken ct)
    {
        browser.Response.Headers.CacheControl = "no-store";
        if (done is { FrontchannelUris.IsEmpty: true, ReturnTo: { } back })
        {
            browser.Response.StatusCode = StatusCodes.Status303SeeOther;
            browser.Response.Headers.Location = back;
            return;
        }

        browser.Features.Set(done);
        await pages.ToAsync(browser, "/SignedOut");
    }
}

/// <summary>Ends a page's handler with what follows a sign-out.</summary>
internal sealed class SignedOutResult(SignedOut done) : ActionResult
{
    /// <inheritdoc />
    public override async Task ExecuteResultAsync(ActionContext context) =>
        await context.HttpContext.RequestServices.GetRequiredService<SignedOutPage>().ShowAsync(context.HttpContext, done, context.HttpContext.RequestAborted);
}
