using JsHrss.OpenId.Token;
using Microsoft.AspNetCore.Routing;

namespace JsHrss.OpenId;

/// <summary>Where the provider answers.</summary>
public static class OpenIdProviderEndpoints
{
    /// <summary>Maps every endpoint of the provider. Needs <see cref="OpenIdProviderServices.AddOpenIdProvider"/>.</summary>
    /// <param name="endpoints">The host's routes.</param>
    public static IEndpointRouteBuilder MapOpenIdProvider(this IEndpointRouteBuilder endpoints)
    {
        TokenSide.Map(endpoints);
        return endpoints;
    }
}
