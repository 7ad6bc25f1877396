using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace UpstreamSandbox.Wire;

/// <summary>Compact JWS with ES256 (RFC 7515, RFC 7518 §3.4), written and read by hand: it is three parts and two dots.</summary>
internal static class Jose
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(string type, JsonObject payload, Func<byte[], byte[]> sign, JsonObject? key = null, string? kid = null)
    {
        var header = new JsonObject { ["alg"] = "ES256", ["typ"] = type };
        if (kid is not null)
            header["kid"] = kid;
        if (key is not null)
            header["jwk"] = key.DeepClone();
        var text = Part(header) + "." + Part(payload);
        return text + "." + Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)));
    }

    /// <summary>The payload, or null when type, algorithm or signature are others than expected.</summary>
    public static JsonObject? Read(string text, string type, Func<byte[], byte[], bool> check)
    {
        var parts = text.Split('.');
        try
        {
            if (parts.Length != 3
                || JsonNode.Parse(Base64Url.DecodeFromChars(parts[0])) is not JsonObject header || Text(header, "alg") != "ES256" || Text(header, "typ") != type
                || !check(Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Base64Url.DecodeFromChars(parts[2])))
                return null;
            return JsonNode.Parse(Base64Url.DecodeFromChars(parts[1])) as JsonObject;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            return null;
        }
    }

    public static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString(Json)));
}
