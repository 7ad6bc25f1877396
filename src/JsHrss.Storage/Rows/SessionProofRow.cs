using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>One proof within a session: what was shown, when, and which contexts it opens.</summary>
[Table("session_proof")]
[PrimaryKey(nameof(Session), nameof(Number))]
internal sealed class SessionProofRow
{
    [Column("session")]
    public Guid Session { get; init; }

    [Column("n")]
    public int Number { get; init; }

    [Column("method")]
    public int Method { get; init; }

    [Column("at")]
    public long At { get; init; }

    /// <summary>The membership it was proven for; which contexts a proof opens is the domain's table, not a column.</summary>
    [Column("membership")]
    public Guid? Membership { get; init; }

    [Column("unit")]
    public Guid? Unit { get; init; }

    [Column("credential")]
    public Guid? Credential { get; init; }

    [Column("provider")]
    public required string Provider { get; init; }

    /// <summary>The enrolled key of the app it was approved with; null: none.</summary>
    [Column("app_key")]
    public Guid? AppKey { get; init; }

    /// <summary>For a passkey: it was bound to the real person when it was used.</summary>
    [Column("is_bound")]
    public bool IsBound { get; init; }

    /// <summary>When it stopped counting, for instance because its context was signed out alone; null while it counts.</summary>
    [Column("ended_at")]
    public long? EndedAt { get; set; }
}
