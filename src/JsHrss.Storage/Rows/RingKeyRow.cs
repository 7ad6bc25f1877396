using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>One element of the DataProtection key ring. The XML carries its secret sealed with the ring-wrap key.</summary>
[Table("ring_key")]
internal sealed class RingKeyRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("name")]
    public required string Name { get; init; }

    [Column("xml")]
    public required string Xml { get; init; }

    [Column("created_at")]
    public long CreatedAt { get; init; }
}
