using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>What a member may do, and until when. One a membership; the days are those of Asia/Shanghai.</summary>
[Table("mandate")]
[Index(nameof(Membership), IsUnique = true, Name = "mandate_membership")]
internal sealed class MandateRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("version")]
    public int Version { get; set; }

    [Column("membership")]
    public Guid Membership { get; init; }

    /// <summary>First day, as days since 0001-01-01.</summary>
    [Column("first_day")]
    public int FirstDay { get; set; }

    /// <summary>Last day, inclusive.</summary>
    [Column("last_day")]
    public int LastDay { get; set; }

    [Column("all_items")]
    public bool AllItems { get; set; }

    /// <summary>Item codes separated by spaces: a look-up needs all of them, in one row.</summary>
    [Column("items")]
    public required string Items { get; set; }

    [Column("granted_method")]
    public int GrantedMethod { get; set; }

    [Column("granted_role")]
    public int? GrantedRole { get; set; }

    [Column("granted_person")]
    public Guid? GrantedPerson { get; set; }
}
