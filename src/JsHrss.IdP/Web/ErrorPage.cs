using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Diagnostics;

namespace JsHrss.IdP.Web;

/// <summary>Shows errors to people: what happened, that the account is fine, two ways on, and a reference number that stands in the log too.</summary>
internal sealed partial class ErrorPage(PageHandover pages, ILogger<ErrorPage> log) : IErrorPage
{
    /// <inheritdoc />
    public async ValueTask ShowAsync(HttpContext browser, ProtocolError error, Client? client, CancellationToken ct) =>
        await WriteAsync(browser, ErrorNotice.From(error, client) with { IsSignOut = browser.Request.Path.StartsWithSegments("/connect/logout", StringComparison.Ordinal) });

    /// <summary>Writes the whole answer, whatever the request was.</summary>
    public async Task WriteAsync(HttpContext browser, ErrorNotice notice)
    {
        var number = ReferenceNumber.New();
        Log(browser, number, notice);

        browser.Features.Set(notice);
        browser.Features.Set(new ShownReference(number));
        browser.Response.StatusCode = notice.Status;
        browser.Response.Headers.CacheControl = "no-store";
        foreach (var (name, value) in notice.Headers)
            browser.Response.Headers[name] = value;
        await pages.ToAsync(browser, "/Error");
    }

    /// <summary>For an exception that nothing else caught.</summary>
    public Task WriteAsync(HttpContext browser)
    {
        var exception = browser.Features.Get<IExceptionHandlerFeature>()?.Error;
        var notice = ErrorNotice.From(StatusOf(exception)) with { Headers = exception is StoreUnavailableException ? [new("Retry-After", "5")] : [] };
        if (IsForPerson(browser))
            return WriteAsync(browser, notice with { ForLog = exception?.GetType().Name });
        browser.Response.StatusCode = notice.Status;
        foreach (var (name, value) in notice.Headers)
            browser.Response.Headers[name] = value;
        return Task.CompletedTask;
    }

    /// <summary>What an exception that nothing else caught amounts to, for people and programs alike.</summary>
    public static int StatusOf(Exception? exception) => exception switch
    {
        StoreUnavailableException => StatusCodes.Status503ServiceUnavailable,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Whether a person is looking: programs get the bare status.</summary>
    public static bool IsForPerson(HttpContext browser) => browser.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private void Log(HttpContext browser, ReferenceNumber number, ErrorNotice notice)
    {
        if (notice.Status >= 500)
            Failed(number, notice.Status, notice.Code, notice.Client?.Id.Value, browser.TraceIdentifier, notice.ForLog);
        else
            Refused(number, notice.Status, notice.Code, notice.Client?.Id.Value, browser.TraceIdentifier, notice.ForLog);
    }

    [LoggerMessage(4001, LogLevel.Information, "Error page {Reference}: {Status} {Code}, client {Client}, trace {Trace}: {What}")]
    private partial void Refused(ReferenceNumber reference, int status, string code, string? client, string trace, string? what);

    [LoggerMessage(4002, LogLevel.Error, "Error page {Reference}: {Status} {Code}, client {Client}, trace {Trace}: {What}")]
    private partial void Failed(ReferenceNumber reference, int status, string code, string? client, string trace, string? what);
}

/// <summary>The reference number of the error page being written.</summary>
internal sealed record ShownReference(ReferenceNumber Number);
