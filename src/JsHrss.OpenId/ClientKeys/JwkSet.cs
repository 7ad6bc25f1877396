using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.ClientKeys;

/// <summary>A client's JWK Set (RFC 7517 §5) as far as it can verify.</summary>
internal sealed class JwkSet
{
    public const int MaxKeys = 32;

    /// <summary>How many keys are tried where a JWT names none: each costs a verification.</summary>
    private const int MostTried = 4;

    private JwkSet(ImmutableArray<ClientKey> keys, ImmutableArray<string> leftOut) => (Keys, LeftOut) = (keys, leftOut);

    /// <summary>A set that verifies nothing.</summary>
    public static JwkSet Empty { get; } = new([], []);

    /// <summary>The keys that can verify.</summary>
    public ImmutableArray<ClientKey> Keys { get; }

    /// <summary>Which keys verify nothing, and why: for the operator who wonders.</summary>
    public ImmutableArray<string> LeftOut { get; }

    /// <summary>Null: not a JWK Set, or more keys than any client needs. Keys that are not understood are left out (RFC 7517 §5), and so are those that are not public.</summary>
    public static JwkSet? Read(ReadOnlySpan<byte> document)
    {
        if (StrictJson.ReadObject(document) is not { } set || !set.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array || keys.GetArrayLength() > MaxKeys)
            return null;
        var read = keys.EnumerateArray().Select(JwkReader.Read).ToArray();
        return new JwkSet([.. read.Select(one => one.Key).OfType<ClientKey>()], [.. read.Index().Where(one => one.Item.Fault is not null).Select(one => $"key {one.Index + 1} {one.Item.Fault}")]);
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte})" />
    public static JwkSet? Read(string document) => Read(Encoding.UTF8.GetBytes(document));

    /// <summary>Whether a key of this kid is here.</summary>
    public bool Knows(string kid) => Keys.Any(key => string.Equals(key.Kid, kid, StringComparison.Ordinal));

    /// <summary>Whether one of these keys signed it. The named key must be the one (RFC 9101 §6.2); without a name those that fit are tried.</summary>
    public bool Verifies(ClientJwt jwt) => Keys
        .Where(key => key.Algorithms.Contains(jwt.Algorithm, StringComparer.Ordinal) && (jwt.Kid is null || string.Equals(key.Kid, jwt.Kid, StringComparison.Ordinal)))
        .Take(MostTried)
        .Any(key => key.Verify(jwt.Algorithm, jwt.SigningInput.Span, jwt.Signature.Span));
}
