using System.Collections.Immutable;
using System.Text.Json.Nodes;
using JsHrss.Accounts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Clients;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Bridge;

/// <summary>The member <c>authorization_details</c> of scope <c>items</c> (RFC 9396 §2): which business items may be done for the unit, now.</summary>
internal sealed class ItemDetails(IBusinessItems catalogue)
{
    public const string Type = "urn:jshrss:item";

    private const ItemActions Usual = ItemActions.Query | ItemActions.Submit;

    /// <summary>Granted ∩ the client's list ∩ what is offered today ∩ what the person's level reaches; one entry for each set of actions. Empty array: nothing.</summary>
    public JsonArray Of(UnitStanding unit, Client client, AssuranceLevel level, DateTimeOffset now)
    {
        var allowed = client.HostMembers.TryGetValue(HostMember.AllowedItems, out var list) ? list.Split(' ').ToImmutableHashSet(StringComparer.Ordinal) : null;
        var everything = unit.Scope.IsAll;
        if (everything && allowed is null && client.HostMembers.ContainsKey(HostMember.AllItems))
            return [Entry(unit, Usual, ["*"])];
        var items = catalogue.All.Values
            .Where(item => item.Actions != ItemActions.None && (everything || unit.Scope.Covers(item.Code)) && allowed?.Contains(item.Code.Value) != false)
            .Where(item => item.MinimumLevel <= level && item.Validity?.StateAt(now) is null or ValidityState.Current);
        return [.. items.GroupBy(item => item.Actions).OrderBy(same => same.Key).Select(same => Entry(unit, same.Key, same.Select(item => item.Code.Value).Order(StringComparer.Ordinal)))];
    }

    private static JsonObject Entry(UnitStanding unit, ItemActions actions, IEnumerable<string> items) => new JsonObject
    {
        ["type"] = Type,
        ["actions"] = new JsonArray([.. actions.Words().Select(word => JsonValue.Create(word))]),
        ["items"] = new JsonArray([.. items.Select(item => JsonValue.Create(item))]),
        ["unit"] = unit.Unit.ToString(),
    };
}
