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
    public required string Method { get; init; }

    [Column("at")]
    public long At { get; init; }

    [Column("reach")]
    public int Reach { get; init; }

    [Column("reach_id")]
    public Guid? ReachId { get; init; }

    [Column("credential")]
    public Guid? Credential { get; init; }

    [Column("evidence")]
    public string? Evidence { get; init; }

    [Column("ends_at")]
    public long? EndsAt { get; init; }
}
