using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>An account a unit opens for one line of business.</summary>
[Table("institution")]
[Index(nameof(Number), IsUnique = true, Name = "institution_number")]
internal sealed class InstitutionRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("version")]
    public int Version { get; set; }

    [Column("unit")]
    public Guid Unit { get; init; }

    [Column("number")]
    public required string Number { get; init; }

    [Column("name")]
    public required string Name { get; set; }

    [Column("ended_at")]
    public long? EndedAt { get; set; }
}
