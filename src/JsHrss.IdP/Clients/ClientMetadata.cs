using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.IdP.Clients.Rules;

namespace JsHrss.IdP.Clients;

/// <summary>A client as declared: the metadata names of RFC 7591 §2, OpenID Connect Registration §2 and their extensions, and ours (docs/clients.md). Null: not stated.</summary>
internal sealed record ClientMetadata
{
    public string? ClientId { get; init; }
    public string? ClientSecret { get; init; }

    /// <summary>Two live at a time, while the old one is being replaced.</summary>
    public ImmutableArray<string>? ClientSecrets { get; init; }
    public string? ClientName { get; init; }

    /// <summary>Legal name of who runs a third-party client, for the consent page (PIPL art. 23).</summary>
    public string? OperatorName { get; init; }
    public string? ClientUri { get; init; }
    public string? LogoUri { get; init; }
    public string? PolicyUri { get; init; }
    public string? TosUri { get; init; }
    public ImmutableArray<string>? Contacts { get; init; }
    public ImmutableArray<string>? RedirectUris { get; init; }
    public ImmutableArray<string>? PostLogoutRedirectUris { get; init; }
    public string? BackchannelLogoutUri { get; init; }
    public bool? BackchannelLogoutSessionRequired { get; init; }
    public string? FrontchannelLogoutUri { get; init; }
    public bool? FrontchannelLogoutSessionRequired { get; init; }
    public string? TokenEndpointAuthMethod { get; init; }
    public string? TokenEndpointAuthSigningAlg { get; init; }
    public JsonElement? Jwks { get; init; }
    public string? JwksUri { get; init; }
    public ImmutableArray<string>? GrantTypes { get; init; }
    public ImmutableArray<string>? ResponseTypes { get; init; }
    public ImmutableArray<string>? ResponseModes { get; init; }
    public string? Scope { get; init; }
    public string? ApplicationType { get; init; }
    public string? SubjectType { get; init; }
    public string? SectorIdentifierUri { get; init; }
    public string? IdTokenSignedResponseAlg { get; init; }
    public string? RequestObjectSigningAlg { get; init; }
    public bool? RequireSignedRequestObject { get; init; }
    public bool? RequirePushedAuthorizationRequests { get; init; }

    /// <summary>No token without a proof of possession (RFC 9449 §5.2).</summary>
    public bool? DpopBoundAccessTokens { get; init; }

    /// <summary><c>fapi2</c>: held to the FAPI 2.0 Security Profile.</summary>
    public string? Profile { get; init; }
    public int? DefaultMaxAge { get; init; }
    public bool? RequireAuthTime { get; init; }
    public ImmutableArray<string>? DefaultAcrValues { get; init; }
    public bool? RotateRefreshTokens { get; init; }
    public ImmutableArray<string>? Resources { get; init; }
    public ImmutableArray<string>? Audiences { get; init; }
    public string? DefaultAudience { get; init; }

    /// <summary>Tokens and grants made before this are no longer served (case RT-12).</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary><c>person</c>, <c>unit</c> or both; default person (tokens design).</summary>
    public ImmutableArray<string>? Contexts { get; init; }
    public string? MinAcr { get; init; }
    public bool? FirstParty { get; init; }
    public bool? InstitutionAware { get; init; }

    /// <summary>Whether it may switch units by a refresh, without a new sign-in (docs/tokens.md).</summary>
    public bool? UnitSwitch { get; init; }

    /// <summary>Types it may name in <c>authorization_details</c> (RFC 9396 §10).</summary>
    public ImmutableArray<string>? AuthorizationDetailsTypes { get; init; }

    /// <summary>Whether the roles with all items are shown to it as <c>*</c>.</summary>
    public bool? AllItems { get; init; }

    /// <summary>Business items it may ever see; absent: all of the catalogue.</summary>
    public ImmutableArray<string>? AllowedItems { get; init; }

    /// <summary>Address of the client's own start page, where a person who is stuck may go back to.</summary>
    public string? InitiateLoginUri { get; init; }

    /// <summary>The method it authenticates by; the default is that of RFC 7591 §2.</summary>
    public string Method => TokenEndpointAuthMethod ?? "client_secret_basic";

    /// <summary>Its grant types; the default is that of RFC 7591 §2.</summary>
    public ImmutableArray<string> Grants => GrantTypes ?? ["authorization_code"];

    /// <summary>RFC 8628 §3.4.</summary>
    public const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

    public bool UsesDevices => Grants.Contains(DeviceGrant);

    /// <summary>Its tokens speak of people, and not of itself alone.</summary>
    public bool ServesPeople => UsesCode || UsesDevices;

    public bool UsesCode => Grants.Contains("authorization_code");

    public bool IsFapi2 => Profile == ProfileRules.Fapi2;

    /// <summary>Pushed requests only: as stated, or because its profile wants it.</summary>
    public bool MustPush => RequirePushedAuthorizationRequests ?? IsFapi2;

    /// <summary>Bound tokens only: as stated, or because its profile wants it.</summary>
    public bool IsBound => DpopBoundAccessTokens ?? IsFapi2;

    /// <summary>It may ask for business items, by scope or one by one.</summary>
    public bool AsksItems => Scopes.Contains("items") || AuthorizationDetailsTypes?.IsEmpty == false;

    public bool IsNative => ApplicationType == "native";

    public ImmutableArray<string> Scopes => [.. (Scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    public ImmutableArray<string> ContextsOrPerson => Contexts ?? ["person"];

    /// <summary>All live secrets, however they are written.</summary>
    public ImmutableArray<string> Secrets => ClientSecret is { } one ? [one, .. ClientSecrets ?? []] : ClientSecrets ?? [];

    /// <summary>The one check of the whole object, whichever way it came: a change is checked as what results from it (case AD-09).</summary>
    /// <returns>Every fault; empty: the declaration is right.</returns>
    public ImmutableArray<MemberFault> Check(ClientPolicy policy) =>
    [
        .. NameRules.Faults(this),
        .. AuthenticationRules.Faults(this, policy),
        .. KeyRules.Faults(this, policy),
        .. FlowRules.Faults(this, policy),
        .. AddressRules.Faults(this, policy),
        .. SubjectRules.Faults(this, policy),
        .. RequestRules.Faults(this),
        .. ProfileRules.Faults(this, policy),
        .. AudienceRules.Faults(this),
        .. HallRules.Faults(this),
    ];
}
