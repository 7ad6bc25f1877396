using System.Globalization;
using JsHrss.IdP.Hosting;
using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.Interaction;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Web;

/// <summary>Headers of every answer, and for pages: policy, no-store, the waiting request, the language.</summary>
internal sealed class PageSecurity(RequestDelegate next, IConfiguration configuration)
{
    // TLS ends at the proxy, so the request does not tell; the issuer does. Over http it must not be sent (RFC 6797 §7.2), and Development's issuer is http.
    private readonly bool _isHttps = configuration[nameof(ServerOptions.Issuer)]?.StartsWith("https://", StringComparison.Ordinal) is true;

    public async Task InvokeAsync(HttpContext browser, IInteractions interactions, ISignOuts signOuts)
    {
        // At the start of the answer, so that they stand on error pages too, for which the framework clears what was set before.
        browser.Response.OnStarting(() => Guard(browser));
        if (PageOf(browser) == RunningSignOut.Page)
            browser.Features.Set(await RunningSignOut.FindAsync(browser, signOuts, browser.RequestAborted));
        else if (IsPage(browser) && browser.Request.Query[RunningInteraction.Parameter] is [{ Length: > 0 } handle])
            browser.Features.Set(new RunningInteraction(await interactions.FindAsync(browser, handle, browser.RequestAborted)));
        Speak(browser);
        await next(browser);
    }

    /// <summary>From here on in the language of the person, else of the client's wish, else Chinese.</summary>
    public static void Speak(HttpContext browser)
    {
        var language = DisplayPreferences.Of(browser).Language ?? RunningInteraction.Of(browser).Wish ?? RunningSignOut.Of(browser)?.Wish ?? Languages.Chinese;
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
    }

    /// <summary>Whether a page of ours will answer.</summary>
    public static bool IsPage(HttpContext browser) => PageOf(browser) is not null;

    private static string? PageOf(HttpContext browser) => browser.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath;

    /// <summary>Where a form of this page may end.</summary>
    private static string? ReturnOf(HttpContext browser) => RunningInteraction.Of(browser).Pending?.Request.RedirectUri ?? RunningSignOut.Of(browser)?.Pending.ReturnTo;

    private Task Guard(HttpContext browser)
    {
        var headers = browser.Response.Headers;
        // An answer with policies of its own (form_post) keeps them.
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = ContentPolicy.For(ReturnOf(browser), browser.Features.Get<SignedOut>()?.FrontchannelUris ?? []);
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        if (headers["Referrer-Policy"].Count == 0)
            headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        // A refusal too: under a made-up name beside an endpoint it must not stay in any cache (case HT-12).
        if (IsPage(browser) || browser.Response.StatusCode >= StatusCodes.Status400BadRequest)
            headers.CacheControl = "no-store";
        if (_isHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        return Task.CompletedTask;
    }
}
