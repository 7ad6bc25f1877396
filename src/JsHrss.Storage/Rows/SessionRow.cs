using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>A browser's session. Times are UTC unix milliseconds, here and everywhere.</summary>
[Table("session")]
internal sealed class SessionRow
{
    [Column("id")]
    public Guid Id { get; init; }

    /// <summary>SHA-256 of the cookie's secret.</summary>
    [Column("digest")]
    public required byte[] Digest { get; init; }

    [Column("person")]
    public Guid Person { get; init; }

    [Column("browser_digest")]
    public byte[]? BrowserDigest { get; init; }

    [Column("address_sealed")]
    public byte[]? AddressSealed { get; init; }

    [Column("agent_sealed")]
    public byte[]? AgentSealed { get; init; }

    [Column("created_at")]
    public long CreatedAt { get; init; }

    [Column("seen_at")]
    public long SeenAt { get; set; }

    [Column("idle_ms")]
    public long IdleMs { get; init; }

    [Column("idle_until")]
    public long IdleUntil { get; set; }

    [Column("absolute_until")]
    public long AbsoluteUntil { get; init; }

    [Column("ended_at")]
    public long? EndedAt { get; set; }

    [Column("ended_because")]
    public string? EndedBecause { get; set; }
}
