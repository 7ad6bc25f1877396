using System.Diagnostics.Metrics;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Audit;

/// <summary>
/// What the sealer did and how far it is behind: <c>jshrss.audit.seals</c>, <c>jshrss.audit.facts_sealed</c>, and <c>jshrss.audit.unsealed_age</c>, the age in seconds of the
/// oldest fact without a seal (0: every fact is sealed).
/// </summary>
internal sealed class SealMeter : IDisposable
{
    private readonly Meter meter = new(CommandMeter.Name);
    private readonly Counter<long> seals;
    private readonly Counter<long> facts;
    private readonly TimeProvider clock;
    private long oldest;

    public SealMeter(TimeProvider clock)
    {
        this.clock = clock;
        seals = meter.CreateCounter<long>("jshrss.audit.seals", description: "Audit seals made by this node.");
        facts = meter.CreateCounter<long>("jshrss.audit.facts_sealed", description: "Audit facts under these seals.");
        meter.CreateObservableGauge("jshrss.audit.unsealed_age", () => Age.TotalSeconds, "s", "Age of the oldest audit fact without a seal.");
    }

    /// <summary>How long the oldest unsealed fact has waited; zero: every fact is sealed. It grows also while the database does not answer.</summary>
    public TimeSpan Age => Interlocked.Read(ref oldest) is > 0 and var at && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(at) is var age && age > TimeSpan.Zero
        ? age
        : TimeSpan.Zero;

    /// <summary>The oldest fact without a seal; null: there is none.</summary>
    public void Waits(DateTimeOffset? since) => Interlocked.Exchange(ref oldest, since?.ToUnixTimeMilliseconds() ?? 0);

    public void Sealed(int count)
    {
        seals.Add(1);
        facts.Add(count);
    }

    public void Dispose() => meter.Dispose();
}
