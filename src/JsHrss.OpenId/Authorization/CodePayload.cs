using System.Text.Json;
using System.Text.Json.Serialization;

namespace JsHrss.OpenId.Authorization;

/// <summary>What an authorization code carries besides its grant; sealed by the store.</summary>
/// <param name="RedirectUri">As used at authorize.</param>
/// <param name="RedirectUriWasSent">Then the token request must repeat it (RFC 6749 §4.1.3).</param>
/// <param name="CodeChallenge">S256 challenge (RFC 7636 §4.4).</param>
/// <param name="Nonce">For the ID token (Core §2); null when absent.</param>
/// <param name="DpopJkt">The key that the code is bound to (RFC 9449 §10); null: none.</param>
internal sealed record CodePayload(string RedirectUri, bool RedirectUriWasSent, string CodeChallenge, string? Nonce, string? DpopJkt = null)
{
    public ReadOnlyMemory<byte> ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, CodePayloadJson.Default.CodePayload);

    public static CodePayload From(ReadOnlyMemory<byte> payload) =>
        JsonSerializer.Deserialize(payload.Span, CodePayloadJson.Default.CodePayload)
        ?? throw new InvalidOperationException("An authorization code without payload was remembered.");
}

[JsonSerializable(typeof(CodePayload))]
internal sealed partial class CodePayloadJson : JsonSerializerContext;
