using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>
/// A device code (RFC 8628) and what became of it: pending until <see cref="DecidedAt"/>; then approved with a grant, or denied and so spent without one; an approved one is spent when
/// it is exchanged. What was asked stands sealed in the payload.
/// </summary>
[Table("device_code")]
[Index(nameof(UserCode), IsUnique = true, Name = "device_code_user_code")]
internal sealed class DeviceCodeRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("digest")]
    public required byte[] Digest { get; init; }

    /// <summary>Keyed digest: 20^8 codes are searched through in seconds.</summary>
    [Column("user_code_digest")]
    public required byte[] UserCode { get; init; }

    [Column("client")]
    public required string Client { get; init; }

    [Column("grant")]
    public Guid? Grant { get; set; }

    [Column("payload")]
    public byte[]? Payload { get; init; }

    [Column("expires_at")]
    public long ExpiresAt { get; init; }

    [Column("decided_at")]
    public long? DecidedAt { get; set; }

    [Column("spent_at")]
    public long? SpentAt { get; set; }

    /// <summary>Unique to the decision, later to the redemption, so that a commit of unknown outcome can be asked again (case FT-04).</summary>
    [Column("attempt")]
    public Guid? Attempt { get; set; }

    [Column("successor")]
    public Guid? Successor { get; set; }
}
