using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using JsHrss.OpenId.Authorization;

namespace JsHrss.OpenId.DeviceAuthorization;

/// <summary>What a device code remembers; sealed by the store. The user code is not in it: only its keyed digest is kept.</summary>
/// <param name="Request">The parameters as application/x-www-form-urlencoded text, without the client's authentication: read again by the same gate.</param>
/// <param name="Address">From which network address it was asked; null: not known.</param>
/// <param name="AskedAt">Unix milliseconds.</param>
internal sealed record DevicePayload(string Request, string? Address, long AskedAt)
{
    public ReadOnlyMemory<byte> ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, DevicePayloadJson.Default.DevicePayload);

    public static DevicePayload From(ReadOnlyMemory<byte> payload) =>
        JsonSerializer.Deserialize(payload.Span, DevicePayloadJson.Default.DevicePayload)
        ?? throw new InvalidOperationException("A device code without payload was remembered.");

    public RequestParameters Parameters => RequestParameters.Parse(Encoding.UTF8.GetBytes(Request)).Failed(out _, out var parameters)
        ? throw new InvalidOperationException("A device's request cannot be read again.")
        : parameters;
}

[JsonSerializable(typeof(DevicePayload))]
internal sealed partial class DevicePayloadJson : JsonSerializerContext;
