using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>Seals one after the other: each must be whole and go on from the one before. Needs no key.</summary>
/// <param name="before">The seal before the first one walked; null: the walk begins at the beginning.</param>
internal sealed class SealChain(AuditSealRow? before)
{
    private readonly List<long> epochs = [];

    public AuditSealRow? Last { get; private set; } = before;

    public long Count { get; private set; }

    /// <summary>Seals that began an epoch.</summary>
    public IReadOnlyList<long> EpochsBegun => epochs;

    /// <summary>Takes the next seal; null: it goes on from the one before.</summary>
    public AuditFinding? Take(AuditSealRow seal)
    {
        if (Break(seal) is { } finding)
            return finding;
        if (seal.Epoch != (Last?.Epoch ?? AuditSealer.FirstEpoch))
            epochs.Add(seal.Number);
        Last = seal;
        Count++;
        return null;
    }

    private AuditFinding? Break(AuditSealRow seal)
    {
        var expected = (Last?.Number ?? 0) + 1;
        if (seal.Number != expected)
            return new AuditFinding(AuditFault.SealMissing, expected, null, null, $"seal {expected} is missing; {seal.Number} is the next one that is there");
        if (!SealHash.Of(seal).AsSpan().SequenceEqual(seal.Hash))
            return new AuditFinding(AuditFault.SealChanged, seal.Number, null, null, $"seal {seal.Number} does not say what was sealed: its hash is not that of its columns");
        if (!seal.PreviousHash.AsSpan().SequenceEqual(Last?.Hash ?? SealHash.BeforeFirst))
            return new AuditFinding(AuditFault.SealOutOfChain, seal.Number, null, null, $"seal {seal.Number} (epoch {seal.Epoch}) does not go on from the seal before it; it belongs to another history");
        var epoch = Last?.Epoch ?? AuditSealer.FirstEpoch;
        // Only a seal of no facts begins an epoch, and no other one is empty.
        var follows = seal.FromTx == (Last?.ToTx ?? 0) && (seal.Count == 0 ? seal.Epoch == epoch + 1 && seal.ToTx == seal.FromTx : seal.Epoch == epoch && seal.ToTx > seal.FromTx);
        return follows ? null : new AuditFinding(AuditFault.SealOutOfChain, seal.Number, null, null, $"seal {seal.Number} (epoch {seal.Epoch}) does not begin where the seal before it ended");
    }
}
