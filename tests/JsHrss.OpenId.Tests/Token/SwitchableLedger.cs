using System.Collections.Immutable;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Token;

/// <summary>A ledger whose store can be taken away, for reading, for writing, or for both, and whose round trips are counted.</summary>
internal sealed class SwitchableLedger : ILedger
{
    public ILedger Inner { get; set; } = null!;

    public bool LooksFail { get; set; }

    public bool AppliesFail { get; set; }

    public int Reads { get; private set; }

    public int Writes { get; private set; }

    public (int Reads, int Writes) Taken()
    {
        var taken = (Reads, Writes);
        (Reads, Writes) = (0, 0);
        return taken;
    }

    public ValueTask<Remembered?> LookAsync(Handle handle, CancellationToken ct) => Looking().LookAsync(handle, ct);

    public ValueTask<Remembered?> LookAtSuccessorAsync(Guid key, CancellationToken ct) => Looking().LookAtSuccessorAsync(key, ct);

    public ValueTask<Outcome> ApplyAsync(ImmutableArray<Change> changes, CancellationToken ct)
    {
        Writes++;
        return AppliesFail ? throw new StoreUnavailableException("switched off") : Inner.ApplyAsync(changes, ct);
    }

    public ValueTask<TokenState> StateAsync(GrantId? grant, ReadOnlyMemory<byte> tokenDigest, Freshness freshness, CancellationToken ct) =>
        Looking().StateAsync(grant, tokenDigest, freshness, ct);

    private ILedger Looking()
    {
        Reads++;
        return LooksFail ? throw new StoreUnavailableException("switched off") : Inner;
    }
}
