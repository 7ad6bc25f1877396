using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.DeviceAuthorization;

/// <summary>Services and route of device authorization.</summary>
internal static class DeviceSide
{
    internal static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<UserCodes>();
        services.AddSingleton<DevicePolls>();
        services.AddSingleton<WaitingDevices>();
        services.AddSingleton<DeviceApproval>();
        services.AddSingleton<IDeviceApprovals>(all => all.GetRequiredService<DeviceApproval>());
        services.AddSingleton<IDeviceVerification, DeviceVerification>();
        services.AddSingleton<DeviceAuthorizationEndpoint>();
    }

    // Not shared with browsers: a page has a browser, and what has one uses the authorization endpoint (RFC 8628 §1).
    internal static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapProtocol(
        EndpointPaths.DeviceAuthorization, [HttpMethods.Post], endpoints.ServiceProvider.GetRequiredService<DeviceAuthorizationEndpoint>().AnswerAsync);
}
