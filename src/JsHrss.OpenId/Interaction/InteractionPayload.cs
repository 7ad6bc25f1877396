using System.Text.Json;
using System.Text.Json.Serialization;

namespace JsHrss.OpenId.Interaction;

/// <summary>What an interaction row remembers besides its answers; sealed by the store.</summary>
/// <param name="Request">The parameters as they were sent, as application/x-www-form-urlencoded text: read again by the same gate.</param>
/// <param name="Browser">Digest of the browser's secret, base64url; null for a request that arrived by POST, whose browser shows itself only at the following GET.</param>
/// <param name="StartedAt">Unix milliseconds.</param>
/// <param name="Purpose">Null: an authorization. Anything else waits at another endpoint, and neither is ever taken for the other.</param>
internal sealed record InteractionPayload(string Request, string? Browser, long StartedAt, string? Purpose = null)
{
    public ReadOnlyMemory<byte> ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, InteractionPayloadJson.Default.InteractionPayload);

    public static InteractionPayload From(ReadOnlyMemory<byte> payload) =>
        JsonSerializer.Deserialize(payload.Span, InteractionPayloadJson.Default.InteractionPayload)
        ?? throw new InvalidOperationException("An interaction without payload was remembered.");
}

[JsonSerializable(typeof(InteractionPayload))]
internal sealed partial class InteractionPayloadJson : JsonSerializerContext;
