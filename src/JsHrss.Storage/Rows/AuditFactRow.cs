using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>One audit fact, inserted in the transaction of what it tells, never changed.</summary>
[Table("audit_fact")]
[Index(nameof(Id), IsUnique = true, Name = "audit_fact_id")]
internal sealed class AuditFactRow
{
    /// <summary>Commit order. A column of its own, because SQLite may renumber a hidden rowid.</summary>
    [Key]
    [Column("tx")]
    public long Tx { get; init; }

    [Column("id")]
    public Guid Id { get; init; }

    [Column("at")]
    public long At { get; init; }

    [Column("node")]
    public required string Node { get; init; }

    [Column("trace")]
    public string? Trace { get; init; }

    [Column("code")]
    public required string Code { get; init; }

    [Column("outcome")]
    public required string Outcome { get; init; }

    [Column("reason")]
    public string? Reason { get; init; }

    [Column("actor")]
    public Guid? Actor { get; init; }

    [Column("subject")]
    public Guid? Subject { get; init; }

    [Column("unit")]
    public Guid? Unit { get; init; }

    [Column("membership")]
    public Guid? Membership { get; init; }

    [Column("mandate")]
    public Guid? Mandate { get; init; }

    [Column("client")]
    public string? Client { get; init; }

    [Column("address")]
    public string? Address { get; init; }

    [Column("port")]
    public int? Port { get; init; }

    [Column("agent")]
    public string? Agent { get; init; }

    /// <summary>SHA-256 over salt and detail; salt and detail stand apart and can be erased.</summary>
    [Column("detail_digest")]
    public byte[]? DetailDigest { get; init; }

    /// <summary>Algorithm of the MAC: 1 = HMAC-SHA-256.</summary>
    [Column("mac_alg")]
    public int MacAlgorithm { get; init; }

    [Column("mac_key")]
    public int MacKeyVersion { get; init; }

    /// <summary>Over every column but <c>tx</c>.</summary>
    [Column("mac")]
    public required byte[] Mac { get; init; }
}
