using System.Text.Json.Serialization;

namespace JsHrss.OpenId.LogoutTokens;

/// <summary>What the audit fact of an undelivered message says besides its client.</summary>
internal sealed record LogoutGivenUp(Guid Message, int Attempts, string Failure);

/// <summary>The same of messages that were given up together.</summary>
internal sealed record LogoutsGivenUp(int Messages, string Failure);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LogoutGivenUp))]
[JsonSerializable(typeof(LogoutsGivenUp))]
internal sealed partial class LogoutGivenUpJson : JsonSerializerContext;
