using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>A signing key: published, active, retired, gone. Every node switches by these times.</summary>
[Table("signing_key")]
[Index(nameof(Kid), IsUnique = true, Name = "signing_key_kid")]
[Index(nameof(Algorithm), nameof(ActiveAt), IsUnique = true, Name = "signing_key_active")]
internal sealed class SigningKeyRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("kid")]
    public required string Kid { get; init; }

    [Column("alg")]
    public required string Algorithm { get; init; }

    /// <summary>PKCS #8, sealed with the signing-wrap key; null once the key is gone, while its public half stays for old evidence.</summary>
    [Column("private_sealed")]
    public byte[]? PrivateSealed { get; set; }

    /// <summary>Public JWK (RFC 7517).</summary>
    [Column("public_jwk")]
    public required string PublicJwk { get; init; }

    [Column("published_at")]
    public long PublishedAt { get; init; }

    [Column("active_at")]
    public long ActiveAt { get; init; }

    [Column("retired_at")]
    public long? RetiredAt { get; set; }

    [Column("gone_at")]
    public long? GoneAt { get; set; }

    /// <summary>When it was declared compromised; nothing it signed is believed from then on. Null: never.</summary>
    [Column("revoked_at")]
    public long? RevokedAt { get; set; }
}
