using JsHrss.OpenId.Cors;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.Protocol;

/// <summary>Answers one request of a client.</summary>
internal delegate ValueTask<ProtocolAnswer> ProtocolHandler(HttpContext http, CancellationToken ct);

/// <summary>What all endpoints called by clients have in common: methods, no-store, error documents, 503 while the store is away.</summary>
internal static class ProtocolEndpoints
{
    /// <summary>Maps an endpoint that answers to clients.</summary>
    /// <param name="endpoints">Where.</param>
    /// <param name="path">One of <see cref="EndpointPaths"/>.</param>
    /// <param name="methods">Methods it knows; any other gets 405 (case HT-10).</param>
    /// <param name="handler">Answers.</param>
    public static IEndpointConventionBuilder MapProtocol(this IEndpointRouteBuilder endpoints, string path, string[] methods, ProtocolHandler handler)
    {
        var log = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("JsHrss.OpenId.Endpoints");
        var meter = endpoints.ServiceProvider.GetRequiredService<ProtocolMeter>();
        Action<ProtocolError> count = breach => meter.Refused(path, breach.Code);
        var allow = string.Join(", ", methods);
        return endpoints.Map(path, http =>
        {
            ProtocolWriter.ForbidStoring(http.Response);
            if (methods.Contains(http.Request.Method, StringComparer.Ordinal))
                return AnswerAsync(http, handler, log, count);
            http.Response.Headers.Allow = allow;
            return ProtocolWriter.WriteAsync(http.Response, ProtocolErrors.InvalidRequest("This method is not supported here.", status: 405), http.RequestAborted);
        });
    }

    /// <inheritdoc cref="MapProtocol" />
    /// <remarks>Also answers browsers at registered origins.</remarks>
    public static IEndpointConventionBuilder MapSharedProtocol(this IEndpointRouteBuilder endpoints, string path, string[] methods, ProtocolHandler handler) =>
        endpoints.MapProtocol(path, methods, handler).AnswerRegisteredOrigins(methods);

    private static async Task AnswerAsync(HttpContext http, ProtocolHandler handler, ILogger log, Action<ProtocolError> count)
    {
        var ct = http.RequestAborted;
        ProtocolAnswer answer;
        try
        {
            answer = await handler(http, ct).ConfigureAwait(false);
        }
        catch (StoreUnavailableException unavailable)
        {
            log.StoreUnavailable(http.Request.Path, unavailable);
            answer = ProtocolErrors.TemporarilyUnavailable();
        }
        catch (BadHttpRequestException unreadable)
        {
            answer = ProtocolErrors.InvalidRequest("The request could not be read.", unreadable.Message, unreadable.StatusCode);
        }

        switch (answer)
        {
            case ProtocolAnswer.Json json:
                await ProtocolWriter.WriteAsync(http.Response, json.Document, ct).ConfigureAwait(false);
                break;
            case ProtocolAnswer.Created created:
                http.Response.StatusCode = StatusCodes.Status201Created;
                await ProtocolWriter.WriteAsync(http.Response, created.Document, ct).ConfigureAwait(false);
                break;
            case ProtocolAnswer.Refused refused:
                count(refused.Breach);
                log.Refused(http.Request.Path, refused.Breach.Code, refused.Breach.ForLog);
                await ProtocolWriter.WriteAsync(http.Response, refused.Breach, ct).ConfigureAwait(false);
                break;
        }
    }
}
