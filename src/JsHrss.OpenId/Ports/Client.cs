using System.Collections.Immutable;

namespace JsHrss.OpenId.Ports;

/// <summary>A registered client, as the engine needs it. Immutable; a change of registration is a new object.</summary>
public sealed record Client
{
    /// <summary><c>client_id</c>.</summary>
    public required ClientId Id { get; init; }

    /// <summary><c>client_name</c> (RFC 7591 §2), as people read it.</summary>
    public required string Name { get; init; }

    /// <summary><c>token_endpoint_auth_method</c>: the only method accepted of this client.</summary>
    public required ClientAuthenticationMethod AuthenticationMethod { get; init; }

    /// <summary>SHA-256 of each live secret (at most two); empty for public clients.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> SecretDigests { get; init; } = [];

    /// <summary><c>token_endpoint_auth_signing_alg</c>: the only algorithm of its assertions; null: any that the server knows (ES256, PS256, RS256).</summary>
    public string? AssertionAlgorithm { get; init; }

    /// <summary><c>jwks</c>: its public keys by value, a JWK Set as text (RFC 7517 §5); null where <see cref="JwksUri"/> is given or it has none.</summary>
    public string? Jwks { get; init; }

    /// <summary><c>jwks_uri</c>: where its public keys stand; fetched only through the guarded fetcher (case JW-14).</summary>
    public Uri? JwksUri { get; init; }

    /// <summary><c>redirect_uris</c>, compared as text, character by character (RFC 9700 §2.1; loopback ports as RFC 8252 §7.3 for native clients).</summary>
    public ImmutableArray<string> RedirectUris { get; init; } = [];

    /// <summary><c>post_logout_redirect_uris</c> (OpenID Connect RP-Initiated Logout §3.1), compared as text, character by character.</summary>
    public ImmutableArray<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary><c>backchannel_logout_uri</c> (OpenID Connect Back-Channel Logout §2.2); null: it is not told.</summary>
    public Uri? BackchannelLogoutUri { get; init; }

    /// <summary><c>frontchannel_logout_uri</c> (OpenID Connect Front-Channel Logout §2); used only where <see cref="BackchannelLogoutUri"/> is null.</summary>
    public Uri? FrontchannelLogoutUri { get; init; }

    /// <summary><c>frontchannel_logout_session_required</c>: <c>iss</c> and <c>sid</c> are added to the front-channel address.</summary>
    public bool FrontchannelLogoutSessionRequired { get; init; }

    /// <summary>Response modes it may ask for (OAuth 2.0 Multiple Response Type Encoding Practices §2.1, Form Post Response Mode §2).</summary>
    public ImmutableArray<string> ResponseModes { get; init; } = ["query", "form_post"];

    /// <summary><c>require_pushed_authorization_requests</c> (RFC 9126 §6).</summary>
    public bool RequirePushedAuthorizationRequests { get; init; }

    /// <summary>
    /// Held to the FAPI 2.0 Security Profile: assertions name the issuer alone as audience (§5.3.2.1), request objects say from when they count
    /// (Message Signing §5.3.1), and RS256 is no algorithm of its (§5.4.1). The other members must agree with it: whoever registers it checks that.
    /// </summary>
    public bool Fapi2 { get; init; }

    /// <summary><c>require_signed_request_object</c> (RFC 9101 §10.5).</summary>
    public bool RequireSignedRequestObject { get; init; }

    /// <summary><c>request_object_signing_alg</c>: the only algorithm of its request objects; null: any that the server knows. Unsigned ones never.</summary>
    public string? RequestObjectAlgorithm { get; init; }

    /// <summary><c>id_token_signed_response_alg</c>: ES256, RS256 or PS256. Access tokens are always ES256.</summary>
    public string IdTokenAlgorithm { get; init; } = "ES256";

    /// <summary>Tokens and grants made before this instant are no longer served (case RT-12); null: no bound.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary><c>grant_types</c>.</summary>
    public required ImmutableArray<string> GrantTypes { get; init; }

    /// <summary><c>scope</c>: what it may ask for.</summary>
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary><c>authorization_details_types</c> (RFC 9396 §10): the types it may name.</summary>
    public ImmutableArray<string> AuthorizationDetailsTypes { get; init; } = [];

    /// <summary>Whether it may switch contexts at a refresh (<see cref="OpenIdProviderOptions.ContextParameter"/>).</summary>
    public bool SwitchesContext { get; init; }

    /// <summary><c>application_type</c> native (OpenID Connect Registration §2): loopback redirects with any port, private-use schemes.</summary>
    public bool Native { get; init; }

    /// <summary>Operated by the department itself: no consent page.</summary>
    public bool FirstParty { get; init; }

    /// <summary>Contexts it is registered for, the host's words.</summary>
    public ImmutableArray<string> Contexts { get; init; } = [];

    /// <summary>Least <c>acr</c> it may be served with; no request can lower it.</summary>
    public string? MinAcr { get; init; }

    /// <summary><c>default_acr_values</c>.</summary>
    public ImmutableArray<string> DefaultAcrValues { get; init; } = [];

    /// <summary><c>default_max_age</c>.</summary>
    public TimeSpan? DefaultMaxAge { get; init; }

    /// <summary>Resources it may name (RFC 8707), absolute URIs as text.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>Audiences whose tokens it may introspect, besides its own.</summary>
    public ImmutableArray<string> Audiences { get; init; } = [];

    /// <summary>Audience of its access tokens when no resource is named; null means the issuer.</summary>
    public string? DefaultAudience { get; init; }

    /// <summary><c>dpop_bound_access_tokens</c> (RFC 9449 §5.2): it gets no token without a proof of possession.</summary>
    public bool DpopBoundAccessTokens { get; init; }

    /// <summary>Whether its refresh tokens rotate in any case. A public client's do unless they are bound to a key (RFC 9700 §4.14.2).</summary>
    public bool RotateRefreshTokens { get; init; }

    /// <summary>What distinguishes pairwise subjects (Core §8.1); null for public subjects.</summary>
    public string? SectorIdentifier { get; init; }

    /// <summary>Origins allowed by CORS: those of the registered redirect URIs.</summary>
    public ImmutableArray<string> Origins { get; init; } = [];

    /// <summary>Members that only the host understands, by metadata name, as text.</summary>
    public ImmutableDictionary<string, string> HostMembers { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>True for clients that cannot keep a secret (RFC 6749 §2.1).</summary>
    public bool IsPublic => AuthenticationMethod == ClientAuthenticationMethod.None;
}

/// <summary>How a client authenticates (OpenID Connect Core §9). Exactly one per client.</summary>
public enum ClientAuthenticationMethod
{
    /// <summary><c>none</c>: a public client.</summary>
    None,

    /// <summary><c>client_secret_basic</c> (RFC 6749 §2.3.1).</summary>
    ClientSecretBasic,

    /// <summary><c>client_secret_post</c> (RFC 6749 §2.3.1).</summary>
    ClientSecretPost,

    /// <summary><c>private_key_jwt</c> (RFC 7523 §2.2).</summary>
    PrivateKeyJwt,
}
