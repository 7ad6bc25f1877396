using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.IdP.Clients.Rules;

/// <summary>Members of this server's own: contexts and business items (docs/tokens.md).</summary>
internal static class HallRules
{
    private static readonly ImmutableArray<string> KnownContexts = ["person", "unit"];

    public static IEnumerable<MemberFault> Faults(ClientMetadata client)
    {
        var contexts = client.ContextsOrPerson;
        if (contexts.IsEmpty || !contexts.All(KnownContexts.Contains) || FlowRules.HasRepeated(contexts))
            yield return new("contexts", "must hold person, unit or both");
        if (client.InstitutionAware == true && !contexts.Contains("unit"))
            yield return new("institution_aware", "has no use without the context unit");
        if (client.UnitSwitch == true && !(contexts.Contains("unit") && client.Grants.Contains("refresh_token")))
            yield return new("unit_switch", "switches units by a refresh: for clients with the context unit and the grant type refresh_token");
        // What a phone approved for a terminal is one context; the approval's proof would open the others to whoever showed the code (RFC 8628 §5.4).
        if (client.UnitSwitch == true && client.Grants.Contains(ClientMetadata.DeviceGrant))
            yield return new("unit_switch", "cannot be combined with the device grant (RFC 8628): a terminal acts in the context that was approved");
        if (client.AuthorizationDetailsTypes is { } types && (types.Any(type => type != Bridge.ItemDetails.Name) || FlowRules.HasRepeated(types)))
            yield return new("authorization_details_types", $"may hold {Bridge.ItemDetails.Name} (RFC 9396 section 10)");
        if (client.AuthorizationDetailsTypes?.IsEmpty == false && !contexts.Contains("unit"))
            yield return new("authorization_details_types", "business items are a unit's: has no use without the context unit");
        if (client.Scopes.Contains("app") && !(client.IsBound && client.FirstParty == true))
            yield return new("scope", "app opens the interface of the department's own app: for clients with first_party and dpop_bound_access_tokens (RFC 9449 section 5.2)");
        // A terminal has no key that its holder carries, and its code is approved on somebody else's screen (RFC 8628 §5.4): the app's interface is not for that.
        if (client.Scopes.Contains("app") && client.Grants.Contains(ClientMetadata.DeviceGrant))
            yield return new("scope", "app cannot be combined with the device grant (RFC 8628): the app signs its holder in itself");
        if (client.Scopes.Contains(Bridge.House.MembersScope) && !(client.Scopes.Contains(Bridge.House.UnitScope) && contexts.Contains("unit")))
            yield return new("scope", "unit.members changes units: for clients with the context unit and the scope unit");
        // It speaks for officers and opens accounts: what can be copied out of a configuration file is not enough.
        if (client.Scopes.Contains("institutions.write") && client.Method != "private_key_jwt")
            yield return new("scope", "institutions.write approves institutions: for clients with token_endpoint_auth_method private_key_jwt");
        if (client.AllItems == true && !client.AsksItems)
            yield return new("all_items", "has no use without the scope items or authorization_details_types");
        if (client.AllowedItems is not { } items)
            yield break;
        if (!client.AsksItems)
            yield return new("allowed_items", "has no use without the scope items or authorization_details_types");
        if (FlowRules.HasRepeated(items) || items.Any(item => BusinessItemCode.Read(item).Code is not null))
            yield return new("allowed_items", "must hold codes of business items such as SI-0101, each once");
    }
}
