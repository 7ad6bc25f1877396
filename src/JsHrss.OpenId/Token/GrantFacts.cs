using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Token;

/// <summary>The audit facts of grants, each written together with what it tells.</summary>
internal static class GrantFacts
{
    /// <summary>Tokens were given for a code.</summary>
    public static Change.Fact Redeemed(Grant grant) => Ok("grant.redeemed", grant);

    /// <summary>Tokens were given for a refresh token.</summary>
    public static Change.Fact Refreshed(Grant grant) => Ok("grant.refreshed", grant);

    /// <summary>A grant went over into another context: this one took its place, and the fact names both.</summary>
    public static Change.Fact Switched(Grant child, Grant former) => Ok("grant.switched", child) with
    {
        Detail = JsonElement.Parse(JsonText.Write((child, former), static (json, of) =>
        {
            json.WriteStartObject();
            json.WriteString("grant"u8, GrantIdText.Write(of.child.Id));
            json.WriteString("former"u8, GrantIdText.Write(of.former.Id));
            json.WriteString("former_context"u8, of.former.Entitlement.Context?.Value);
            json.WriteEndObject();
        })),
    };

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
