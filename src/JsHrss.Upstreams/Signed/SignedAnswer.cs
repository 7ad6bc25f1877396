using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using JsHrss.Upstreams.Outgoing;

namespace JsHrss.Upstreams.Signed;

/// <summary>Turns the bytes of an answer into something to be believed, or not (docs/upstreams.md).</summary>
internal static class SignedAnswer
{
    public const string Type = "jshrss-upstream-answer+jwt";

    private const int SignatureBytes = 64;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    // What is read twice could be read in two ways.
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>1. three parts; 2. the header says what we expect and nothing more; 3. the signature is the service's; 4. it is meant for us, now, and answers this question.</summary>
    public static (JsonElement? Claims, AnswerFault Fault) Judge(ReadOnlySpan<byte> body, string question, SignedServiceOptions options, DateTimeOffset now, SignedServiceKeys keys)
    {
        var text = Encoding.Latin1.GetString(body).Trim();
        if (text.Split('.') is not [var header, var payload, var signature] || Parse(header) is not { } head)
            return (null, AnswerFault.Garbage);
        // Algorithm and type are ours to say: "none", another algorithm or another kind of token is no answer (RFC 8725 §3.1, §3.11).
        if (TextOf(head, "alg") != "ES256" || TextOf(head, "typ") != Type || head.TryGetProperty("crit", out _))
            return (null, AnswerFault.OtherForm);
        if (Decode(signature) is not { Length: SignatureBytes } bytes || !keys.IsTheirs(Encoding.ASCII.GetBytes($"{header}.{payload}"), bytes))
            return (null, AnswerFault.WrongSignature);
        if (Parse(payload) is not { } claims)
            return (null, AnswerFault.Garbage);
        if (TextOf(claims, "iss") != options.Service || TextOf(claims, "aud") != options.Caller)
            return (null, AnswerFault.OtherParties);
        // A replayed answer is perfectly signed, and somebody else's.
        if (TextOf(claims, "in_reply_to") != question)
            return (null, AnswerFault.OtherQuestion);
        return claims.TryGetProperty("iat", out var iat) && iat.ValueKind == JsonValueKind.Number && iat.TryGetInt64(out var at) && Math.Abs((double)at - now.ToUnixTimeSeconds()) <= Skew.TotalSeconds
            ? (claims, AnswerFault.None)
            : (null, AnswerFault.OtherTime);
    }

    /// <summary>A member that is text; null: it is none.</summary>
    public static string? TextOf(JsonElement json, string name) => UpstreamText.Of(json, name);

    private static JsonElement? Parse(string part)
    {
        if (Decode(part) is not { } bytes)
            return null;
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or a name that holds half a character
        }
    }

    private static byte[]? Decode(string part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>Why an answer is not believed.</summary>
internal enum AnswerFault
{
    None,
    Garbage,
    OtherForm,
    WrongSignature,
    OtherParties,
    OtherQuestion,
    OtherTime,
}
