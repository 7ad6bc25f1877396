using System.Text.Json.Serialization;

namespace JsHrss.OpenId.LogoutTokens;

/// <summary>What the audit fact of an undelivered message says besides its client.</summary>
internal sealed record LogoutGivenUp(Guid Message, int Attempts, string Failure);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LogoutGivenUp))]
internal sealed partial class LogoutGivenUpJson : JsonSerializerContext;
