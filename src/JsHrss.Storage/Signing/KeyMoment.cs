using System.Collections.Frozen;
using System.Text;

namespace JsHrss.Storage.Signing;

/// <summary>What the keys are between two changes of state. Requests read it without computing or allocating anything.</summary>
internal sealed class KeyMoment
{
    private readonly DateTimeOffset from;
    private readonly DateTimeOffset until;

    private KeyMoment(DateTimeOffset from, DateTimeOffset until, FrozenDictionary<string, SigningKey> signers, FrozenDictionary<string, SigningKey> published, ReadOnlyMemory<byte> jwks) =>
        (this.from, this.until, Signers, Published, Jwks) = (from, until, signers, published, jwks);

    /// <summary>By algorithm.</summary>
    public FrozenDictionary<string, SigningKey> Signers { get; }

    /// <summary>By kid: what stands in the JWK Set.</summary>
    public FrozenDictionary<string, SigningKey> Published { get; }

    /// <summary>RFC 7517 §5, UTF-8.</summary>
    public ReadOnlyMemory<byte> Jwks { get; }

    /// <summary>Whether this is still how it is; a clock that went back asks anew as well.</summary>
    public bool Covers(DateTimeOffset now) => from <= now && now < until;

    public static KeyMoment At(DateTimeOffset now, IReadOnlyCollection<SigningKey> keys)
    {
        var shown = keys
            .Where(key => key.Times.At(now) is KeyState.Published or KeyState.Active or KeyState.Retired)
            .OrderBy(key => SigningAlgorithm.All.IndexOf(key.Algorithm)).ThenBy(key => Rank(key.Times.At(now))).ThenByDescending(key => key.Times.ActiveAt)
            .ToArray();
        var signers = shown.Where(key => key.CanSign).GroupBy(key => key.Algorithm, StringComparer.Ordinal).ToFrozenDictionary(of => of.Key, of => Signer(of, now), StringComparer.Ordinal);
        var changes = keys.SelectMany(key => Changes(key.Times)).Order().ToArray();
        return new KeyMoment(
            changes.LastOrDefault(change => change <= now, DateTimeOffset.MinValue),
            changes.FirstOrDefault(change => change > now, DateTimeOffset.MaxValue),
            signers,
            shown.ToFrozenDictionary(key => key.Kid, StringComparer.Ordinal),
            Encoding.UTF8.GetBytes($$"""{"keys":[{{string.Join(',', shown.Select(key => key.Jwk))}}]}"""));
    }

    /// <summary>The newest active key. Should there be none, the one nearest to it: the last retired, or, where the clock is behind the one that revoked all others, the next.</summary>
    private static SigningKey Signer(IEnumerable<SigningKey> keys, DateTimeOffset now) => keys
        .OrderBy(key => key.Times.At(now) switch { KeyState.Active => 0, KeyState.Retired => 1, _ => 2 })
        .ThenBy(key => (key.Times.ActiveAt - now).Duration())
        .First();

    private static int Rank(KeyState state) => state switch { KeyState.Active => 0, KeyState.Published => 1, _ => 2 };

    private static IEnumerable<DateTimeOffset> Changes(KeyTimes times)
    {
        yield return times.ActiveAt;
        if (times.RetiredAt is { } retired)
            yield return retired;
        if (times.GoneAt is { } gone)
            yield return gone;
    }
}
