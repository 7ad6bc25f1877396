using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction;

/// <summary>A page's answer that ends the interaction: kept like any other, so that the client is told on the way back and by the response mode it asked for.</summary>
/// <param name="Code">Error code for the client.</param>
/// <param name="ForClient">Its description.</param>
/// <param name="ForLog">What really happened.</param>
/// <param name="Context">In which context; null when none was settled.</param>
internal sealed record Refusal(string Code, string ForClient, string ForLog, string? Context)
{
    public static Refusal From(ProtocolError error, ContextId? context) => new(error.Code, error.ForClient, error.ForLog, context?.Value);

    /// <summary>The one among these answers, or null.</summary>
    public static Refusal? Of(ImmutableDictionary<string, PromptAnswer> answers) =>
        answers.GetValueOrDefault(Answered.Refused)?.Value is { } text ? JsonSerializer.Deserialize(text, RefusalJson.Default.Refusal) : null;

    public string ToText() => JsonSerializer.Serialize(this, RefusalJson.Default.Refusal);

    public ProtocolError ToError() => new(Code, ForClient, ForLog);
}

[JsonSerializable(typeof(Refusal))]
internal sealed partial class RefusalJson : JsonSerializerContext;
