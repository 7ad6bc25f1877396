using System.Collections.Immutable;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Token;

/// <summary>A grant as one token of it may show it.</summary>
internal static class GrantScopes
{
    /// <summary>What was granted and the client is still registered for: a scope taken from its registration is gone at the next token (case CD-15).</summary>
    public static ImmutableArray<string> ScopesFor(this Grant grant, Client client) =>
        grant.Entitlement.Scopes.RemoveAll(s => !client.Scopes.Contains(s, StringComparer.Ordinal));

    /// <summary>The grant with no more scopes than these.</summary>
    public static Grant Within(this Grant grant, ImmutableArray<string> scopes) =>
        grant.Entitlement.Scopes.AsSpan().SequenceEqual(scopes.AsSpan()) ? grant : grant with { Entitlement = grant.Entitlement with { Scopes = scopes } };
}
