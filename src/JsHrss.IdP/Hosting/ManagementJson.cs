using System.Text.Json.Serialization;

namespace JsHrss.IdP.Hosting;

/// <summary>The answer of <c>/health/ready</c>.</summary>
internal sealed record ReadyAnswer(string Status, ReadyParts Parts);

/// <inheritdoc cref="ReadinessReport" />
internal sealed record ReadyParts(bool Loaded, bool Listening, bool Store, bool Draining);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReadyAnswer))]
internal sealed partial class ManagementJson : JsonSerializerContext;
