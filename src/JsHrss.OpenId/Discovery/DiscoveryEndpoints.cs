using JsHrss.OpenId.Cors;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Discovery;

/// <summary>The documents everybody may read: bytes prepared beforehand, for GET and HEAD, shared with scripts at registered origins.</summary>
internal static class DiscoveryEndpoints
{
    /// <summary>Short enough that a new key, published long before it signs, is seen in time.</summary>
    private const string CacheForFiveMinutes = "public, max-age=300";

    public static void MapDiscovery(this IEndpointRouteBuilder endpoints)
    {
        var metadata = MetadataDocument.Write(endpoints.ServiceProvider.GetRequiredService<IOptions<OpenIdProviderOptions>>().Value);
        var keys = endpoints.ServiceProvider.GetRequiredService<ISigningKeys>();
        Map(endpoints, EndpointPaths.OpenIdConfiguration, () => metadata);
        Map(endpoints, EndpointPaths.AuthorizationServerMetadata, () => metadata);
        Map(endpoints, EndpointPaths.Jwks, () => keys.Jwks);
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, Func<ReadOnlyMemory<byte>> document) =>
        endpoints.Map(path, http => AnswerAsync(http, document)).AnswerRegisteredOrigins(HttpMethods.Get, HttpMethods.Head);

    private static Task AnswerAsync(HttpContext http, Func<ReadOnlyMemory<byte>> document)
    {
        var (request, response) = (http.Request, http.Response);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        var bytes = document();
        response.ContentType = "application/json";
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = CacheForFiveMinutes;
        response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }
}
