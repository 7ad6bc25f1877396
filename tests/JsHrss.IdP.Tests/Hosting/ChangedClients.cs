using JsHrss.OpenId.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>The declared clients with a few members changed.</summary>
internal sealed class ChangedClients(IClientRegistry declared, Func<Client, Client> changed) : IClientRegistry
{
    public static void Put(IServiceCollection services, Func<Client, Client> changed)
    {
        var declared = services.Last(service => service.ServiceType == typeof(IClientRegistry)).ImplementationFactory!;
        services.AddSingleton<IClientRegistry>(provider => new ChangedClients((IClientRegistry)declared(provider), changed));
    }

    public ValueTask<Client?> FindAsync(ClientId id, CancellationToken ct)
    {
        var found = declared.FindAsync(id, ct);
        Assert.True(found.IsCompletedSuccessfully);
        return found.IsCompletedSuccessfully && found.Result is { } client ? ValueTask.FromResult<Client?>(changed(client)) : default;
    }

    public bool IsRegisteredOrigin(string origin) => declared.IsRegisteredOrigin(origin);
}
