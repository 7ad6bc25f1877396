using JsHrss.Storage.Lanes;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>Counts database commands, so that a new round trip is a decision (storage design §5).</summary>
public sealed class CommandCount : ICommandObserver
{
    private int _reads;
    private int _writes;

    public void Read() => Interlocked.Increment(ref _reads);

    public void Write() => Interlocked.Increment(ref _writes);

    /// <summary>Reads and writes since the last call.</summary>
    public (int Reads, int Writes) Take() => (Interlocked.Exchange(ref _reads, 0), Interlocked.Exchange(ref _writes, 0));
}
