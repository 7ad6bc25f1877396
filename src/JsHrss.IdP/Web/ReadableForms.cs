using Microsoft.Net.Http.Headers;

namespace JsHrss.IdP.Web;

/// <summary>
/// Reads a form that is sent to a page before the page does. One that is too large, badly encoded or of a strange kind is the sender's error;
/// found later, by antiforgery or model binding, it would be answered as a failure of ours (cases HT-05, HT-06).
/// </summary>
internal sealed class ReadableForms(RequestDelegate next)
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    public async Task InvokeAsync(HttpContext browser)
    {
        if (PageSecurity.IsPage(browser) && browser.Request.HasFormContentType && await FaultAsync(browser.Request) is { } status)
            browser.Response.StatusCode = status; // Further out it becomes a page, or for a program the bare status.
        else
            await next(browser);
    }

    private static async ValueTask<int?> FaultAsync(HttpRequest request)
    {
        if (!IsKindWeSend(request.ContentType))
            return StatusCodes.Status400BadRequest;
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
