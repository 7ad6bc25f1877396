using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>A person. What identifies a human is sealed; the look-up columns are keyed digests.</summary>
[Table("person")]
[Index(nameof(DocumentIndex), IsUnique = true, Name = "person_document")]
[Index(nameof(NumberIndex), Name = "person_number")]
[Index(nameof(MobileIndex), IsUnique = true, Name = "person_mobile")]
internal sealed class PersonRow
{
    /// <summary>Sixteen random bytes: key and subject in one (docs/adr/0003).</summary>
    [Column("id")]
    public Guid Id { get; init; }

    [Column("version")]
    public int Version { get; set; }

    [Column("level")]
    public int Level { get; set; }

    /// <summary>Level 3 counts until then; null: without end.</summary>
    [Column("real_person_until")]
    public long? RealPersonUntil { get; set; }

    [Column("name_sealed")]
    public required byte[] NameSealed { get; set; }

    [Column("document_type")]
    public int DocumentType { get; set; }

    /// <summary>Canonical number, printed form and issuing country, a line each.</summary>
    [Column("document_sealed")]
    public required byte[] DocumentSealed { get; set; }

    /// <summary>Over type and canonical number: one person a document.</summary>
    [Column("document_index")]
    public required byte[] DocumentIndex { get; set; }

    /// <summary>Over the canonical number alone: two types may share a number, then the type is asked.</summary>
    [Column("number_index")]
    public required byte[] NumberIndex { get; set; }

    [Column("mobile_sealed")]
    public byte[]? MobileSealed { get; set; }

    [Column("mobile_index")]
    public byte[]? MobileIndex { get; set; }

    [Column("region")]
    public string? Region { get; set; }

    [Column("frozen_at")]
    public long? FrozenAt { get; set; }

    [Column("suspended_at")]
    public long? SuspendedAt { get; set; }

    [Column("capped_at_level")]
    public int? CappedAtLevel { get; set; }

    [Column("hold_until")]
    public long? HoldUntil { get; set; }

    [Column("created_at")]
    public long CreatedAt { get; init; }

    [Column("updated_at")]
    public long UpdatedAt { get; set; }
}
