using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>Who runs a job just now. Jobs are idempotent: a lease saves work, it does not keep anything correct.</summary>
[Table("lease")]
internal sealed class LeaseRow
{
    [Key]
    [Column("name")]
    public required string Name { get; init; }

    [Column("holder")]
    public required string Holder { get; set; }

    [Column("until")]
    public long Until { get; set; }
}
