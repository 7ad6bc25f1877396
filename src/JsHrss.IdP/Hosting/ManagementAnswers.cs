using System.Text.Json;
using JsHrss.IdP.Metrics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace JsHrss.IdP.Hosting;

/// <summary>What the management port answers: liveness (the process answers), readiness (it should be sent requests, else why not), metrics. Nothing changes anything.</summary>
internal sealed class ManagementAnswers(Readiness readiness, MetricsPage metrics) : IHttpApplication<DefaultHttpContext>
{
    public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures) => new(contextFeatures);

    public void DisposeContext(DefaultHttpContext context, Exception? exception)
    {
    }

    public Task ProcessRequestAsync(DefaultHttpContext context)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        return context.Request.Path.Value switch
        {
            "/health/live" => WriteAsync(context, "application/json", """{"status":"live"}"""u8.ToArray()),
            "/health/ready" => ReadyAsync(context),
            "/metrics" => WriteAsync(context, MetricsPage.ContentType, metrics.Write()),
            _ => NotFoundAsync(response),
        };
    }

    private Task ReadyAsync(HttpContext context)
    {
        var report = readiness.Report();
        if (!report.IsReady)
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return WriteAsync(context, "application/json", JsonSerializer.SerializeToUtf8Bytes(
            new ReadyAnswer(report.IsReady ? "ready" : "not ready", new ReadyParts(report.Loaded, report.Listening, report.Store, report.Draining)),
            ManagementJson.Default.ReadyAnswer));
    }

    private static Task NotFoundAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
