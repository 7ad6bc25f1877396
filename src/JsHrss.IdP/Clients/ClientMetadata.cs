using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace JsHrss.IdP.Clients;

/// <summary>A client as declared: the metadata names of RFC 7591 §2 and OpenID Connect Registration §2, and ours. Null: not stated.</summary>
internal sealed record ClientMetadata
{
    [JsonPropertyName("client_id")] public string? ClientId { get; init; }

    [JsonPropertyName("client_secret")] public string? ClientSecret { get; init; }

    [JsonPropertyName("client_name")] public string? ClientName { get; init; }

    /// <summary>Legal name of who runs a third-party client, for the consent page (PIPL art. 23).</summary>
    [JsonPropertyName("operator_name")] public string? OperatorName { get; init; }

    [JsonPropertyName("client_uri")] public string? ClientUri { get; init; }

    [JsonPropertyName("contacts")] public ImmutableArray<string>? Contacts { get; init; }

    [JsonPropertyName("redirect_uris")] public ImmutableArray<string>? RedirectUris { get; init; }

    [JsonPropertyName("token_endpoint_auth_method")] public string? TokenEndpointAuthMethod { get; init; }

    [JsonPropertyName("grant_types")] public ImmutableArray<string>? GrantTypes { get; init; }

    [JsonPropertyName("response_types")] public ImmutableArray<string>? ResponseTypes { get; init; }

    [JsonPropertyName("scope")] public string? Scope { get; init; }

    [JsonPropertyName("application_type")] public string? ApplicationType { get; init; }

    [JsonPropertyName("default_max_age")] public int? DefaultMaxAge { get; init; }

    [JsonPropertyName("default_acr_values")] public ImmutableArray<string>? DefaultAcrValues { get; init; }

    [JsonPropertyName("rotate_refresh_tokens")] public bool? RotateRefreshTokens { get; init; }

    [JsonPropertyName("resources")] public ImmutableArray<string>? Resources { get; init; }

    [JsonPropertyName("audiences")] public ImmutableArray<string>? Audiences { get; init; }

    [JsonPropertyName("default_audience")] public string? DefaultAudience { get; init; }

    /// <summary><c>person</c>, <c>unit</c> or both; default person (tokens design).</summary>
    [JsonPropertyName("contexts")] public ImmutableArray<string>? Contexts { get; init; }

    [JsonPropertyName("min_acr")] public string? MinAcr { get; init; }

    [JsonPropertyName("first_party")] public bool? FirstParty { get; init; }

    [JsonPropertyName("institution_aware")] public bool? InstitutionAware { get; init; }

    /// <summary>Whether the roles with all items are shown to it as <c>*</c>.</summary>
    [JsonPropertyName("all_items")] public bool? AllItems { get; init; }

    /// <summary>Business items it may ever see; absent: all of the catalogue.</summary>
    [JsonPropertyName("allowed_items")] public ImmutableArray<string>? AllowedItems { get; init; }

    /// <summary>Address of the client's own start page, where a person who is stuck may go back to.</summary>
    [JsonPropertyName("initiate_login_uri")] public string? InitiateLoginUri { get; init; }
}

[JsonSourceGenerationOptions(UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ClientMetadata))]
internal sealed partial class ClientMetadataJson : JsonSerializerContext;
