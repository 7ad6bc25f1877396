using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>A passkey of a person. Handle and public key tell nothing of anybody; the name is the person's own and sealed.</summary>
[Table("passkey")]
[Index(nameof(HandleDigest), Name = "passkey_handle", IsUnique = true)]
[Index(nameof(Person), Name = "passkey_person")]
internal sealed class PasskeyRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("person")]
    public Guid Person { get; init; }

    [Column("name_sealed")]
    public required byte[] NameSealed { get; set; }

    /// <summary>The authenticator's credential id, up to 1,023 bytes.</summary>
    [Column("handle")]
    public required byte[] Handle { get; init; }

    /// <summary>SHA-256 of it: what may be unique on every database.</summary>
    [Column("handle_digest")]
    public required byte[] HandleDigest { get; init; }

    /// <summary>COSE_Key.</summary>
    [Column("public_key")]
    public required byte[] PublicKey { get; init; }

    [Column("sign_count")]
    public long SignCount { get; set; }

    /// <summary>Words with a blank between.</summary>
    [Column("transports")]
    public required string Transports { get; init; }

    [Column("user_verified")]
    public bool UserVerified { get; init; }

    [Column("backup_eligible")]
    public bool BackupEligible { get; init; }

    [Column("backed_up")]
    public bool BackedUp { get; set; }

    /// <summary>The proof on whose strength it was enrolled.</summary>
    [Column("enrolled_by")]
    public int EnrolledBy { get; init; }

    /// <summary>Since when it counts as the real person's own; null: whoever knew the password may have added it.</summary>
    [Column("bound_at")]
    public long? BoundAt { get; set; }

    [Column("created_at")]
    public long CreatedAt { get; init; }

    [Column("last_used_at")]
    public long? LastUsedAt { get; set; }
}
