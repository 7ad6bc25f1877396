using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JsHrss.Upstreams.Signed;

/// <summary>One question as it goes out: a compact JWS (RFC 7515 §7.1), named by a <c>jti</c> that its answer must repeat.</summary>
/// <param name="Id">The <c>jti</c>: 128 random bits.</param>
/// <param name="Text">The JWS.</param>
internal sealed record SignedQuestion(string Id, string Text)
{
    public const string Type = "jshrss-upstream-question+jwt";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Signs.</summary>
    /// <param name="options">Who asks whom.</param>
    /// <param name="claims">The call's own; the registered ones are set here.</param>
    /// <param name="now">UTC.</param>
    /// <param name="keys">Ours.</param>
    public static SignedQuestion Of(SignedServiceOptions options, JsonObject claims, DateTimeOffset now, SignedServiceKeys keys)
    {
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        claims["iss"] = options.Caller;
        claims["aud"] = options.Service;
        claims["iat"] = now.ToUnixTimeSeconds();
        claims["jti"] = id;
        var text = $"{Part(new JsonObject { ["alg"] = "ES256", ["typ"] = Type })}.{Part(claims)}";
        return new SignedQuestion(id, $"{text}.{Base64Url.EncodeToString(keys.Sign(Encoding.ASCII.GetBytes(text)))}");
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString(Plain)));

    /// <summary>Its name only: what it asks is personal.</summary>
    public override string ToString() => Id;
}
