using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>A walk along seals and the facts under them, in step.</summary>
internal sealed class SealWalk(SealChain chain, FactCursor facts, AuditMac mac, DetailCheck details, DroppedRanges.Found dropped)
{
    private long sealedFacts;
    private long unsealedFacts;
    private long droppedSeals;
    private long droppedFacts;
    private long erased;
    private long erasuresTold;
    private long? firstAt;
    private long? lastAt;

    public SealChain Chain => chain;

    /// <summary>Takes the next seal with its facts; null: all is as it was.</summary>
    public async ValueTask<AuditFinding?> TakeAsync(AuditSealRow seal, CancellationToken ct)
    {
        if (chain.Take(seal) is { } broken)
            return broken;
        if (!mac.Verifies(seal))
            return new AuditFinding(AuditFault.SealChanged, seal.Number, null, null, $"the MAC of seal {seal.Number} does not verify: it was not made with the key of this site, or its master key (version {seal.MacKeyVersion}) is not configured");
        if (await facts.TakeBelowAsync(seal.FromTx, ct).ConfigureAwait(false) is { } early)
            return new AuditFinding(AuditFault.FactAdded, seal.Number, early.Row.Id, early.Row.Tx, $"the fact {early.Row.Id} at {early.Row.Tx} was added: it stands before the first sealed one");
        if (seal.Number <= dropped.Through && (await facts.PeekAsync(ct).ConfigureAwait(false) is not { } next || next.Row.Tx >= seal.ToTx))
        {
            (droppedSeals, droppedFacts) = (droppedSeals + 1, droppedFacts + seal.Count);
            return null;
        }

        var range = new SealRange(seal);
        AuditFinding? detail = null;
        while (await facts.TakeBelowAsync(seal.ToTx, ct).ConfigureAwait(false) is { } fact)
        {
            var verifies = mac.Verifies(fact.Row);
            range.Add(fact.Row, verifies);
            // A detail of a changed fact tells nothing; the fact itself is named.
            if (verifies)
                detail ??= Look(fact, seal.Number);
        }

        sealedFacts += range.Count;
        return range.Judge() ?? detail;
    }

    /// <summary>What has no seal yet has its MACs.</summary>
    public async ValueTask<AuditFinding?> UnsealedAsync(CancellationToken ct)
    {
        while (await facts.TakeBelowAsync(long.MaxValue, ct).ConfigureAwait(false) is { } fact)
        {
            unsealedFacts++;
            if (!mac.Verifies(fact.Row))
                return new AuditFinding(AuditFault.FactChanged, null, fact.Row.Id, fact.Row.Tx, $"the fact {fact.Row.Id} at {fact.Row.Tx}, not sealed yet, does not say what was told: its MAC does not verify");
            if (Look(fact, null) is { } detail)
                return detail;
        }

        return null;
    }

    public AuditVerdict Verdict(AuditFinding? finding) => new()
    {
        Finding = finding,
        Seals = chain.Count,
        SealedFacts = sealedFacts,
        UnsealedFacts = unsealedFacts,
        DroppedSeals = droppedSeals,
        DroppedFacts = droppedFacts,
        ErasedDetails = erased,
        ErasuresTold = erasuresTold,
        EpochsBegun = chain.EpochsBegun,
        FirstAt = Instant(firstAt),
        LastAt = Instant(lastAt),
        LastSeal = chain.Last is { } last ? new KnownSeal(last.Number, last.Hash, last.Epoch) : null,
    };

    private AuditFinding? Look(StoredFact fact, long? seal)
    {
        firstAt = Math.Min(firstAt ?? long.MaxValue, fact.Row.At);
        lastAt = Math.Max(lastAt ?? long.MinValue, fact.Row.At);
        switch (details.Of(fact, out var plain))
        {
            case DetailState.Erased:
                erased++;
                return null;
            case DetailState.Whole when fact.Row.Code == DetailErasure.Code:
                erasuresTold += ToldCount.Read(plain, DetailErasure.Told);
                return null;
            case DetailState.Changed:
                return new AuditFinding(AuditFault.DetailChanged, seal, fact.Row.Id, fact.Row.Tx, $"the detail of the fact {fact.Row.Id} at {fact.Row.Tx} is not the one that was told");
            default:
                return null;
        }
    }

    private static DateTimeOffset? Instant(long? at) => at is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
