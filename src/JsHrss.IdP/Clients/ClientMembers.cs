using System.Collections.Immutable;
using System.Text.Json;

namespace JsHrss.IdP.Clients;

/// <summary>One client object as JSON: read member by member and checked as a whole.</summary>
internal static class ClientMembers
{
    /// <summary>The client and every fault of it; the client is usable only without faults.</summary>
    public static (ClientMetadata Client, ImmutableArray<MemberFault> Faults) Read(JsonElement members, ClientPolicy policy)
    {
        var read = new MemberReader(members);
        var client = ClientOf(read);
        var unreadable = read.Faults.ToImmutableArray();
        // A member that could not be read would be reported a second time, as one that is missing.
        var named = unreadable.Select(fault => fault.Member).ToHashSet(StringComparer.Ordinal);
        return (client, [.. unreadable, .. client.Check(policy).Where(fault => !named.Contains(fault.Member))]);
    }

    private static ClientMetadata ClientOf(MemberReader read) => new()
    {
        ClientId = read.Text("client_id"),
        ClientSecret = read.Text("client_secret"),
        ClientSecrets = read.Texts("client_secrets"),
        ClientName = read.Text("client_name"),
        OperatorName = read.Text("operator_name"),
        ClientUri = read.Text("client_uri"),
        LogoUri = read.Text("logo_uri"),
        PolicyUri = read.Text("policy_uri"),
        TosUri = read.Text("tos_uri"),
        Contacts = read.Texts("contacts"),
        RedirectUris = read.Texts("redirect_uris"),
        PostLogoutRedirectUris = read.Texts("post_logout_redirect_uris"),
        BackchannelLogoutUri = read.Text("backchannel_logout_uri"),
        BackchannelLogoutSessionRequired = read.Flag("backchannel_logout_session_required"),
        FrontchannelLogoutUri = read.Text("frontchannel_logout_uri"),
        FrontchannelLogoutSessionRequired = read.Flag("frontchannel_logout_session_required"),
        TokenEndpointAuthMethod = read.Text("token_endpoint_auth_method"),
        TokenEndpointAuthSigningAlg = read.Text("token_endpoint_auth_signing_alg"),
        Jwks = read.Object("jwks"),
        JwksUri = read.Text("jwks_uri"),
        GrantTypes = read.Texts("grant_types"),
        ResponseTypes = read.Texts("response_types"),
        ResponseModes = read.Texts("response_modes"),
        Scope = read.Text("scope"),
        ApplicationType = read.Text("application_type"),
        SubjectType = read.Text("subject_type"),
        SectorIdentifierUri = read.Text("sector_identifier_uri"),
        IdTokenSignedResponseAlg = read.Text("id_token_signed_response_alg"),
        RequestObjectSigningAlg = read.Text("request_object_signing_alg"),
        RequireSignedRequestObject = read.Flag("require_signed_request_object"),
        RequirePushedAuthorizationRequests = read.Flag("require_pushed_authorization_requests"),
        DpopBoundAccessTokens = read.Flag("dpop_bound_access_tokens"),
        Profile = read.Text("profile"),
        DefaultMaxAge = read.Seconds("default_max_age"),
        RequireAuthTime = read.Flag("require_auth_time"),
        DefaultAcrValues = read.Texts("default_acr_values"),
        RotateRefreshTokens = read.Flag("rotate_refresh_tokens"),
        Resources = read.Texts("resources"),
        Audiences = read.Texts("audiences"),
        DefaultAudience = read.Text("default_audience"),
        NotBefore = read.Moment("not_before"),
        Contexts = read.Texts("contexts"),
        MinAcr = read.Text("min_acr"),
        FirstParty = read.Flag("first_party"),
        InstitutionAware = read.Flag("institution_aware"),
        UnitSwitch = read.Flag("unit_switch"),
        AuthorizationDetailsTypes = read.Texts("authorization_details_types"),
        AllItems = read.Flag("all_items"),
        AllowedItems = read.Texts("allowed_items"),
        InitiateLoginUri = read.Text("initiate_login_uri"),
    };
}
