using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

[Table("authorization_code")]
internal sealed class AuthorizationCodeRow
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

    [Column("expires_at")]
    public long ExpiresAt { get; init; }

    [Column("spent_at")]
    public long? SpentAt { get; set; }

    /// <summary>Unique to the redemption that spent it, so that a commit of unknown outcome can be asked again (case FT-04).</summary>
    [Column("attempt")]
    public Guid? Attempt { get; set; }

    [Column("successor")]
    public Guid? Successor { get; set; }
}
