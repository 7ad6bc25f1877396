using System.Text.Json;
using System.Text.Unicode;

namespace JsHrss.OpenId.Protocol;

/// <summary>Reads JSON that somebody else may have written: no repeated members, no text that is not Unicode, no depth without end (case JW-07).</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The object in this text, to be disposed; null: anything else.</summary>
    public static JsonDocument? ReadObject(ReadOnlyMemory<byte> text)
    {
        if (!Utf8.IsValid(text.Span))
            return null;
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, Strict);
        }
        catch (JsonException)
        {
            return null;
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        document.Dispose();
        return null;
    }

    /// <summary>A member that is text; null: absent, of another type, or half a surrogate pair, which the parser lets pass and no string can hold.</summary>
    public static string? Text(JsonElement members, string name)
    {
        if (!members.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
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
