using System.Text.Json;
using System.Text.Json.Serialization;

namespace JsHrss.OpenId.PushedAuthorization;

/// <summary>What a pushed request remembers; sealed by the store.</summary>
/// <param name="Request">Its parameters without the client's authentication, as application/x-www-form-urlencoded text: read again by the same gate.</param>
/// <param name="UseBy">Until when a browser may bring its reference, unix milliseconds.</param>
/// <param name="WasSigned">They stood in a request object, which was verified when it was pushed and need not be valid any more.</param>
internal sealed record PushedPayload(string Request, long UseBy, bool WasSigned)
{
    public ReadOnlyMemory<byte> ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, PushedPayloadJson.Default.PushedPayload);

    public static PushedPayload From(ReadOnlyMemory<byte> payload) =>
        JsonSerializer.Deserialize(payload.Span, PushedPayloadJson.Default.PushedPayload)
        ?? throw new InvalidOperationException("A pushed request without payload was remembered.");
}

[JsonSerializable(typeof(PushedPayload))]
internal sealed partial class PushedPayloadJson : JsonSerializerContext;
