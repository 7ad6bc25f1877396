using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>One signal, inserted in the transaction of what it tells, never changed, deleted after its time.</summary>
[Table("signal")]
[Index(nameof(Id), IsUnique = true, Name = "signal_id")]
internal sealed class SignalRow
{
    /// <summary>Commit order, as of <see cref="AuditFactRow"/>. No number is given twice, though the rows of old ones go.</summary>
    [Key]
    [Column("tx")]
    public long Tx { get; init; }

    /// <summary>The key of its audit fact.</summary>
    [Column("id")]
    public Guid Id { get; init; }

    [Column("at")]
    public long At { get; init; }

    [Column("type")]
    public required string Type { get; init; }

    /// <summary>Of the form.</summary>
    [Column("version")]
    public int Version { get; init; }

    [Column("reason")]
    public string? Reason { get; init; }

    [Column("initiator")]
    public int Initiator { get; init; }

    [Column("person")]
    public Guid? Person { get; init; }

    [Column("session")]
    public Guid? Session { get; init; }

    [Column("membership")]
    public Guid? Membership { get; init; }

    [Column("mandate")]
    public Guid? Mandate { get; init; }

    [Column("unit")]
    public Guid? Unit { get; init; }

    [Column("institution")]
    public Guid? Institution { get; init; }
}
