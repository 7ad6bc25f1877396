using System.Collections.Immutable;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Token;

/// <summary>A grant as one token of it may show it.</summary>
internal static class GrantScopes
{
    /// <summary>The grant with no more scopes than these.</summary>
    public static Grant Within(this Grant grant, ImmutableArray<string> scopes) =>
        grant.Entitlement.Scopes.AsSpan().SequenceEqual(scopes.AsSpan()) ? grant : grant with { Entitlement = grant.Entitlement with { Scopes = scopes } };
}
