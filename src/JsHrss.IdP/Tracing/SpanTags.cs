using System.Collections.Immutable;
using System.Diagnostics;
using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Http.Features;

namespace JsHrss.IdP.Tracing;

/// <summary>What a span says of a request. Only these leave the process: no address, no query, no header, nobody's name.</summary>
internal static class SpanTags
{
    private const string Method = "http.request.method";
    private const string Route = "http.route";
    private const string Status = "http.response.status_code";

    /// <summary>The reference number of an error page: whoever has it from a caller finds the trace.</summary>
    private const string Reference = "jshrss.reference";

    public static ImmutableArray<string> All { get; } = [Method, Route, Status, Reference];

    /// <summary>Names the request's span by method and route template when it is answered.</summary>
    public static WebApplication UseSpanTags(this WebApplication app)
    {
        if (app.Services.GetRequiredService<TracingOptions>().Target is null)
            return app;
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            finally
            {
                if (http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
                    Describe(span, http);
            }
        });
        return app;
    }

    private static void Describe(Activity span, HttpContext http)
    {
        var method = http.Request.Method is "GET" or "POST" or "HEAD" or "OPTIONS" ? http.Request.Method : "_OTHER";
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag(Method, method).SetTag(Route, route).SetTag(Status, http.Response.StatusCode);
        if (http.Features.Get<ShownReference>() is { } shown)
            span.SetTag(Reference, shown.Number.Value);
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
