using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Token;

/// <summary>Services and routes of the endpoints called by clients.</summary>
internal static class TokenSide
{
    internal static void AddServices(IServiceCollection services)
    {
    }

    internal static void Map(IEndpointRouteBuilder endpoints)
    {
    }
}
