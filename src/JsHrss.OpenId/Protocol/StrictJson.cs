using System.Text.Json;
using System.Text.Unicode;

namespace JsHrss.OpenId.Protocol;

/// <summary>Reads JSON that somebody else may have written: no repeated members, no depth without end, and no text that is not Unicode (case JW-07).</summary>
internal static class StrictJson
{
    /// <summary>The object in this text, every string of which can be read; null: anything else.</summary>
    /// <remarks>The framework's parser lets bytes pass that are not UTF-8, and escapes of half a surrogate pair; asking for such a string throws only later.</remarks>
    public static JsonElement? ReadObject(ReadOnlySpan<byte> text, int maxDepth = 16) => Read(text, JsonValueKind.Object, maxDepth);

    /// <inheritdoc cref="ReadObject" />
    public static JsonElement? Read(ReadOnlySpan<byte> text, JsonValueKind kind, int maxDepth)
    {
        if (!Utf8.IsValid(text))
            return null;
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = maxDepth });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
            }

            var element = JsonElement.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = maxDepth });
            return element.ValueKind == kind ? element : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A member that is text; null: absent or of another type.</summary>
    public static string? Text(JsonElement members, string name) =>
        members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>False: the member is there and is no text. True with null: it is absent.</summary>
    public static bool TryText(JsonElement members, string name, out string? text)
    {
        text = Text(members, name);
        return text is not null || !members.TryGetProperty(name, out _);
    }
}
