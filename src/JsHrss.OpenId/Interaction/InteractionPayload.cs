using System.Text.Json;
using System.Text.Json.Serialization;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Interaction;

/// <summary>What an interaction row remembers besides its answers; sealed by the store.</summary>
/// <param name="Request">The parameters that were believed, as application/x-www-form-urlencoded text: read again by the same gate.</param>
/// <param name="Browser">Digest of the browser's secret, base64url; null for a request that arrived by POST, whose browser shows itself only at the following GET.</param>
/// <param name="StartedAt">Unix milliseconds.</param>
/// <param name="Purpose">Null: an authorization. Anything else waits at another endpoint, and neither is ever taken for the other.</param>
/// <param name="WasSigned">They stood in a request object, which was verified before they were kept and need not be valid any more.</param>
/// <param name="Pushed">The pushed request it is; null for others.</param>
/// <param name="Device">The device it speaks for; null for others.</param>
internal sealed record InteractionPayload(
    string Request, string? Browser, long StartedAt, string? Purpose = null, bool WasSigned = false, PushedHandle? Pushed = null, KeptDevice? Device = null)
{
    public ReadOnlyMemory<byte> ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, InteractionPayloadJson.Default.InteractionPayload);

    public static InteractionPayload From(ReadOnlyMemory<byte> payload) =>
        JsonSerializer.Deserialize(payload.Span, InteractionPayloadJson.Default.InteractionPayload)
        ?? throw new InvalidOperationException("An interaction without payload was remembered.");
}

/// <summary>The handle of a pushed request without its secret.</summary>
internal sealed record PushedHandle(Guid Key, ReadOnlyMemory<byte> SecretDigest)
{
    public static PushedHandle? Of(Handle? pushed) => pushed is null ? null : new PushedHandle(pushed.Key, pushed.SecretDigest);

    public Handle ToHandle() => new(Keepsake.PushedRequest, Key, SecretDigest);
}

[JsonSerializable(typeof(InteractionPayload))]
internal sealed partial class InteractionPayloadJson : JsonSerializerContext;
