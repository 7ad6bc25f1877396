using JsHrss.OpenId.LogoutTokens;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JsHrss.OpenId.EndSession;

/// <summary>Services and routes of sign-out.</summary>
internal static class EndSessionSide
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<SignOutGate>();
        services.AddSingleton<SignOutRoom>();
        services.AddSingleton<SessionView>();
        services.AddSingleton<FrontchannelUris>();
        services.AddSingleton<SignOuts>();
        services.AddSingleton<ISignOuts>(provider => provider.GetRequiredService<SignOuts>());
        services.AddSingleton<EndSessionEndpoint>();
        services.TryAddSingleton<ISignedOutPage, PlainSignedOutPage>();

        services.AddSingleton<LogoutTokenFactory>();
        services.AddSingleton<LogoutPost>();
        services.AddSingleton<LogoutDelivery>();
        services.AddSingleton<LogoutDispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<LogoutDispatcher>());
    }

    /// <remarks>Never shared with scripts of other origins: browsers are sent here, nothing is read from here.</remarks>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var endSession = endpoints.ServiceProvider.GetRequiredService<EndSessionEndpoint>();
        endpoints.MapBrowser(EndpointPaths.EndSession, [HttpMethods.Get, HttpMethods.Post], endSession.EndAsync);
        endpoints.MapBrowser(EndpointPaths.EndSessionResume, [HttpMethods.Get], endSession.ResumeAsync);
    }
}
