using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>Person x unit x role. The limits 1-1-10 are unique indexes over role and slot.</summary>
[Table("membership")]
internal sealed class MembershipRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("version")]
    public int Version { get; set; }

    [Column("person")]
    public Guid Person { get; init; }

    [Column("unit")]
    public Guid Unit { get; init; }

    /// <summary>The unit, or the institution of it, whose seats this membership takes: each has its own 1-1-10.</summary>
    [Column("within")]
    public Guid Within { get; init; }

    /// <summary>1 legal representative, 2 administrator, 3 agent.</summary>
    [Column("role")]
    public int Role { get; set; }

    /// <summary>1 to 10 for agents, null for the others.</summary>
    [Column("slot")]
    public int? Slot { get; set; }

    /// <summary>1 awaiting confirmation, 2 active, 9 ended.</summary>
    [Column("status")]
    public int Status { get; set; }

    [Column("institution")]
    public Guid? Institution { get; init; }

    [Column("link")]
    public int Link { get; init; }

    [Column("suspended_at")]
    public long? SuspendedAt { get; set; }

    [Column("hold_until")]
    public long? HoldUntil { get; set; }

    [Column("created_at")]
    public long CreatedAt { get; init; }

    [Column("ended_at")]
    public long? EndedAt { get; set; }

    /// <summary>Keyed tag over what gives authority in this row and its mandate (R146); null: ended, or not written by this house.</summary>
    [Column("tag")]
    public byte[]? Tag { get; set; }
}
