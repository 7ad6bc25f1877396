namespace JsHrss.Storage.Audit;

/// <summary>What is wrong with an audit trail.</summary>
public enum AuditFault
{
    /// <summary>A fact does not say any more what was told.</summary>
    FactChanged = 1,

    /// <summary>A sealed fact is gone.</summary>
    FactMissing = 2,

    /// <summary>A fact stands where none was sealed.</summary>
    FactAdded = 3,

    /// <summary>The facts of a seal stand at other places than they were sealed at.</summary>
    FactsReordered = 4,

    /// <summary>A detail is another than its fact's digest tells.</summary>
    DetailChanged = 5,

    /// <summary>A seal does not say any more what was sealed.</summary>
    SealChanged = 6,

    /// <summary>A seal is gone.</summary>
    SealMissing = 7,

    /// <summary>A seal does not go on from the one before: it belongs to another history.</summary>
    SealOutOfChain = 8,

    /// <summary>A seal is not the one that was written down elsewhere.</summary>
    SealNotTheKnown = 9,

    /// <summary>A file of an export is not as it was written.</summary>
    FileChanged = 10,
}

/// <summary>The first thing that is wrong.</summary>
/// <param name="Fault">Which kind.</param>
/// <param name="Seal">Number of the seal; null: among facts without a seal, or a file.</param>
/// <param name="Fact">The fact, where it can be named.</param>
/// <param name="Tx">Its place, where it can be named.</param>
/// <param name="Text">In words.</param>
public sealed record AuditFinding(AuditFault Fault, long? Seal, Guid? Fact, long? Tx, string Text);
