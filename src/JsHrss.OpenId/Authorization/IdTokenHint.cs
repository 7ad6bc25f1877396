using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization;

/// <summary>Reads <c>id_token_hint</c> (OpenID Connect Core §3.1.2.1): an ID token of ours, expired or not. Whatever else it is counts as absent (case JW-17).</summary>
/// <param name="keys">Published keys, retired ones included.</param>
internal sealed class IdTokenHint(ISigningKeys keys)
{
    /// <summary>The subject it names towards this client, or null.</summary>
    public string? SubjectOf(string? hint, string issuer, Client client)
    {
        if (hint is null || hint.Length > ParameterBounds.Longest["id_token_hint"] || Open(hint) is not { } claims)
            return null;
        return Text(claims, "iss") == issuer && NamesAudience(claims, client.Id.Value) ? Text(claims, "sub") : null;
    }

    private JsonElement? Open(string hint)
    {
        var dots = hint.AsSpan().Count('.');
        if (dots != 2)
            return null;
        var first = hint.IndexOf('.', StringComparison.Ordinal);
        var second = hint.LastIndexOf('.');
        if (Decode(hint.AsSpan(0, first)) is not { } head || Decode(hint.AsSpan(first + 1, second - first - 1)) is not { } body || Bytes(hint.AsSpan(second + 1)) is not { } signature)
            return null;
        // An access token of ours is signed alike; only its type tells it from an ID token (RFC 9068 §2.1, RFC 8725 §3.11).
        if (head.TryGetProperty("typ", out var type) && !(type.ValueKind == JsonValueKind.String && string.Equals(type.GetString(), "JWT", StringComparison.OrdinalIgnoreCase)))
            return null;
        return Text(head, "kid") is { } kid && Text(head, "alg") is { } algorithm && keys.Verify(kid, algorithm, Encoding.ASCII.GetBytes(hint[..second]), signature) ? body : null;
    }

    private static JsonElement? Decode(ReadOnlySpan<char> part) => Bytes(part) is { } json ? StrictJson.ReadObject(json) : null;

    private static byte[]? Bytes(ReadOnlySpan<char> part) => Base64Url.IsValid(part) ? Base64Url.DecodeFromChars(part) : null;

    private static bool NamesAudience(JsonElement claims, string client)
    {
        if (!claims.TryGetProperty("aud", out var audience))
            return false;
        return audience.ValueKind switch
        {
            JsonValueKind.String => audience.ValueEquals(client),
            JsonValueKind.Array => audience.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals(client)),
            _ => false,
        };
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
