using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>A request that waits for a person. What was asked stands sealed in the payload; the answers stand beside it, because they are merged by a statement.</summary>
[Table("interaction")]
internal sealed class InteractionRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("digest")]
    public required byte[] Digest { get; init; }

    [Column("client")]
    public required string Client { get; init; }

    [Column("payload")]
    public byte[]? Payload { get; init; }

    /// <summary>JSON: prompt -> {at, value}.</summary>
    [Column("answered")]
    public required string Answered { get; set; }

    [Column("expires_at")]
    public long ExpiresAt { get; init; }

    [Column("spent_at")]
    public long? SpentAt { get; set; }

    [Column("attempt")]
    public Guid? Attempt { get; set; }

    [Column("successor")]
    public Guid? Successor { get; set; }
}
