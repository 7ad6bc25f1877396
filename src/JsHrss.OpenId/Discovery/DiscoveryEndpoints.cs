using JsHrss.OpenId.Cors;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Discovery;

/// <summary>The documents everybody may read: bytes prepared beforehand, for GET and HEAD, shared with scripts at registered origins.</summary>
internal static class DiscoveryEndpoints
{
    public static void MapDiscovery(this IEndpointRouteBuilder endpoints)
    {
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<OpenIdProviderOptions>>().Value;
        var keys = endpoints.ServiceProvider.GetRequiredService<ISigningKeys>();
        // Short enough that a new key, published long before it signs, is seen in time.
        var caching = $"public, max-age={(long)options.DocumentsMaxAge.TotalSeconds}";
        ReadOnlyMemory<byte> bytes = MetadataDocument.Write(options, endpoints.ServiceProvider.GetRequiredService<DetailTypes>());
        var metadata = new PublicDocument(() => bytes, caching);
        Map(endpoints, EndpointPaths.OpenIdConfiguration, metadata);
        Map(endpoints, EndpointPaths.AuthorizationServerMetadata, metadata);
        Map(endpoints, EndpointPaths.Jwks, new PublicDocument(() => keys.Jwks, caching));
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, PublicDocument document) =>
        endpoints.Map(path, http => AnswerAsync(http, document)).AnswerRegisteredOrigins(HttpMethods.Get, HttpMethods.Head);

    private static Task AnswerAsync(HttpContext http, PublicDocument document)
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            return document.AnswerAsync(http);
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = "GET, HEAD";
        return Task.CompletedTask;
    }
}
