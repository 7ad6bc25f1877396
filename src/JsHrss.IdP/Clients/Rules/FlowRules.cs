using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace JsHrss.IdP.Clients.Rules;

/// <summary>Which flows a client uses, and what it may ask for (RFC 7591 §2 and §2.1).</summary>
internal static partial class FlowRules
{
    private static readonly ImmutableArray<string> KnownGrants = ["authorization_code", "refresh_token", "client_credentials", ClientMetadata.DeviceGrant];
    private static readonly ImmutableArray<string> KnownModes = ["query", "form_post"];

    public static IEnumerable<MemberFault> Faults(ClientMetadata client, ClientPolicy policy)
    {
        var grants = client.Grants;
        if (client.ApplicationType is not (null or "web" or "native"))
            yield return new("application_type", "must be web or native");
        if (grants.IsEmpty || !grants.All(KnownGrants.Contains) || HasRepeated(grants))
            yield return new("grant_types", "must hold some of " + string.Join(", ", KnownGrants) + ", each once; implicit and password are not served (RFC 9700 sections 2.1.2 and 2.4)");
        if (grants.Contains("client_credentials") && client.Method == "none")
            yield return new("grant_types", "client_credentials needs a client that authenticates (RFC 6749 section 4.4)");
        if (grants.Contains("refresh_token") && !client.ServesPeople)
            yield return new("grant_types", "refresh_token needs authorization_code beside it");

        ImmutableArray<string> types = client.UsesCode ? ["code"] : [];
        if (!(client.ResponseTypes ?? types).SequenceEqual(types))
            yield return new("response_types", client.UsesCode ? "must be [\"code\"] (RFC 7591 section 2.1)" : "must be [] without authorization_code (RFC 7591 section 2.1)");
        if (client.ResponseModes is { } modes && (!client.UsesCode || modes.IsEmpty || !modes.All(KnownModes.Contains) || HasRepeated(modes)))
            yield return new("response_modes", client.UsesCode ? "must hold query, form_post or both" : "has no use without authorization_code");
        if (client.RotateRefreshTokens is not null && !grants.Contains("refresh_token"))
            yield return new("rotate_refresh_tokens", "has no use without refresh_token");
        if (client is { RotateRefreshTokens: false, Method: "none", IsBound: false })
            yield return new("rotate_refresh_tokens", "must not be false for a public client whose tokens are not bound (dpop_bound_access_tokens; RFC 9700 section 4.14.2)");
        foreach (var fault in ScopeFaults(client, policy))
            yield return fault;
    }

    private static IEnumerable<MemberFault> ScopeFaults(ClientMetadata client, ClientPolicy policy)
    {
        var scopes = client.Scopes;
        if (scopes.IsEmpty || HasRepeated(scopes) || string.Join(' ', scopes) != client.Scope)
            yield return new("scope", "is required: names with one blank between them, each once (RFC 6749 section 3.3)");
        foreach (var scope in scopes)
        {
            if (policy.Scopes.Contains(scope) ? !client.ServesPeople : !ScopeForm().IsMatch(scope))
                yield return new("scope", $"{Quoted.Text(scope)} " + (policy.Scopes.Contains(scope) ? "is about a person and needs authorization_code" : "is unknown; scopes of other systems are written in small letters with a dot"));
        }

        if (scopes.Contains("offline_access") && !client.Grants.Contains("refresh_token"))
            yield return new("scope", "offline_access needs the grant type refresh_token");
        if (client.ContextsOrPerson.Contains("unit") && client.ServesPeople && !scopes.Contains("unit"))
            yield return new("scope", "a client of context unit must be allowed the scope unit");
    }

    internal static bool HasRepeated(ImmutableArray<string> texts) => texts.Distinct(StringComparer.Ordinal).Count() != texts.Length;

    [GeneratedRegex(@"\A(?=.{3,64}\z)[a-z0-9_]+(\.[a-z0-9_]+)+\z", RegexOptions.None, 1000)]
    private static partial Regex ScopeForm();
}
