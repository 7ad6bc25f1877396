using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>A relying party's part in a session, for logout. The context is sixteen zero bytes for self.</summary>
[Table("rp_session")]
[PrimaryKey(nameof(Session), nameof(Client), nameof(Context))]
[Index(nameof(Sid), IsUnique = true, Name = "rp_session_sid")]
internal sealed class RpSessionRow
{
    [Column("session")]
    public Guid Session { get; init; }

    [Column("client")]
    public required string Client { get; init; }

    [Column("context")]
    public Guid Context { get; init; }

    [Column("sid")]
    public required string Sid { get; init; }

    [Column("logout_uri")]
    public string? LogoutUri { get; init; }

    [Column("joined_at")]
    public long JoinedAt { get; init; }

    [Column("ended_at")]
    public long? EndedAt { get; set; }
}
