using System.Collections.Immutable;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Token;

/// <summary>The audit facts of grants, each written together with what it tells.</summary>
internal static class GrantFacts
{
    /// <summary>Tokens were given for a code.</summary>
    public static Change.Fact Redeemed(Grant grant) => Ok("grant.redeemed", grant);

    /// <summary>Tokens were given for a refresh token.</summary>
    public static Change.Fact Refreshed(Grant grant) => Ok("grant.refreshed", grant);

    /// <summary>A grant went over into another context: this one took its place.</summary>
    public static Change.Fact Switched(Grant child) => Ok("grant.switched", child);

    /// <summary>A token of the grant was revoked by its client.</summary>
    public static Change.Fact Revoked(string code, Grant grant) => Ok(code, grant);

    /// <summary>A code or refresh token came back used, or from somebody else: its grant ends here.</summary>
    /// <remarks>
    /// Once: whoever repeats a stolen token against an ended grant writes nothing more. A grant that went over into another context lives on in that: the whole family ends.
    /// </remarks>
    public static ImmutableArray<Change> EndForMisuse(string reason, Grant grant, ClientId caller) => grant.EndedBecause is null or ContextSwitching.Ended
        ? [new Change.End(grant.Parent ?? grant.Id, reason), Refused("grant.misused", reason, grant, caller)]
        : [];

    /// <summary>The house would not serve the grant.</summary>
    public static Change.Fact Denied(string reason, Grant grant) => Refused("grant.denied", reason, grant, grant.Client);

    private static Change.Fact Ok(string code, Grant grant) =>
        new(code, "ok", null, grant.Entitlement.Actor, grant.Entitlement.Subject, grant.Entitlement.Context, grant.Client, null);

    private static Change.Fact Refused(string code, string reason, Grant grant, ClientId caller) =>
        new(code, "refused", reason, grant.Entitlement.Actor, grant.Entitlement.Subject, grant.Entitlement.Context, caller, null);
}
