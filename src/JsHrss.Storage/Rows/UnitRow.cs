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

    [Column("frozen_at")]
    public long? FrozenAt { get; set; }

    [Column("ended_at")]
    public long? EndedAt { get; set; }

    [Column("created_at")]
    public long CreatedAt { get; init; }
}
