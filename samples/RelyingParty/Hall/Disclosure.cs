using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace RelyingParty.Hall;

/// <summary>Shows what came over the wire without showing more of a person than the page needs.</summary>
internal static class Disclosure
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The JSON, indented, with personal members and tokens masked.</summary>
    public static string Masked(JsonNode? json) => Mask(json?.DeepClone(), null)?.ToJsonString(Readable) ?? "";

    private static JsonNode? Mask(JsonNode? node, string? name)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var member in json.Select(pair => pair.Key).ToList())
                {
                    var masked = Mask(json[member]?.DeepClone(), name == "address" ? "address." : member);
                    json[member] = masked;
                }
                return json;
            case JsonArray array:
                return new JsonArray([.. array.Select(entry => Mask(entry?.DeepClone(), name))]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                return Text(name, text);
            default:
                return node;
        }
    }

    private static string Text(string? name, string text) => name switch
    {
        "name" or "family_name" or "given_name" => Masks.Name(text),
        "phone_number" or "mobile" => Masks.Mobile(text),
        "id_number" => Masks.IdNumber(text),
        "birthdate" => "****-**-**",
        "address." => "*****",
        "access_token" or "refresh_token" or "id_token" => Masks.Token(text),
        _ => text,
    };
}
