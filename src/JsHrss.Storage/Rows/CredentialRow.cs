using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>A password of a person, or of one membership, with the counters that every identifier leading to it shares.</summary>
[Table("credential")]
internal sealed class CredentialRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("person")]
    public Guid Person { get; init; }

    /// <summary>The membership it opens; null for the personal password.</summary>
    [Column("membership")]
    public Guid? Membership { get; init; }

    /// <summary>Self-describing: algorithm, cost, salt, digest.</summary>
    [Column("hash")]
    public required string Hash { get; set; }

    [Column("set_at")]
    public long SetAt { get; set; }

    /// <summary>1 initial, 2 normal.</summary>
    [Column("state")]
    public int State { get; set; }

    /// <summary>End of an initial password's life.</summary>
    [Column("expires_at")]
    public long? ExpiresAt { get; set; }

    /// <summary>Earlier hashes, newest first, a line each; null while there is none.</summary>
    [Column("past")]
    public string? Past { get; set; }

    [Column("failures")]
    public int Failures { get; set; }

    [Column("window_from")]
    public long? WindowFrom { get; set; }

    [Column("locked_until")]
    public long? LockedUntil { get; set; }

    /// <summary>Passwords compared during this lock (security decision 8).</summary>
    [Column("compared_while_locked")]
    public int ComparedWhileLocked { get; set; }
}
