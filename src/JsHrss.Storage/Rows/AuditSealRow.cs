using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>One seal: the facts of a closed range of commits under one Merkle root, chained to the seal before it.</summary>
[Table("audit_seal")]
internal sealed class AuditSealRow
{
    /// <summary>1, 2, 3 ... without a gap; two sealers at once meet at this key.</summary>
    [Key]
    [DatabaseGenerated(DatabaseGeneratedOption.None)]
    [Column("number")]
    public long Number { get; init; }

    /// <summary>Begins anew with a restored database, whose transaction numbers start again.</summary>
    [Column("epoch")]
    public int Epoch { get; init; }

    /// <summary>First <c>tx</c> of the range, inclusive.</summary>
    [Column("from_tx")]
    public long FromTx { get; init; }

    /// <summary>End of the range, exclusive: nothing can appear below it any more.</summary>
    [Column("to_tx")]
    public long ToTx { get; init; }

    [Column("count")]
    public int Count { get; init; }

    /// <summary>Merkle Tree Hash (RFC 6962 §2.1) over the facts of the range in the order (tx, id).</summary>
    [Column("merkle_root")]
    public required byte[] MerkleRoot { get; init; }

    [Column("previous_hash")]
    public required byte[] PreviousHash { get; init; }

    /// <summary>SHA-256 over every other column but the MAC; the next seal repeats it.</summary>
    [Column("hash")]
    public required byte[] Hash { get; init; }

    /// <summary>Algorithm of the MAC: 1 = HMAC-SHA-256.</summary>
    [Column("mac_alg")]
    public int MacAlgorithm { get; init; }

    [Column("mac_key")]
    public int MacKeyVersion { get; init; }

    /// <summary>Over the hash, with a key that is not in the database.</summary>
    [Column("mac")]
    public required byte[] Mac { get; init; }

    [Column("at")]
    public long At { get; init; }

    /// <summary>The same seal, closed.</summary>
    public AuditSealRow With(byte[] hash, byte[] mac) => new()
    {
        Number = Number,
        Epoch = Epoch,
        FromTx = FromTx,
        ToTx = ToTx,
        Count = Count,
        MerkleRoot = MerkleRoot,
        PreviousHash = PreviousHash,
        Hash = hash,
        MacAlgorithm = MacAlgorithm,
        MacKeyVersion = MacKeyVersion,
        Mac = mac,
        At = At,
    };
}
