using System.Text.Json;

namespace JsHrss.Upstreams.Outgoing;

/// <summary>Texts in answers of other people's systems.</summary>
internal static class UpstreamText
{
    /// <summary>A member that is text; null: it is none, or it holds half a character (<c>\ud800</c>), which no text can.</summary>
    public static string? Of(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
