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

    [Column("unit")]
    public Guid Unit { get; init; }

    [Column("number")]
    public required string Number { get; init; }

    [Column("name")]
    public required string Name { get; set; }

    /// <summary>1 active, 2 suspended, 3 ended.</summary>
    [Column("status")]
    public int Status { get; set; }

    [Column("created_at")]
    public long CreatedAt { get; init; }
}
