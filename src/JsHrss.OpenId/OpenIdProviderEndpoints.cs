using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Discovery;
using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.Protocol;
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
        endpoints.MapMethods(EndpointPaths.Authorization, [HttpMethods.Get, HttpMethods.Post], authorization.AuthorizeAsync);
        endpoints.MapMethods(EndpointPaths.Resume, [HttpMethods.Get], authorization.ResumeAsync);
        EndSessionSide.Map(endpoints); // sign-out
        TokenSide.Map(endpoints); // token, userinfo, introspection, revocation
        return endpoints;
    }
}
