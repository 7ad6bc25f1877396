using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.Accounts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Clients;
using JsHrss.OpenId;
using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Options;

namespace JsHrss.IdP.Bridge;

/// <summary>The type <c>urn:jshrss:item</c> of rich authorization requests (RFC 9396): which business items may be done for the unit, now (docs/tokens.md).</summary>
internal sealed class ItemDetails(IBusinessItems catalogue, IOptions<OpenIdProviderOptions> provider) : IAuthorizationDetailsType
{
    public const string Name = "urn:jshrss:item";

    private const ItemActions Usual = ItemActions.Query | ItemActions.Submit;
    private const int MostItems = 500;
    private const int MostLocations = 10;

    public string Type => Name;

    public string? Scope => House.ItemsScope;

    public string? FaultOf(JsonElement detail, Client client)
    {
        foreach (var member in detail.EnumerateObject())
        {
            var fault = member.Name switch
            {
                "type" => null,
                "items" => FaultOfItems(member.Value, client),
                "actions" => IsListOf(member.Value, 3, action => AskedItems.ActionOf(action) != ItemActions.None) ? null : "actions must hold some of query, submit and review, each once",
                "locations" => IsListOf(member.Value, MostLocations, location => IsAudienceOf(client, location)) ? null : "locations must hold resources that are registered for this client",
                _ => "it has a member other than type, items, actions and locations",
            };
            if (fault is not null)
                return fault;
        }

        // Of what is named some is given or the client is told: an item that takes none of the actions would be left out without a word.
        var asked = AskedItems.Read(detail);
        return asked.Items?.All(item => catalogue.All.TryGetValue(item, out var known) && (known.Actions & (asked.Actions ?? AskedItems.Every)) != ItemActions.None) == false
            ? "each of the items must take one of the actions"
            : null;
    }

    public bool Covers(ImmutableArray<JsonElement> allowed, JsonElement asked) => AskedItems.Cover(allowed.Select(AskedItems.Read), AskedItems.Read(asked));

    /// <remarks>All items stay all items, those to come too: so the page says.</remarks>
    public ImmutableArray<JsonElement> WriteOut(JsonElement asked)
    {
        var all = AskedItems.Read(asked);
        if (all.Items is not { } items)
            return [asked];
        return
        [
            .. from code in items
               let item = catalogue.All.GetValueOrDefault(code)
               where item is not null
               let actions = item.Actions & (all.Actions ?? AskedItems.Every)
               where actions != ItemActions.None
               group code by actions
               into same
               orderby same.Key
               select (all with { Items = [.. same], Actions = same.Key }).ToJson(Name),
        ];
    }

    public ImmutableArray<JsonElement>? Narrow(ImmutableArray<JsonElement> granted, JsonElement asked) =>
        AskedItems.Narrow(granted.Select(AskedItems.Read), AskedItems.Read(asked)) is { } parts ? [.. parts.Select(part => part.ToJson(Name))] : null;

    public ImmutableArray<JsonObject>? Give(DetailsQuestion question)
    {
        if (House.ContextOf(question.Standing, question.Grant) is not { Unit: { } unit } context)
            return null;
        var asked = question.Asked.Select(AskedItems.Read).Where(one => one.IsFor(question.Audience));
        var level = context.Person.LevelAt(question.Now);
        return
        [
            .. from one in asked
               group one by one.Locations is { } locations ? string.Join(' ', locations.Order(StringComparer.Ordinal)) : ""
               into same
               from entry in Entries(unit, question.Client, level, question.Now, [.. same])
               select Entry(unit, entry.Actions, entry.Items, same.First().Locations),
        ];
    }

    /// <summary>Which items a request asks for, and which actions of each; null: every item, those to come too.</summary>
    public ImmutableArray<(BusinessItem Item, ItemActions Actions)>? Listed(JsonElement asked)
    {
        ImmutableArray<AskedItems> all = [.. asked.EnumerateArray().Select(AskedItems.Read)];
        if (all.Any(one => one.Items is null))
            return null;
        return
        [
            .. from code in all.SelectMany(one => one.Items!.Value).Distinct().Order()
               let item = catalogue.All.GetValueOrDefault(code)
               where item is not null
               select (item, ActionsOf(item, all)),
        ];
    }

