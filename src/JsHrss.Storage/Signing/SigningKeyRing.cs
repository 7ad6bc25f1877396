using System.Collections.Frozen;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Configuration;
using Microsoft.Extensions.Options;

namespace JsHrss.Storage.Signing;

/// <summary>The signing keys of the database, in memory, read by the clock at every call.</summary>
internal sealed class SigningKeyRing(SigningKeyStore store, IOptions<KeysOptions> options, TimeProvider clock) : ISigningKeys, IHeldInMemory, IDisposable
{
    private Held held = Held.Of([], DateTimeOffset.MinValue);

    public ReadOnlyMemory<byte> Jwks => AtThisMoment().Jwks;

    public int Revocations => Volatile.Read(ref held).Revocations;

    public ISigner For(string algorithm) =>
        AtThisMoment().Signers.TryGetValue(algorithm, out var key) ? key : throw new InvalidOperationException($"There is no signing key for {algorithm}.");

    public bool Verify(string kid, string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(kid);
        return AtThisMoment().Published.TryGetValue(kid, out var key) && key.Verify(algorithm, input, signature);
    }

    public bool VerifyAsOf(DateTimeOffset signedAt, string kid, string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(kid);
        return Volatile.Read(ref held).ByKid.TryGetValue(kid, out var key)
            && key.Times.RevokedAt is null
            && key.Times.SignedAt(signedAt, options.Value.ClockSkew)
            && key.Verify(algorithm, input, signature);
    }

    /// <summary>Algorithms of the configuration that nothing can be signed with now.</summary>
    public IEnumerable<string> Missing => options.Value.Kept.Where(algorithm => !AtThisMoment().Signers.ContainsKey(algorithm));

    /// <summary>Of each configured algorithm the newest key that nobody declared compromised, and from when on it signs.</summary>
    public IEnumerable<(string Algorithm, DateTimeOffset ActiveAt)> NewestActiveAt => Volatile.Read(ref held).Keys
        .Where(key => key.Times.RevokedAt is null && options.Value.Kept.Contains(key.Algorithm))
        .GroupBy(key => key.Algorithm, (algorithm, keys) => (algorithm, keys.Max(key => key.Times.ActiveAt)));

    public async ValueTask LoadAsync(CancellationToken ct)
    {
        // What is known already keeps its opened key objects; signatures under way keep the keys they began with, so an old one is left to the collector.
        var known = Volatile.Read(ref held).ByKid;
        var loaded = await store.LoadAsync(known, ct).ConfigureAwait(false);
        Volatile.Write(ref held, Held.Of(loaded, clock.GetUtcNow()));
    }

    // Registered under several services, it is disposed as often: the second time nothing is left.
    public void Dispose()
    {
        foreach (var key in Interlocked.Exchange(ref held, Held.Of([], DateTimeOffset.MinValue)).Keys)
            key.Half.Dispose();
    }

    private KeyMoment AtThisMoment()
    {
        var now = clock.GetUtcNow();
        var seen = Volatile.Read(ref held);
        if (seen.Moment.Covers(now))
            return seen.Moment;
        var moment = KeyMoment.At(now, seen.Keys);
        // Whoever loaded keys meanwhile knows better.
        Interlocked.CompareExchange(ref held, seen with { Moment = moment }, seen);
        return moment;
    }

    private sealed record Held(SigningKey[] Keys, FrozenDictionary<string, SigningKey> ByKid, int Revocations, KeyMoment Moment)
    {
        public static Held Of(SigningKey[] keys, DateTimeOffset now) => new(
            keys,
            keys.ToFrozenDictionary(key => key.Kid, StringComparer.Ordinal),
            keys.Count(key => key.Times.RevokedAt is not null),
            KeyMoment.At(now, keys));
    }
}
