using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>
/// Holds the facts found in the range of one seal against it, and names what is wrong. A root alone says only that something differs; which fact it was is found by the facts' own
/// MACs, by the numbers of the commit order, and by trying out.
/// </summary>
internal sealed class SealRange(AuditSealRow seal)
{
    /// <summary>Beyond as many facts leaving each out in turn takes too long; the seal is named alone.</summary>
    private const int MostToLeaveOut = 4096;

    /// <summary>The same for exchanging any two.</summary>
    private const int MostToExchange = 128;

    /// <summary>A range that was flooded is not kept in memory beyond this many facts.</summary>
    private const int MostKept = 4 * AuditSealer.MostFacts;

    private readonly MerkleTree tree = new();
    private readonly List<(AuditFactRow Fact, bool Verifies)> facts = [];

    public long Count => tree.Count;

    public void Add(AuditFactRow fact, bool verifies)
    {
        tree.Add(FactBytes.Leaf(fact));
        if (facts.Count < MostKept)
            facts.Add((fact, verifies));
    }

    /// <summary>Null: the facts are those that were sealed.</summary>
    public AuditFinding? Judge()
    {
        var bad = facts.FindIndex(one => !one.Verifies);
        if (tree.Count == seal.Count && bad < 0)
            return tree.Root.AsSpan().SequenceEqual(seal.MerkleRoot) ? null : Reordered();
        if (tree.Count < seal.Count)
            return Missing();
        return tree.Count > seal.Count ? Added(bad) : Fault(AuditFault.FactChanged, facts[bad].Fact, "does not say what was told: its MAC does not verify");
    }

    private AuditFinding Added(int bad)
    {
        var more = tree.Count - seal.Count;
        if (bad >= 0 && facts.Count == tree.Count && IsSealed(facts.Where(one => one.Verifies).Select(one => one.Fact)))
            return Fault(AuditFault.FactAdded, facts[bad].Fact, "was added: its MAC does not verify, and without it the seal holds");
        if (more == 1 && facts.Count <= MostToLeaveOut)
        {
            for (var left = 0; left < facts.Count; left++)
            {
                if (IsSealed(facts.Where((_, at) => at != left).Select(one => one.Fact)))
                    return Fault(AuditFault.FactAdded, facts[left].Fact, "was added: without it the seal holds");
            }
        }

        return bad >= 0
            ? Fault(AuditFault.FactChanged, facts[bad].Fact, $"does not say what was told, and the range holds {more} more facts than were sealed")
            : new AuditFinding(AuditFault.FactAdded, seal.Number, null, null, $"{Range}: {tree.Count} facts stand where {seal.Count} were sealed");
    }

    private AuditFinding Missing()
    {
        // Where every number of the range was taken, the gap names the fact.
        if (seal.Count == seal.ToTx - seal.FromTx || (seal.FromTx == 0 && seal.Count == seal.ToTx - 1))
        {
            var next = seal.ToTx - seal.Count;
            foreach (var (fact, _) in facts)
            {
                if (fact.Tx != next)
                    break;
                next++;
            }

            return new AuditFinding(AuditFault.FactMissing, seal.Number, null, next, $"{Range}: the fact at {next} is missing ({tree.Count} of {seal.Count} facts are there)");
        }

        return new AuditFinding(AuditFault.FactMissing, seal.Number, null, null, $"{Range}: {seal.Count - tree.Count} of {seal.Count} facts are missing");
    }

    private AuditFinding Reordered()
    {
        if (facts.Count <= MostToExchange && Exchanged() is { } pair)
            return Fault(AuditFault.FactsReordered, pair.One, $"and the fact {pair.Other.Id} at {pair.Other.Tx} stand in each other's place");
        return new AuditFinding(
            AuditFault.FactsReordered, seal.Number, null, null, $"{Range}: the facts are not those that were sealed, or not in that order");
    }

    private (AuditFactRow One, AuditFactRow Other)? Exchanged()
    {
        var leaves = facts.ConvertAll(one => FactBytes.Leaf(one.Fact));
        for (var i = 0; i < facts.Count; i++)
        {
            for (var j = i + 1; j < facts.Count; j++)
            {
                var (one, other) = (facts[i].Fact, facts[j].Fact);
                var (kept, keptOther) = (leaves[i], leaves[j]);
                (leaves[i], leaves[j]) = (FactBytes.Leaf(other, one.Tx), FactBytes.Leaf(one, other.Tx));
                if (MerkleTree.RootOf(leaves).AsSpan().SequenceEqual(seal.MerkleRoot))
                    return (one, other);
                (leaves[i], leaves[j]) = (kept, keptOther);
            }
        }

        return null;
    }

    private bool IsSealed(IEnumerable<AuditFactRow> rest) => MerkleTree.RootOf(rest.Select(fact => FactBytes.Leaf(fact))).AsSpan().SequenceEqual(seal.MerkleRoot);

    private AuditFinding Fault(AuditFault fault, AuditFactRow fact, string what) => new(fault, seal.Number, fact.Id, fact.Tx, $"{Range}: the fact {fact.Id} at {fact.Tx} {what}");

    private string Range => $"seal {seal.Number} ({seal.FromTx} to {seal.ToTx - 1})";
}
