using System.Text.Json.Nodes;

namespace RelyingParty.OpenId;

/// <summary>Reads members of answers we did not write: a wrong type counts as absent.</summary>
internal static class Json
{
    public static string? Text(this JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static long? Number(this JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    public static IReadOnlyList<string> Texts(this JsonObject json, string name) =>
        json[name] is JsonArray array ? [.. array.OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var t) ? t : null).OfType<string>()] : [];

    public static JsonObject? Object(this JsonObject json, string name) => json[name] as JsonObject;
}
