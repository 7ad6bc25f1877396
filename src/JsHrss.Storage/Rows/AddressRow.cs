using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>A delivery address in the book of a person or a unit. All that is written in it is sealed.</summary>
[Table("address")]
internal sealed class AddressRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("version")]
    public int Version { get; set; }

    /// <summary>1 person, 2 unit.</summary>
    [Column("owner_kind")]
    public int OwnerKind { get; init; }

    [Column("owner")]
    public Guid Owner { get; init; }

    /// <summary>1 to 10: so many a book holds.</summary>
    [Column("slot")]
    public int Slot { get; init; }

    /// <summary>Since when it is the default of its book; null: it is not.</summary>
    [Column("default_since")]
    public long? DefaultSince { get; set; }

    [Column("recipient_sealed")]
    public required byte[] RecipientSealed { get; set; }

    /// <summary>Code, province, city and own name, a line each.</summary>
    [Column("district_sealed")]
    public required byte[] DistrictSealed { get; set; }

    [Column("street_sealed")]
    public required byte[] StreetSealed { get; set; }

    [Column("postcode_sealed")]
    public byte[]? PostcodeSealed { get; set; }

    [Column("phone_sealed")]
    public required byte[] PhoneSealed { get; set; }

    [Column("created_at")]
    public long CreatedAt { get; init; }

    [Column("changed_at")]
    public long ChangedAt { get; set; }
}
