using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.Introspection;
using JsHrss.OpenId.Issuing;
using JsHrss.OpenId.Possession;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.Revocation;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Token.Grants;
using JsHrss.OpenId.UserInfo;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Token;

/// <summary>Services and routes of the endpoints called by clients.</summary>
internal static class TokenSide
{
    internal static void AddServices(IServiceCollection services)
    {
        services.AddClientAuthentication();
        services.AddPossession();

        services.AddSingleton<JwsWriter>();
        services.AddSingleton<SubjectNames>();
        services.AddSingleton<HostClaims>();
        services.AddSingleton<JwtAccessTokenFactory>();
        services.AddSingleton<IdTokenFactory>();
        services.AddSingleton<TokenIssuer>();

        services.AddSingleton<AccessTokenVerifier>();
        services.AddSingleton<OwnAccessTokens>();
        services.AddSingleton<LiveAccessTokens>();
        services.AddSingleton<AccessTokenReader>();
        services.AddSingleton<IAccessTokenReader>(s => s.GetRequiredService<AccessTokenReader>());

        services.AddSingleton<IClientCallers, ClientCallers>();

        services.AddSingleton<DetailTypes>();
        services.AddSingleton<DetailsDesk>();
        services.AddSingleton<NotBeforeBound>();
        services.AddSingleton<GrantJudge>();
        services.AddSingleton<AudienceChoice>();
        services.AddSingleton<RefreshTokens>();
        services.AddSingleton<ContextSwitching>();
        services.AddSingleton<IGrantType, AuthorizationCodeGrant>();
        services.AddSingleton<IGrantType, RefreshTokenGrant>();
        services.AddSingleton<IGrantType, ClientCredentialsGrant>();
        services.AddSingleton<IGrantType, DeviceCodeGrant>();

        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<UserInfoEndpoint>();
        services.AddSingleton<IntrospectedTokens>();
        services.AddSingleton<IntrospectionEndpoint>();
        services.AddSingleton<RevocationEndpoint>();
    }

    internal static void Map(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        string[] post = [HttpMethods.Post];
        string[] getOrPost = [HttpMethods.Get, HttpMethods.Post];
        endpoints.MapSharedProtocol(EndpointPaths.Token, post, services.GetRequiredService<TokenEndpoint>().AnswerAsync);
        endpoints.MapSharedProtocol(EndpointPaths.UserInfo, getOrPost, services.GetRequiredService<UserInfoEndpoint>().AnswerAsync);
        endpoints.MapSharedProtocol(EndpointPaths.Revocation, post, services.GetRequiredService<RevocationEndpoint>().AnswerAsync);
        // Not shared with browsers: only confidential clients may ask.
        endpoints.MapProtocol(EndpointPaths.Introspection, post, services.GetRequiredService<IntrospectionEndpoint>().AnswerAsync);
    }
}
