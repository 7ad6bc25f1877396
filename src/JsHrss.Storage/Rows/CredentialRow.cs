using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>A password of a person, or of one membership, with the counters that every identifier leading to it shares.</summary>
[Table("credential")]
[Index(nameof(Person), IsUnique = true, Name = "credential_person")]
[Index(nameof(Membership), IsUnique = true, Name = "credential_membership")]
internal sealed class CredentialRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("person")]
    public Guid? Person { get; init; }

    [Column("membership")]
    public Guid? Membership { get; init; }

    /// <summary>Self-describing: algorithm, cost, salt, digest.</summary>
    [Column("hash")]
    public required string Hash { get; set; }

    [Column("set_at")]
    public long SetAt { get; set; }

    /// <summary>End of an initial password's life; null: it was chosen by the person.</summary>
    [Column("initial_until")]
    public long? InitialUntil { get; set; }

    [Column("failures")]
    public int Failures { get; set; }

    [Column("window_from")]
    public long WindowFrom { get; set; }

    [Column("locked_until")]
    public long? LockedUntil { get; set; }

    /// <summary>Passwords compared while locked; at most five a lock.</summary>
    [Column("locked_attempts")]
    public int LockedAttempts { get; set; }

    [Column("version")]
    public int Version { get; set; }
}
