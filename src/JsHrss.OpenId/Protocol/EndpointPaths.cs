namespace JsHrss.OpenId.Protocol;

/// <summary>Where the endpoints answer, below the issuer; the metadata document names the same constants.</summary>
internal static class EndpointPaths
{
    public const string OpenIdConfiguration = "/.well-known/openid-configuration";
    public const string AuthorizationServerMetadata = "/.well-known/oauth-authorization-server";
    public const string Jwks = "/connect/jwks";
    public const string Authorization = "/connect/authorize";
    public const string Resume = "/connect/authorize/resume";
    public const string Token = "/connect/token";
    public const string UserInfo = "/connect/userinfo";
    public const string Introspection = "/connect/introspect";
    public const string Revocation = "/connect/revoke";
    public const string PushedAuthorizationRequest = "/connect/par";
    public const string DeviceAuthorization = "/connect/device";
    public const string EndSession = "/connect/logout";
    public const string EndSessionResume = "/connect/logout/resume";
}
