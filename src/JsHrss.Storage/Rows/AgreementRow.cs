using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>A person agreed to a text (REG-18). Rows are added and never changed; the address is erased with what the consent was for.</summary>
[Table("agreement")]
internal sealed class AgreementRow
{
    [Column("id")]
    public Guid Id { get; init; }

    /// <summary>Null: somebody who has no account yet.</summary>
    [Column("person")]
    public Guid? Person { get; init; }

    /// <summary>Stable code of the text.</summary>
    [Column("document")]
    public required string Document { get; init; }

    [Column("version")]
    public int Version { get; init; }

    /// <summary>SHA-256 of exactly the text that was shown.</summary>
    [Column("digest")]
    public required byte[] Digest { get; init; }

    [Column("at")]
    public long At { get; init; }

    /// <summary>What it was given for.</summary>
    [Column("about")]
    public Guid About { get; init; }

    [Column("client")]
    public string? Client { get; init; }

    [Column("address_sealed")]
    public byte[]? Address { get; set; }
}
