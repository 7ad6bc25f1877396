using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>A pushed authorization request (RFC 9126). What was asked stands sealed in the payload.</summary>
[Table("pushed_request")]
internal sealed class PushedRequestRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("digest")]
    public required byte[] Digest { get; init; }

    [Column("client")]
    public required string Client { get; init; }

    [Column("payload")]
    public byte[]? Payload { get; init; }

    [Column("expires_at")]
    public long ExpiresAt { get; init; }

    [Column("spent_at")]
    public long? SpentAt { get; set; }

    [Column("attempt")]
    public Guid? Attempt { get; set; }

    [Column("successor")]
    public Guid? Successor { get; set; }
}
