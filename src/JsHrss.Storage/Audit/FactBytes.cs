using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>An audit fact as bytes.</summary>
internal static class FactBytes
{
    /// <summary>What the fact's MAC covers: every column but its place in the commit order, which is not known when the fact is written.</summary>
    public static CanonicalBytes Told(AuditFactRow fact) => new CanonicalBytes("audit_fact/1")
        .Add(fact.Id)
        .Add(fact.At)
        .Add(fact.Node)
        .Add(fact.Trace)
        .Add(fact.Code)
        .Add(fact.Outcome)
        .Add(fact.Reason)
        .Add(fact.Actor)
        .Add(fact.Subject)
        .Add(fact.Unit)
        .Add(fact.Membership)
        .Add(fact.Mandate)
        .Add(fact.Client)
        .Add(fact.Address)
        .Add(fact.Port)
        .Add(fact.Agent)
        .Add(fact.DetailDigest)
        .Add(fact.MacAlgorithm)
        .Add(fact.MacKeyVersion);

    /// <summary>
    /// The fact's leaf in the tree of its seal: everything told, its place, and its MAC. Whoever has the facts and the seals can compute the root without any key; whoever has
    /// the seals alone learns nothing, because the MAC is 32 bytes that nobody guesses.
    /// </summary>
    public static byte[] Leaf(AuditFactRow fact, long? tx = null) =>
        MerkleTree.Leaf(new CanonicalBytes("audit_leaf/1").Add(tx ?? fact.Tx).Add(Told(fact).Written).Add(fact.Mac).Written);
}
