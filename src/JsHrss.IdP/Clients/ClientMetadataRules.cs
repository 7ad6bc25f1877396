using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace JsHrss.IdP.Clients;

/// <summary>The one check of a client's whole declaration. Every fault is named by its member, with what to write instead.</summary>
internal static partial class ClientMetadataRules
{
    private static readonly ImmutableHashSet<string> KnownGrants = ["authorization_code", "refresh_token", "client_credentials"];
    private static readonly ImmutableHashSet<string> KnownContexts = ["person", "unit"];

    /// <summary>Secrets shorter than this are not random enough for a fast digest (decision 17 of the security design).</summary>
    internal const int LeastSecretLength = 32;

    /// <summary>All faults as (member, fault); empty when the declaration is right.</summary>
    public static ImmutableArray<(string Member, string Fault)> Check(ClientMetadata client, ImmutableArray<string> knownScopes, ImmutableArray<string> knownAcr, bool isDevelopment)
    {
        var faults = ImmutableArray.CreateBuilder<(string, string)>();
        void Unless(bool right, string member, string fault)
        {
            if (!right)
                faults.Add((member, fault));
        }

        var method = client.TokenEndpointAuthMethod ?? "client_secret_basic";
        var grants = client.GrantTypes ?? ["authorization_code"];
        var usesCode = grants.Contains("authorization_code");
        Unless(client.ClientId is not null && ClientIdForm().IsMatch(client.ClientId), "client_id", "is required: 1 to 64 of A-Z a-z 0-9 . _ -");
        Unless(!string.IsNullOrWhiteSpace(client.ClientName) && client.ClientName.Length <= 60 && !client.ClientName.Any(char.IsControl), "client_name", "is required: 1 to 60 characters, as people read it");
        Unless(method is "none" or "client_secret_basic", "token_endpoint_auth_method", "must be none or client_secret_basic");
        Unless(method != "none" || client.ClientSecret is null, "client_secret", "a client of method none has no secret");
        Unless(method != "client_secret_basic" || client.ClientSecret is { Length: >= LeastSecretLength and <= 128 }, "client_secret", $"must have {LeastSecretLength} to 128 random characters");
        Unless(isDevelopment || client.ClientSecret?.Contains("-dev-secret-", StringComparison.Ordinal) != true, "client_secret", "is the published one of the demonstration; make a random one");
        Unless(grants.All(KnownGrants.Contains), "grant_types", "may hold " + string.Join(", ", KnownGrants.Order(StringComparer.Ordinal)));
        Unless(!grants.Contains("client_credentials") || method != "none", "grant_types", "client_credentials needs a client that authenticates (RFC 6749 section 4.4)");
        Unless(!grants.Contains("refresh_token") || usesCode, "grant_types", "refresh_token needs authorization_code beside it");
        Unless((client.ResponseTypes ?? (usesCode ? ["code"] : [])).SequenceEqual(usesCode ? ["code"] : []), "response_types", usesCode ? "must be [\"code\"]" : "must be empty without authorization_code");
        Unless(usesCode == (client.RedirectUris is { Length: > 0 }), "redirect_uris", usesCode ? "at least one is required" : "has no use without authorization_code");
        foreach (var uri in client.RedirectUris ?? [])
            Unless(IsRedirectUri(uri, client.ApplicationType == "native"), "redirect_uris", $"'{uri}' is not allowed: https (or http on localhost) without fragment, user or dot segments; native clients also a private-use scheme with a dot");
        Unless(client.ApplicationType is null or "web" or "native", "application_type", "must be web or native");
        var scopes = (client.Scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Unless(scopes.Length > 0 && scopes.Distinct().Count() == scopes.Length, "scope", "is required: space-separated, without repetition");
        foreach (var scope in scopes)
            Unless(knownScopes.Contains(scope) || (scope.Contains('.', StringComparison.Ordinal) && ScopeForm().IsMatch(scope)), "scope", $"'{scope}' is unknown; scopes of other systems are written with a dot");
        Unless(!scopes.Contains("offline_access") || grants.Contains("refresh_token"), "scope", "offline_access needs the grant type refresh_token");
        var contexts = client.Contexts ?? ["person"];
        Unless(contexts.Length > 0 && contexts.All(KnownContexts.Contains) && contexts.Distinct().Count() == contexts.Length, "contexts", "must hold person, unit or both");
        Unless(!contexts.Contains("unit") || !usesCode || scopes.Contains("unit"), "scope", "a client of context unit must be allowed the scope unit");
        Unless(client.MinAcr is null || knownAcr.Contains(client.MinAcr), "min_acr", "must be one of " + string.Join(", ", knownAcr));
        Unless((client.DefaultAcrValues ?? []).All(knownAcr.Contains), "default_acr_values", "may hold " + string.Join(", ", knownAcr));
        Unless(client.DefaultMaxAge is null or >= 0, "default_max_age", "must be seconds, 0 or more");
        foreach (var resource in client.Resources ?? [])
            Unless(IsAbsoluteWithoutFragment(resource), "resources", $"'{resource}' must be an absolute URI without fragment (RFC 8707 section 2)");
        Unless(client.FirstParty == true || !usesCode || !string.IsNullOrWhiteSpace(client.OperatorName), "operator_name", "a third-party client must say who runs it");
        Unless(client.ClientUri is null || IsWebAddress(client.ClientUri), "client_uri", "must be an http(s) address");
        Unless(client.InitiateLoginUri is null || IsWebAddress(client.InitiateLoginUri), "initiate_login_uri", "must be an http(s) address");
        return faults.ToImmutable();
    }

    /// <summary>Registered once, compared as text for ever after: what could be read in two ways is refused here (cases AZ-02, AZ-03, AZ-05).</summary>
    private static bool IsRedirectUri(string uri, bool native)
    {
        if (uri.Length > 512 || uri.Any(c => c is <= ' ' or >= '\u007f' or '\\' or '#' or '*' or '@') || !Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || uri.Contains("/../", StringComparison.Ordinal))
            return false;
        if (!string.Equals(parsed.AbsoluteUri, uri, StringComparison.Ordinal) && !string.Equals(parsed.AbsoluteUri, uri + "/", StringComparison.Ordinal))
            return false;
        return parsed.Scheme == Uri.UriSchemeHttps
            || (parsed.Scheme == Uri.UriSchemeHttp && (parsed.Host == "localhost" || (native && parsed.Host is "127.0.0.1" or "[::1]")))
            || (native && parsed.Scheme.Contains('-', StringComparison.Ordinal) && parsed.Scheme is not ("javascript" or "data" or "vbscript" or "file"));
    }

    private static bool IsAbsoluteWithoutFragment(string uri) => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Fragment.Length == 0 && uri.Length <= 512;

    private static bool IsWebAddress(string uri) => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme is "https" or "http" && uri.Length <= 512;

    [GeneratedRegex(@"^[A-Za-z0-9._\-]{1,64}$", RegexOptions.None, 1000)]
    private static partial Regex ClientIdForm();

    [GeneratedRegex(@"^[a-z0-9_]+(\.[a-z0-9_]+)+$", RegexOptions.None, 1000)]
    private static partial Regex ScopeForm();
}
