using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.ClientKeys;
using JsHrss.OpenId.Possession;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Token.Grants;

namespace JsHrss.OpenId.Discovery;

/// <summary>What the server says about itself (OpenID Connect Discovery §3, RFC 8414 §2): only what exists. One document serves both well-known addresses.</summary>
internal static class MetadataDocument
{
    /// <summary>How confidential clients authenticate; the endpoints that refuse public ones name these alone.</summary>
    private static readonly ImmutableArray<string> Secretly = ["client_secret_basic", "client_secret_post", "private_key_jwt"];

    public static byte[] Write(OpenIdProviderOptions options, DetailTypes details) => JsonText.Write((options, details), static (json, of) =>
    {
        var (options, details) = of;
        json.WriteStartObject();
        json.WriteString("issuer"u8, options.Issuer);
        json.WriteString("authorization_endpoint"u8, options.Issuer + EndpointPaths.Authorization);
        json.WriteString("token_endpoint"u8, options.Issuer + EndpointPaths.Token);
        json.WriteString("userinfo_endpoint"u8, options.Issuer + EndpointPaths.UserInfo);
        json.WriteString("jwks_uri"u8, options.Issuer + EndpointPaths.Jwks);
        json.WriteString("introspection_endpoint"u8, options.Issuer + EndpointPaths.Introspection);
        json.WriteString("revocation_endpoint"u8, options.Issuer + EndpointPaths.Revocation);
        json.WriteString("end_session_endpoint"u8, options.Issuer + EndpointPaths.EndSession);
        json.WriteBoolean("backchannel_logout_supported"u8, true);
        json.WriteBoolean("backchannel_logout_session_supported"u8, true);
        json.WriteBoolean("frontchannel_logout_supported"u8, true);
        json.WriteBoolean("frontchannel_logout_session_supported"u8, true);
        json.WriteString("pushed_authorization_request_endpoint"u8, options.Issuer + EndpointPaths.PushedAuthorizationRequest);
        json.WriteBoolean("require_pushed_authorization_requests"u8, false);
        json.WriteString("device_authorization_endpoint"u8, options.Issuer + EndpointPaths.DeviceAuthorization);
        List(json, "scopes_supported", options.Scopes);
        List(json, "response_types_supported", ["code"]);
        List(json, "response_modes_supported", ["query", "form_post"]);
        List(json, "grant_types_supported", ["authorization_code", "refresh_token", "client_credentials", DeviceCodeGrant.GrantType]);
        List(json, "prompt_values_supported", Prompt.Supported);
        List(json, "code_challenge_methods_supported", ["S256"]);
        json.WriteBoolean("authorization_response_iss_parameter_supported"u8, true);
        List(json, "subject_types_supported", ["public", "pairwise"]);
        List(json, "id_token_signing_alg_values_supported", options.IdTokenAlgorithms);
        List(json, "token_endpoint_auth_methods_supported", ["none", .. Secretly]);
        List(json, "token_endpoint_auth_signing_alg_values_supported", SignatureAlgorithms.All);
        List(json, "introspection_endpoint_auth_methods_supported", Secretly);
        List(json, "introspection_endpoint_auth_signing_alg_values_supported", SignatureAlgorithms.All);
        List(json, "revocation_endpoint_auth_methods_supported", ["none", .. Secretly]);
        List(json, "revocation_endpoint_auth_signing_alg_values_supported", SignatureAlgorithms.All);
        List(json, "dpop_signing_alg_values_supported", ProofAlgorithms.All);
        json.WriteBoolean("claims_parameter_supported"u8, true);
        json.WriteBoolean("request_parameter_supported"u8, true);
        List(json, "request_object_signing_alg_values_supported", SignatureAlgorithms.All);
        json.WriteBoolean("request_uri_parameter_supported"u8, false);
        List(json, "authorization_details_types_supported", [.. details.All.Select(type => type.Type)]);
        List(json, "claims_supported", options.Claims);
        List(json, "acr_values_supported", options.AcrValues);
        List(json, "ui_locales_supported", options.UiLocales);
        json.WriteEndObject();
    });

    /// <remarks>RFC 8414 §3.2: claims that return multiple values with zero elements MUST be omitted.</remarks>
    private static void List(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        if (values.IsEmpty)
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
