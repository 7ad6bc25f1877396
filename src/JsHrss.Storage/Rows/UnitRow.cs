using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>A unit. Its code and number are public in the register and stand in clear.</summary>
[Table("unit")]
[Index(nameof(Code), IsUnique = true, Name = "unit_code")]
[Index(nameof(Number), IsUnique = true, Name = "unit_number")]
internal sealed class UnitRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("version")]
    public int Version { get; set; }

    [Column("code")]
    public string? Code { get; set; }

    [Column("number")]
    public required string Number { get; set; }

    [Column("name")]
    public required string Name { get; set; }

    [Column("type")]
    public int Type { get; set; }

    [Column("region")]
    public string? Region { get; set; }

    /// <summary>1 active, 2 suspended, 3 ended.</summary>
    [Column("status")]
    public int Status { get; set; }

    [Column("created_at")]
    public long CreatedAt { get; init; }
}
