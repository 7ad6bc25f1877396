using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace JsHrss.IdP.Web;

/// <summary>
/// Reads a form that is sent to a page before the page does. One that is too large, badly encoded or of a strange kind is the sender's error;
/// found later, by antiforgery or model binding, it would be answered as a failure of ours (cases HT-05, HT-06).
/// </summary>
internal sealed class ReadableForms(RequestDelegate next, IOptions<FormOptions> limits)
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    public async Task InvokeAsync(HttpContext browser)
    {
        if (PageSecurity.IsPage(browser) && browser.Request.HasFormContentType && await FaultAsync(browser) is { } status)
            browser.Response.StatusCode = status; // Further out it becomes a page, or for a program the bare status.
        else
            await next(browser);
    }

    private async ValueTask<int?> FaultAsync(HttpContext browser)
    {
        var request = browser.Request;
        if (!IsKindWeSend(request.ContentType))
            return StatusCodes.Status400BadRequest;
        if (browser.GetEndpoint()?.Metadata.GetMetadata<LongFormAttribute>() is { } longer)
            browser.Features.Set<IFormFeature>(new FormFeature(request, longer.Widen(limits.Value)));
        try
        {
            await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return null;
        }
        catch (BadHttpRequestException unreadable)
        {
            return unreadable.StatusCode;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or InvalidOperationException)
        {
            // Beyond a limit of FormOptions; or a percent-encoded NUL, for which the framework's decoder throws the second.
            return StatusCodes.Status400BadRequest;
        }
    }

    // No page takes files, and no browser sends another encoding than the page's own, UTF-8; the framework fails on UTF-7.
    private static bool IsKindWeSend(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(UrlEncoded, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
