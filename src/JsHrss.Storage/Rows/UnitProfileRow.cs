using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>What a unit says of itself; no row: nothing.</summary>
[Table("unit_profile")]
internal sealed class UnitProfileRow
{
    [Key]
    [Column("unit")]
    public Guid Unit { get; init; }

    [Column("version")]
    public int Version { get; set; }

    [Column("economic_type")]
    public string? EconomicType { get; set; }

    [Column("industry")]
    public string? Industry { get; set; }

    [Column("affiliation")]
    public string? Affiliation { get; set; }

    [Column("registered_address")]
    public string? RegisteredAddress { get; set; }

    [Column("nature")]
    public string? Nature { get; set; }

    [Column("changed_at")]
    public long ChangedAt { get; set; }
}
