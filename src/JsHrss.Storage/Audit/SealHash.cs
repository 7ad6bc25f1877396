using System.Security.Cryptography;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>The hash that chains a seal to the one before it.</summary>
internal static class SealHash
{
    /// <summary>What stands before the first seal.</summary>
    public static byte[] BeforeFirst { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>SHA-256 over every column but the hash itself and its MAC.</summary>
    public static byte[] Of(AuditSealRow seal) => SHA256.HashData(new CanonicalBytes("audit_seal/1")
        .Add(seal.Number)
        .Add(seal.Epoch)
        .Add(seal.FromTx)
        .Add(seal.ToTx)
        .Add(seal.Count)
        .Add(seal.MerkleRoot)
        .Add(seal.PreviousHash)
        .Add(seal.MacAlgorithm)
        .Add(seal.MacKeyVersion)
        .Add(seal.At)
        .Written);
}
