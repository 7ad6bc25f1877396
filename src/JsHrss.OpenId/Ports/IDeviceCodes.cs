using System.Collections.Immutable;

namespace JsHrss.OpenId.Ports;

/// <summary>What is asked of device codes beyond the ledger (RFC 8628). They are kept, decided and spent by changes of <see cref="ILedger"/>, beside which this stands over the same memory.</summary>
/// <remarks>A store that cannot answer throws <see cref="StoreUnavailableException"/>.</remarks>
public interface IDeviceCodes
{
    /// <summary>The device code that a person names. Null: none has this user code, it has been decided, or its time is over.</summary>
    /// <param name="code">As entered.</param>
    /// <param name="ct">Cancels the read.</param>
    ValueTask<PendingDevice?> FindAsync(UserCode code, CancellationToken ct);

    /// <summary>
    /// Keys of all device codes that are decided, spent ones too, and whose time is not over. Asked by a node every few seconds for all its polling devices together, so that
    /// no poll needs a look of its own; as few as people can decide in one lifetime of a code.
    /// </summary>
    /// <param name="ct">Cancels the read.</param>
    ValueTask<ImmutableHashSet<Guid>> DecidedAsync(CancellationToken ct);
}

/// <summary>A device code that waits for a person.</summary>
/// <param name="Key">Of its handle.</param>
/// <param name="Client">Who asked.</param>
/// <param name="Payload">The engine's own serialization.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record PendingDevice(Guid Key, ClientId Client, ReadOnlyMemory<byte> Payload, DateTimeOffset ExpiresAt);
