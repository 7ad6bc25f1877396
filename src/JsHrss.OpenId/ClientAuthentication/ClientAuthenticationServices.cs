using JsHrss.OpenId.ClientKeys;
using JsHrss.OpenId.Outgoing;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary>What client authentication and request objects are made of.</summary>
internal static class ClientAuthenticationServices
{
    public static IServiceCollection AddClientAuthentication(this IServiceCollection services) => services
        .AddSingleton<GuardedFetcher>()
        .AddSingleton<ClientSignatures>()
        .AddSingleton<AssertionRules>()
        .AddSingleton<IClientAuthenticationMethod, ClientSecretBasic>()
        .AddSingleton<IClientAuthenticationMethod, ClientSecretPost>()
        .AddSingleton<IClientAuthenticationMethod, PrivateKeyJwt>()
        .AddSingleton<IClientAuthenticationMethod, NoAuthentication>()
        .AddSingleton<ClientAuthenticator>();
}
