using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.RichAuthorization;

/// <summary>A type whose objects name items (absent: all), and audiences they are for (absent: any). What the person holds, a test may change.</summary>
internal sealed class SampleItems : IAuthorizationDetailsType
{
    public const string TypeName = "urn:test:item";
    public const string ScopeName = "test.items";

    /// <summary>What the person holds; null: there are no items in this context.</summary>
    public ImmutableArray<string>? Held { get; set; } = ["a", "b", "c"];

    /// <summary>What a person reads where no item is named; null: what was asked.</summary>
    public ImmutableArray<string>? Shown { get; set; }

    public string Type => TypeName;

    public string? Scope => ScopeName;

    public string? FaultOf(JsonElement detail, Client client)
    {
        foreach (var member in detail.EnumerateObject())
        {
            if (member.Name == "type")
                continue;
            if (member.Name is not ("items" or "locations"))
                return "a member is unknown";
            if (member.Value.ValueKind != JsonValueKind.Array || member.Value.EnumerateArray().Any(one => one.ValueKind != JsonValueKind.String))
                return $"{member.Name} must be a list of texts";
        }

        return null;
    }

    public ImmutableArray<JsonElement> WriteOut(JsonElement asked) => Shown is { } items && ItemsOf(asked) is null ? [JsonElement.Parse(Ask([.. items]))[0]] : [asked];

    public bool Covers(ImmutableArray<JsonElement> allowed, JsonElement asked) => allowed.Any(one => ItemsOf(one) is not { } some || (ItemsOf(asked) is { } named && named.All(some.Contains)));

    public ImmutableArray<JsonElement>? Narrow(ImmutableArray<JsonElement> granted, JsonElement asked)
    {
        if (granted.IsEmpty)
            return null;
        if (ItemsOf(asked) is null)
            return granted;
        return Covers(granted, asked) ? [asked] : null;
    }

    public ImmutableArray<JsonObject>? Give(DetailsQuestion question)
    {
        if (Held is not { } held)
            return null;
        string[] items = [.. question.Asked.Where(one => IsFor(one, question.Audience)).SelectMany(one => ItemsOf(one) ?? held).Where(held.Contains).Distinct().Order(StringComparer.Ordinal)];
        return items.Length == 0 ? [] : [new JsonObject { ["type"] = TypeName, ["items"] = new JsonArray([.. items.Select(item => JsonValue.Create(item))]), ["holder"] = question.Grant.Entitlement.Context?.Value }];
    }

    public static string Ask(params string[] items) => $$"""[{"type":"{{TypeName}}","items":[{{string.Join(',', items.Select(item => $"\"{item}\""))}}]}]""";

    private static ImmutableArray<string>? ItemsOf(JsonElement detail) =>
        detail.TryGetProperty("items", out var items) ? [.. items.EnumerateArray().Select(item => item.GetString()!)] : null;

    private static bool IsFor(JsonElement detail, string? audience) =>
        audience is null || !detail.TryGetProperty("locations", out var locations) || locations.EnumerateArray().Any(one => one.ValueEquals(audience));
}
