using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>The personal detail of an audit fact: sealed, erasable.</summary>
[Table("audit_detail")]
internal sealed class AuditDetailRow
{
    [Key]
    [Column("fact")]
    public Guid Fact { get; init; }

    [Column("salt")]
    public required byte[] Salt { get; init; }

    [Column("detail_sealed")]
    public required byte[] DetailSealed { get; init; }
}
