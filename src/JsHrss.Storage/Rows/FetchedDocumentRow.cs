using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>A public document of a client's, as it was last fetched: a JWK Set, a list of redirect URIs.</summary>
[Table("fetched_document")]
internal sealed class FetchedDocumentRow
{
    /// <summary>SHA-256 of the address.</summary>
    [Key]
    [Column("address_digest")]
    public required byte[] AddressDigest { get; init; }

    [Column("address")]
    public required string Address { get; init; }

    [Column("body")]
    public required byte[] Body { get; set; }

    [Column("fetched_at")]
    public long FetchedAt { get; set; }
}
