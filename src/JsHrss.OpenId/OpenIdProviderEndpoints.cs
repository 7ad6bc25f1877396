using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Discovery;
using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.PushedAuthorization;
using JsHrss.OpenId.Token;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId;

/// <summary>Where the provider answers.</summary>
public static class OpenIdProviderEndpoints
{
    /// <summary>Maps every endpoint of the provider. Needs <see cref="OpenIdProviderServices.AddOpenIdProvider"/>.</summary>
    /// <param name="endpoints">The host's routes.</param>
    public static IEndpointRouteBuilder MapOpenIdProvider(this IEndpointRouteBuilder endpoints)
    {
        var authorization = endpoints.ServiceProvider.GetRequiredService<AuthorizationEndpoint>();

        endpoints.MapDiscovery(); // both well-known addresses and the keys
        endpoints.MapBrowser(EndpointPaths.Authorization, [HttpMethods.Get, HttpMethods.Post], authorization.AuthorizeAsync);
        endpoints.MapBrowser(EndpointPaths.Resume, [HttpMethods.Get], authorization.ResumeAsync);
        EndSessionSide.Map(endpoints); // sign-out
        // Shared with browsers like the token endpoint: public clients push from the page they run in.
        endpoints.MapSharedProtocol(EndpointPaths.PushedAuthorizationRequest, [HttpMethods.Post], endpoints.ServiceProvider.GetRequiredService<PushedAuthorizationEndpoint>().AnswerAsync);
        DeviceSide.Map(endpoints); // device authorization
        TokenSide.Map(endpoints); // token, userinfo, introspection, revocation
        return endpoints;
    }

    /// <summary>Maps an endpoint that people's browsers come to; any other method gets 405, HEAD too: it would do the work of a GET and show nobody the answer (case HT-10).</summary>
    internal static void MapBrowser(this IEndpointRouteBuilder endpoints, string path, string[] methods, RequestDelegate handler)
    {
        var allow = string.Join(", ", methods);
        endpoints.Map(path, browser =>
        {
            if (methods.Contains(browser.Request.Method, StringComparer.Ordinal))
                return handler(browser);
            ProtocolWriter.ForbidStoring(browser.Response);
            browser.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            browser.Response.Headers.Allow = allow;
            return Task.CompletedTask;
        });
    }
}
