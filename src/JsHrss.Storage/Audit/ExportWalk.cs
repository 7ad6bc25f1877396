using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>A walk along an export. There is no key, so a fact counts by its place under its seal alone.</summary>
internal sealed class ExportWalk
{
    private SealChain? chain;
    private SealRange? range;
    private long facts;
    private long? firstAt;
    private long? lastAt;

    public AuditSealRow? Last => chain?.Last;

    public AuditFinding? Begin(AuditSealRow seal)
    {
        // A folder begun with --since goes on from a seal that is not in it; that seal's hash is what the first one says.
        chain ??= new SealChain(seal.Number == 1 ? null : new AuditSealRow
        {
            Number = seal.Number - 1,
            Epoch = seal.Count == 0 ? seal.Epoch - 1 : seal.Epoch,
            ToTx = seal.FromTx,
            MerkleRoot = [],
            PreviousHash = [],
            Hash = seal.PreviousHash,
            Mac = [],
        });
        range = new SealRange(seal);
        return chain.Take(seal);
    }

    public void Add(AuditFactRow fact)
    {
        range!.Add(fact, verifies: true);
        facts++;
        firstAt = Math.Min(firstAt ?? long.MaxValue, fact.At);
        lastAt = Math.Max(lastAt ?? long.MinValue, fact.At);
    }

    public AuditFinding? End() => range!.Judge();

    public AuditVerdict Verdict(AuditFinding? finding) => new()
    {
        Finding = finding,
        Seals = chain?.Count ?? 0,
        SealedFacts = facts,
        EpochsBegun = chain?.EpochsBegun ?? [],
        FirstAt = firstAt is { } first ? DateTimeOffset.FromUnixTimeMilliseconds(first) : null,
        LastAt = lastAt is { } last ? DateTimeOffset.FromUnixTimeMilliseconds(last) : null,
        LastSeal = Last is { } seal ? new KnownSeal(seal.Number, seal.Hash, seal.Epoch) : null,
    };
}
