using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

[Table("refresh_token")]
[Index(nameof(Grant), Name = "refresh_token_grant")]
internal sealed class RefreshTokenRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("digest")]
    public required byte[] Digest { get; init; }

    [Column("client")]
    public required string Client { get; init; }

    [Column("grant")]
    public Guid Grant { get; init; }

    [Column("payload")]
    public byte[]? Payload { get; init; }

    [Column("created_at")]
    public long CreatedAt { get; init; }

    [Column("expires_at")]
    public long ExpiresAt { get; init; }

    [Column("last_used_at")]
    public long? LastUsedAt { get; set; }

    [Column("spent_at")]
    public long? SpentAt { get; set; }

    [Column("attempt")]
    public Guid? Attempt { get; set; }

    [Column("successor")]
    public Guid? Successor { get; set; }
}