    /// <summary>Granted ∩ asked ∩ the client's list ∩ what is offered today ∩ what the person's level reaches; one entry for each set of actions.</summary>
    private IEnumerable<(ItemActions Actions, IEnumerable<string> Items)> Entries(UnitStanding unit, Client client, AssuranceLevel level, DateTimeOffset now, ImmutableArray<AskedItems> asked)
    {
        if (!unit.Scope.IsAll || !client.HostMembers.ContainsKey(HostMember.AllItems) || AllowedOf(client) is not null || asked.All(one => one.Items is not null))
            return Named(unit, client, level, now, asked);
        // Each object that names no item asks for all of them; what is named beside them is listed as ever, and so is what all of them do not take: the few that are reviewed.
        var actions = asked.Where(one => one.Items is null).Aggregate(ItemActions.None, (sum, one) => sum | (one.Actions ?? Usual)) & Usual;
        var reviewed = asked.Where(one => one.Items is null && one.Actions?.HasFlag(ItemActions.Review) == true).Select(one => one with { Actions = ItemActions.Review });
        var named = Named(unit, client, level, now, [.. asked.Where(one => one.Items is not null), .. reviewed]);
        return actions == ItemActions.None ? named : named.Prepend((actions, [AskedItems.All]));
    }

    private IEnumerable<(ItemActions Actions, IEnumerable<string> Items)> Named(UnitStanding unit, Client client, AssuranceLevel level, DateTimeOffset now, ImmutableArray<AskedItems> asked) =>
        Held(unit, client, level, now, asked)
            .GroupBy(held => held.Actions)
            .OrderBy(same => same.Key)
            .Select(same => (same.Key, same.Select(held => held.Item.Code.Value).Order(StringComparer.Ordinal).AsEnumerable()));

    private IEnumerable<(BusinessItem Item, ItemActions Actions)> Held(UnitStanding unit, Client client, AssuranceLevel level, DateTimeOffset now, ImmutableArray<AskedItems> asked)
    {
        var allowed = AllowedOf(client);
        foreach (var code in Codes(unit, asked))
        {
            if (!unit.Scope.Covers(code) || allowed?.Contains(code.Value) == false || !catalogue.All.TryGetValue(code, out var item))
                continue;
            if (item.Actions == ItemActions.None || item.MinimumLevel > level || item.Validity?.StateAt(now) is not (null or ValidityState.Current))
                continue;
            if (ActionsOf(item, asked) is not ItemActions.None and var actions)
                yield return (item, actions);
        }
    }

    private static ItemActions ActionsOf(BusinessItem item, ImmutableArray<AskedItems> asked)
    {
        var actions = ItemActions.None;
        foreach (var one in asked)
            actions |= one.Names(item.Code) ? item.Actions & (one.Actions ?? item.Actions) : ItemActions.None;
        return actions;
    }

    /// <summary>Where to look: at what is named, else at what the mandate holds; at the whole catalogue only for whoever has it all.</summary>
    private IEnumerable<BusinessItemCode> Codes(UnitStanding unit, ImmutableArray<AskedItems> asked) =>
        asked.All(one => one.Items is not null) ? asked.SelectMany(one => one.Items!.Value).Distinct()
        : unit.Scope.IsAll ? catalogue.All.Keys
        : unit.Scope.Items;

    private static JsonObject Entry(UnitStanding unit, ItemActions actions, IEnumerable<string> items, ImmutableArray<string>? locations)
    {
        var entry = new JsonObject { ["type"] = Name, ["actions"] = ListOf(actions.Words()), ["items"] = ListOf(items), ["unit"] = unit.Unit.ToString(), ["link"] = unit.Link.Word() };
        if (locations is { } some)
            entry["locations"] = ListOf(some);
        if (unit.Institution is { } institution)
            entry["institution"] = new JsonObject { ["no"] = institution.Number.Value };
        if (unit.Mandate is { } mandate)
            entry["validity"] = RepresentsClaim.Validity(mandate);
        return entry;
    }

    private string? FaultOfItems(JsonElement list, Client client)
    {
        if (IsListOf(list, 1, item => item == AskedItems.All))
            return null;
        if (!IsListOf(list, MostItems, item => BusinessItemCode.Read(item).Code is null))
            return $"items must hold codes of business items, at most {MostItems}, each once";
        var allowed = AllowedOf(client);
        return list.EnumerateArray().All(item => catalogue.All.ContainsKey(BusinessItemCode.Read(item.GetString()).Value) && allowed?.Contains(item.GetString()!) != false)
            ? null
            : "items must hold business items of the catalogue that this client may see";
    }

    private bool IsAudienceOf(Client client, string location) =>
        location == provider.Value.Issuer || location == client.DefaultAudience || client.Resources.Contains(location, StringComparer.Ordinal);

    private static HashSet<string>? AllowedOf(Client client) =>
        client.HostMembers.TryGetValue(HostMember.AllowedItems, out var list) ? new HashSet<string>(list.Split(' '), StringComparer.Ordinal) : null;

    private static bool IsListOf(JsonElement list, int most, Func<string, bool> isOne)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 || list.GetArrayLength() > most)
            return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return list.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String && seen.Add(one.GetString()!) && isOne(one.GetString()!));
    }

    private static JsonArray ListOf(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
