using System.Diagnostics.Metrics;

namespace JsHrss.Storage.Lanes;

/// <summary>
/// Counts what the storage design counts: a read is one look-up, a write one item of the write lane, however many statements it holds.
/// Published as <c>jshrss.storage.commands</c> with the tag <c>kind</c> = <c>read</c> or <c>write</c>, and <c>round_trip</c> where the database is a server.
/// </summary>
internal sealed class CommandMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "JsHrss.Storage";

    private static readonly KeyValuePair<string, object?> ReadKind = new("kind", "read");
    private static readonly KeyValuePair<string, object?> WriteKind = new("kind", "write");

    private static readonly KeyValuePair<string, object?> RoundTripKind = new("kind", "round_trip");

    private readonly Meter meter;
    private readonly Counter<long> commands;
    private readonly ICommandObserver? observer;

    public CommandMeter(ICommandObserver? observer = null)
    {
        this.observer = observer;
        meter = new Meter(Name);
        commands = meter.CreateCounter<long>("jshrss.storage.commands", description: "Look-ups and write lane items.");
    }

    public void Read()
    {
        commands.Add(1, ReadKind);
        observer?.Read();
    }

    public void Write()
    {
        commands.Add(1, WriteKind);
        observer?.Write();
    }

    /// <summary>One journey to a database server and back.</summary>
    public void RoundTrip()
    {
        commands.Add(1, RoundTripKind);
        observer?.RoundTrip();
    }

    public void Dispose() => meter.Dispose();
}
