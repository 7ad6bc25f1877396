using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Units;

namespace JsHrss.IdP.Bridge;

/// <summary>One object of type <c>urn:jshrss:item</c> as its client asked it.</summary>
/// <param name="Items">Which; null: all.</param>
/// <param name="Actions">What is to be done; null: whatever each item allows.</param>
/// <param name="Locations">For which audiences; null: any.</param>
internal sealed record AskedItems(ImmutableArray<BusinessItemCode>? Items, ItemActions? Actions, ImmutableArray<string>? Locations)
{
    /// <summary>Every item, those to come too.</summary>
    public const string All = "*";

    /// <summary>Every action there is.</summary>
    public const ItemActions Every = ItemActions.Query | ItemActions.Submit | ItemActions.Review;

    /// <summary>Items were not named, not even all of them.</summary>
    public bool LeavesItemsOut { get; private init; }

    /// <summary>Reads an object without fault; what was given before reads as asked, its further members aside.</summary>
    public static AskedItems Read(JsonElement detail) => new(
        Texts(detail, "items") is { } items && !items.Contains(All) ? [.. items.Select(item => BusinessItemCode.Read(item).Value)] : null,
        Texts(detail, "actions")?.Aggregate(ItemActions.None, static (all, word) => all | ActionOf(word)),
        Texts(detail, "locations"))
    {
        LeavesItemsOut = !detail.TryGetProperty("items", out _),
    };

    /// <summary>What an action is called; <see cref="ItemActions.None"/>: it is none.</summary>
    public static ItemActions ActionOf(string word) => word switch
    {
        "query" => ItemActions.Query,
        "submit" => ItemActions.Submit,
        "review" => ItemActions.Review,
        _ => ItemActions.None,
    };

    public bool Names(BusinessItemCode item) => Items?.Contains(item) != false;

    public bool IsFor(string? audience) => audience is null || Locations?.Contains(audience, StringComparer.Ordinal) != false;

    /// <summary>Whether these objects together allow all that another one asks: what it leaves out, it asks for wholly.</summary>
    public static bool Cover(IEnumerable<AskedItems> allowed, AskedItems asked)
    {
        var there = allowed.Where(one => one.Locations is null || (asked.Locations is not null && one.HoldsLocationsOf(asked)));
        return Allow(there, asked, asked.Actions ?? Every);
    }

    /// <summary>The part of these objects that another one asks for: what it leaves out is as it is here. Null: it asks for more, be it an action alone that none of them has.</summary>
    public static ImmutableArray<AskedItems>? Narrow(IEnumerable<AskedItems> granted, AskedItems asked)
    {
        ImmutableArray<AskedItems> there = [.. granted.Where(one => one.HoldsLocationsOf(asked))];
        ImmutableArray<AskedItems> parts = [.. there.Select(one => one.Within(asked)).OfType<AskedItems>()];
        var actions = asked.Actions ?? ItemActions.None;
        return !parts.IsEmpty && (asked.LeavesItemsOut ? Allow(there, actions) : Allow(there, asked, actions)) ? parts : null;
    }

    /// <summary>As an object of a type that reads the same again.</summary>
    public JsonElement ToJson(string type) => JsonSerializer.SerializeToElement(new JsonObject([
        new("type", type),
        .. Member("items", Items?.Select(item => item.Value)),
        .. Member("actions", Actions?.Words()),
        .. Member("locations", Locations)]));

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Member(string name, IEnumerable<string>? texts) =>
        texts is null ? [] : [new(name, new JsonArray([.. texts.Select(text => JsonValue.Create(text))]))];

    private static bool Allow(IEnumerable<AskedItems> there, AskedItems asked, ItemActions actions) => asked.Items is { } items
        ? items.All(item => Allow(there.Where(one => one.Names(item)), actions))
        : Allow(there.Where(one => one.Items is null), actions);

    private static bool Allow(IEnumerable<AskedItems> these, ItemActions actions)
    {
        var (any, all) = (false, ItemActions.None);
        foreach (var one in these)
            (any, all) = (true, all | (one.Actions ?? Every));
        return any && all.HasFlag(actions);
    }

    private bool HoldsLocationsOf(AskedItems asked) => Locations is not { } here || asked.Locations?.All(location => here.Contains(location, StringComparer.Ordinal)) != false;

    private AskedItems? Within(AskedItems asked)
    {
        ImmutableArray<BusinessItemCode>? items = asked.Items is { } named ? [.. named.Where(Names)] : Items;
        var actions = asked.Actions is { } some ? some & (Actions ?? Every) : Actions;
        return items?.IsEmpty == true || actions == ItemActions.None ? null : new AskedItems(items, actions, asked.Locations ?? Locations);
    }

    private static ImmutableArray<string>? Texts(JsonElement detail, string name) =>
        detail.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(one => one.GetString()!)] : null;
}
