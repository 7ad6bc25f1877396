using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>A relying party's part in a session, for logout. The context is sixteen zero bytes for self. The sid is a keyed digest of the key: no index has to keep it unique.</summary>
[Table("rp_session")]
[PrimaryKey(nameof(Session), nameof(Client), nameof(Context))]
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
