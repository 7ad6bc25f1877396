using System.Diagnostics.Metrics;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Ring;
using JsHrss.Storage.Signing;
using Microsoft.Extensions.Options;

namespace JsHrss.Storage.Jobs;

/// <summary>Tells for how long the newest keys still serve. An alarm over it sees what <see cref="KeySchedule"/> failed to do while there is time to act (case FT-15).</summary>
internal sealed class KeyExpiry : IHeldInMemory
{
    private readonly SigningKeyRing signing;
    private readonly WatchedKeys ring;
    private readonly IOptions<KeysOptions> options;
    private readonly TimeProvider clock;
    private long ringEnd; // Unix milliseconds; 0: not known

    public KeyExpiry(SigningKeyRing signing, WatchedKeys ring, IOptions<KeysOptions> options, TimeProvider clock, IMeterFactory meters)
    {
        (this.signing, this.ring, this.options, this.clock) = (signing, ring, options, clock);
        var meter = meters.Create(CommandMeter.Name);
        meter.CreateObservableGauge("jshrss.signing_key.expiry", Signing, "s", "Until the newest key of an algorithm has served its life.");
        meter.CreateObservableGauge("jshrss.ring_key.expiry", Ring, "s", "Until the newest DataProtection key has served its life.");
    }

    // The ring is read from the database; it changes with the configuration version alone.
    public ValueTask LoadAsync(CancellationToken ct)
    {
        var ends = ring.Stored().Where(key => !key.IsRevoked).Select(key => key.ExpirationDate.ToUnixTimeMilliseconds());
        Interlocked.Exchange(ref ringEnd, ends.DefaultIfEmpty(0).Max());
        return ValueTask.CompletedTask;
    }

    private IEnumerable<Measurement<double>> Signing()
    {
        var now = clock.GetUtcNow();
        return [.. signing.NewestActiveAt.Select(newest => new Measurement<double>((newest.ActiveAt + options.Value.Lifetime - now).TotalSeconds, new KeyValuePair<string, object?>("alg", newest.Algorithm)))];
    }

    private IEnumerable<Measurement<double>> Ring() =>
        Interlocked.Read(ref ringEnd) is > 0 and var end ? [new((DateTimeOffset.FromUnixTimeMilliseconds(end) - clock.GetUtcNow()).TotalSeconds)] : [];
}
