using JsHrss.Benchmarks.Wire;
using JsHrss.OpenId;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JsHrss.Benchmarks.Servers;

/// <summary>The engine alone over its in-memory ports, with one person who is always signed in: what the protocol costs without a database.</summary>
internal static class MemoryServer
{
    /// <summary>Answers nothing: what HTTP alone costs.</summary>
    public const string NothingPath = "/nothing";

    public static async Task<int> RunAsync(string address, string clientsFile)
    {
        var house = new FixedHouse();
        var ledger = new InMemoryLedger(TimeProvider.System, _ => house.Standing);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(address).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        builder.Services
            .AddSingleton<ILedger>(ledger)
            .AddSingleton<IConsents>(ledger)
            .AddSingleton<IDeviceCodes>(ledger)
            .AddSingleton<IClientRegistry>(new InMemoryClientRegistry(Party.Registrations(address, clientsFile)))
            .AddSingleton<ISigningKeys, InMemorySigningKeys>()
            .AddSingleton<ISubjectIdentifiers, InMemorySubjectIdentifiers>()
            .AddSingleton<ISuccessorKeys, InMemorySuccessorKeys>()
            .AddSingleton<INonceKeys, InMemoryNonceKeys>()
            .AddSingleton<IHouse>(house)
            .AddSingleton<ISessions>(new FixedSessions(house.Standing))
            .AddSingleton<InMemoryOutbox>()
            .AddSingleton<IOutbox>(services => services.GetRequiredService<InMemoryOutbox>())
            .AddSingleton<ISessionEnding>(services => new InMemorySessionEnding(ledger, services.GetRequiredService<InMemoryOutbox>(), TimeProvider.System, static (_, _) => { }))
            .AddSingleton<IErrorPage, PlainErrorPage>()
            .AddOpenIdProvider(provider =>
            {
                provider.Issuer = address;
                provider.AcrValues = FixedHouse.AcrValues;
            });
        var app = builder.Build();
        app.UseRouting();
        app.MapOpenIdProvider();
        app.Map(NothingPath, static _ => Task.CompletedTask);
        await app.RunAsync();
        return 0;
    }
}
