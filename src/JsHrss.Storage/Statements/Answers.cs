using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Statements;

/// <summary>Answered prompts as one JSON object: prompt -> {at, value}. A new answer is merged in by one statement (RFC 7396), so that racing answers are all kept.</summary>
internal static class Answers
{
    public static ImmutableDictionary<string, PromptAnswer> Read(string json)
    {
        if (json == "{}")
            return ImmutableDictionary<string, PromptAnswer>.Empty;
        using var document = JsonDocument.Parse(json);
        var answers = ImmutableDictionary.CreateBuilder<string, PromptAnswer>(StringComparer.Ordinal);
        foreach (var prompt in document.RootElement.EnumerateObject())
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(prompt.Value.GetProperty("at").GetInt64());
            answers.Add(prompt.Name, new PromptAnswer(at, prompt.Value.TryGetProperty("value", out var value) ? value.GetString() : null));
        }

        return answers.ToImmutable();
    }

    /// <summary>A merge patch. A null value removes what an earlier answer chose, which is what null means.</summary>
    public static string Patch(string prompt, PromptAnswer answer) => new JsonObject
    {
        [prompt] = new JsonObject { ["at"] = answer.At.ToUnixTimeMilliseconds(), ["value"] = answer.Value },
    }.ToJsonString();
}
