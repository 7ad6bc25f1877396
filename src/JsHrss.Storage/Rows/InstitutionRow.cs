using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>An account a unit opens for one line of business, or its application for one. Rows are never deleted: no number is given twice.</summary>
[Table("institution")]
[Index(nameof(Number), IsUnique = true, Name = "institution_number")]
[Index(nameof(Serial), IsUnique = true, Name = "institution_serial")]
[Index(nameof(Unit), nameof(Id), Name = "institution_unit")]
[Index(nameof(Status), nameof(Id), Name = "institution_status")]
internal sealed class InstitutionRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("version")]
    public int Version { get; set; }

    [Column("unit")]
    public Guid Unit { get; init; }

    /// <summary>Null until it is approved.</summary>
    [Column("number")]
    public string? Number { get; set; }

    /// <summary>Of which the number was made; null where it has none, or one from elsewhere.</summary>
    [Column("serial")]
    public int? Serial { get; set; }

    [Column("name")]
    public required string Name { get; set; }

    [Column("business_line")]
    public required string BusinessLine { get; set; }

    /// <summary>1 active, 2 suspended, 3 ended, 4 applied, 5 refused, 6 withdrawn.</summary>
    [Column("status")]
    public int Status { get; set; }

    /// <summary>The person; null: an officer created it.</summary>
    [Column("applied_by")]
    public Guid? AppliedBy { get; init; }

    /// <summary>In which membership of the unit.</summary>
    [Column("applied_in")]
    public Guid? AppliedIn { get; init; }

    /// <summary>The officer's account name at that client; null: nobody decided yet.</summary>
    [Column("decided_by")]
    public string? DecidedBy { get; set; }

    [Column("decided_client")]
    public string? DecidedClient { get; set; }

    [Column("decided_at")]
    public long? DecidedAt { get; set; }

    /// <summary>For the unit to read.</summary>
    [Column("reason")]
    public string? Reason { get; set; }

    [Column("created_at")]
    public long CreatedAt { get; init; }
}
