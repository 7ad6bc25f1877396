using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Authorization;

/// <summary>Reads <c>id_token_hint</c> (OpenID Connect Core §3.1.2.1): an ID token of ours, expired or not. Whatever else it is counts as absent (case JW-17).</summary>
/// <remarks>
/// Clients keep the ID token of a sign-in as long as they keep the person, so a hint is often older than the key that signed it. A key that is gone still reads hints
/// for as long as the longest grant may live; it identifies only. One declared compromised reads nothing.
/// </remarks>
internal sealed class IdTokenHint(ISigningKeys keys, IOptions<OpenIdProviderOptions> options, TimeProvider clock)
{
    private const long LastSecond = 253402300799; // 9999-12-31T23:59:59Z

    /// <summary>The subject it names towards this client, or null.</summary>
    public string? SubjectOf(string? hint, string issuer, Client client) =>
        Read(hint, issuer) is { } token && token.Audience.Contains(client.Id.Value, StringComparer.Ordinal) ? token.Subject : null;

    /// <summary>What an ID token of ours says, expired or not; null: it is none.</summary>
    /// <remarks>Life does not matter: by the time of a sign-out the token has normally expired (RP-Initiated Logout §2).</remarks>
    public HintedToken? Read(string? hint, string issuer)
    {
        if (hint is null || hint.Length > ParameterBounds.Longest["id_token_hint"] || Open(hint) is not { } claims)
            return null;
        return StrictJson.Text(claims, "iss") == issuer && StrictJson.Text(claims, "sub") is { } subject
            ? new HintedToken(subject, StrictJson.Text(claims, "sid"), AudienceOf(claims))
            : null;
    }

    private JsonElement? Open(string hint)
    {
        var dots = hint.AsSpan().Count('.');
        if (dots != 2)
            return null;
        var first = hint.IndexOf('.', StringComparison.Ordinal);
        var second = hint.LastIndexOf('.');
        if (Decode(hint.AsSpan(0, first)) is not { } head || Decode(hint.AsSpan(first + 1, second - first - 1)) is not { } body || CanonicalBase64Url.Decode(hint.AsSpan(second + 1)) is not { } signature)
            return null;
        // An access token of ours is signed alike; only its type tells it from an ID token (RFC 9068 §2.1, RFC 8725 §3.11).
        if (head.TryGetProperty("typ", out var type) && !(type.ValueKind == JsonValueKind.String && string.Equals(type.GetString(), "JWT", StringComparison.OrdinalIgnoreCase)))
            return null;
        return StrictJson.Text(head, "kid") is { } kid && StrictJson.Text(head, "alg") is { } algorithm && IsOurs(kid, algorithm, Encoding.ASCII.GetBytes(hint[..second]), signature, IssuedAt(body)) ? body : null;
    }

    private bool IsOurs(string kid, string algorithm, byte[] input, byte[] signature, DateTimeOffset? issuedAt) =>
        keys.Verify(kid, algorithm, input, signature)
        || (issuedAt is { } at && clock.GetUtcNow() - at < options.Value.OfflineAbsolute && keys.VerifyAsOf(at, kid, algorithm, input, signature));

    private static DateTimeOffset? IssuedAt(JsonElement claims) =>
        claims.TryGetProperty("iat", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= LastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static JsonElement? Decode(ReadOnlySpan<char> part) => CanonicalBase64Url.Decode(part) is { } json ? StrictJson.ReadObject(json) : null;

    private static ImmutableArray<string> AudienceOf(JsonElement claims)
    {
        if (!claims.TryGetProperty("aud", out var audience))
            return [];
        return audience.ValueKind switch
        {
            JsonValueKind.String => [audience.GetString()!],
            JsonValueKind.Array => [.. audience.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)],
            _ => [],
        };
    }
}

/// <summary>What an ID token of ours says that came back as a hint.</summary>
/// <param name="Subject"><c>sub</c>, as its client knows the person.</param>
/// <param name="Sid"><c>sid</c>; null where it was given without a session.</param>
/// <param name="Audience"><c>aud</c>.</param>
internal sealed record HintedToken(string Subject, string? Sid, ImmutableArray<string> Audience);
