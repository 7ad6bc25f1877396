using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.PushedAuthorization;
using JsHrss.OpenId.Token;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId;

/// <summary>Puts the provider into a host.</summary>
public static class OpenIdProviderServices
{
    /// <summary>
    /// Adds the provider. The host brings the ports beside it, each as a singleton: ILedger, IConsents, IDeviceCodes, IClientRegistry, ISessions,
    /// ISessionEnding, IOutbox, IHouse, ISubjectIdentifiers, ISigningKeys, ISuccessorKeys, INonceKeys, IErrorPage; it may bring ISignedOutPage, and add rules (IHouseRule), checks (IInteractionCheck) and types of authorization details (IAuthorizationDetailsType).
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Sets the options; they are checked as a whole when the host starts.</param>
    public static IServiceCollection AddOpenIdProvider(this IServiceCollection services, Action<OpenIdProviderOptions> configure)
    {
        services.AddOptions<OpenIdProviderOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OpenIdProviderOptions>, OpenIdProviderOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<ProtocolMeter>();
        services.TryAddSingleton<IClientAttempts, UnlimitedClientAttempts>();
        services.TryAddSingleton<IFetchedDocuments, InMemoryFetchedDocuments>();
        services.TryAddSingleton<INotBefore, InMemoryNotBefore>();
        services.TryAddSingleton<IUserCodeAttempts, InMemoryUserCodeAttempts>();

        services
            .AddSingleton<AuthorizationEndpoint>()
            .AddSingleton<RequestGate>()
            .AddSingleton<RequestObjects>()
            .AddSingleton<RequestObjectRules>()
            .AddSingleton<AuthorizationRequestFactory>()
            .AddSingleton<IdTokenHint>()
            .AddSingleton<AuthorizationFlow>()
            .AddSingleton<BrowserAnswers>()
            .AddSingleton<AuthorizationResponse>()
            .AddSingleton<GrantFactory>()
            .AddSingleton<CodeDesk>()
            .AddSingleton<GivenConsents>()
            .AddSingleton<InteractionPolicy>()
            .AddSingleton<KeptRequests>()
            .AddSingleton<WaitingRoom>()
            .AddSingleton<IInteractions, Interactions>()
            .AddSingleton<PushedRequests>()
            .AddSingleton<PushedAuthorizationEndpoint>();

        DeviceSide.AddServices(services);
        EndSessionSide.AddServices(services);
        TokenSide.AddServices(services);
        return services;
    }
}
