using Microsoft.Net.Http.Headers;

namespace UpstreamSandbox.Web;

/// <summary>Reads a form before anything else does: one in a strange encoding, too large or broken is the sender's error, not a failure of ours.</summary>
internal sealed class ReadableForms(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType && await FaultAsync(context.Request) is { } status)
            context.Response.StatusCode = status;
        else
            await next(context);
    }

    private static async Task<int?> FaultAsync(HttpRequest request)
    {
        // Browsers send the page's own encoding; the framework fails on UTF-7.
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
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
            return StatusCodes.Status400BadRequest;
        }
    }
}
