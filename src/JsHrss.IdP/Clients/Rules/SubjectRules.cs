using System.Collections.Immutable;

namespace JsHrss.IdP.Clients.Rules;

/// <summary>How the person is named and told of (OpenID Connect Core §8, Registration §2 and §5).</summary>
internal static class SubjectRules
{
    private static readonly ImmutableArray<string> IdTokenAlgorithms = ["ES256", "RS256", "PS256"];

    /// <summary>A year: longer says nothing.</summary>
    private const int LongestMaxAge = 366 * 24 * 3600;

    public static IEnumerable<MemberFault> Faults(ClientMetadata client, ClientPolicy policy)
    {
        if (client.SubjectType is not (null or "public" or "pairwise"))
            yield return new("subject_type", "must be public or pairwise");
        if (client is { SubjectType: "pairwise", ServesPeople: false })
            yield return new("subject_type", "has no use without authorization_code");
        if (client.SectorIdentifierUri is { } sector)
        {
            if (client.SubjectType != "pairwise")
                yield return new("sector_identifier_uri", "has a use with subject_type pairwise only");
            if (RegisteredAddress.FetchedFaultOf(sector, policy) is { } fault)
                yield return new("sector_identifier_uri", fault);
        }
        else if (client is { SubjectType: "pairwise", ServesPeople: true } && SectorOf(client) is null)
        {
            yield return new("sector_identifier_uri", "is required of a pairwise client whose redirect_uris have not one and the same host (Registration section 5)");
        }

        if (client.IdTokenSignedResponseAlg is { } algorithm && !IdTokenAlgorithms.Contains(algorithm))
            yield return new("id_token_signed_response_alg", "must be one of " + string.Join(", ", IdTokenAlgorithms));
        if (client.IdTokenSignedResponseAlg is not null && !client.Scopes.Contains("openid"))
            yield return new("id_token_signed_response_alg", "has no use without the scope openid");
        if (client.DefaultMaxAge is > LongestMaxAge)
            yield return new("default_max_age", "must be a year at most");
        if (client.DefaultAcrValues is { } wished && (!wished.All(policy.AcrValues.Contains) || FlowRules.HasRepeated(wished)))
            yield return new("default_acr_values", "may hold, each once, " + string.Join(", ", policy.AcrValues));
        if (client.MinAcr is { } least && !policy.AcrValues.Contains(least))
            yield return new("min_acr", "must be one of " + string.Join(", ", policy.AcrValues));
        if (client.NotBefore > policy.Now)
            yield return new("not_before", "lies in the future: until then every token would be refused as soon as it is made");
    }

    /// <summary>The sector of a pairwise client: the host of its sector identifier, else the one host of its redirect URIs (Core §8.1); null: neither, or public.</summary>
    public static string? SectorOf(ClientMetadata client)
    {
        if (client.SubjectType != "pairwise")
            return null;
        if (client.SectorIdentifierUri is { } sector)
            return new Uri(sector).Host;
        var hosts = (client.RedirectUris ?? []).Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? uri.Host : "").Distinct(StringComparer.Ordinal).ToArray();
        return hosts is [{ Length: > 0 } one] ? one : null;
    }
}
