using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>Something that may be seen once, such as the jti of an assertion.</summary>
[Table("sighting")]
[PrimaryKey(nameof(Kind), nameof(Issuer), nameof(JtiDigest))]
[Index(nameof(Until), Name = "sighting_until")]
internal sealed class SightingRow
{
    [Column("kind")]
    public required string Kind { get; init; }

    [Column("issuer")]
    public required string Issuer { get; init; }

    [Column("jti_digest")]
    public required byte[] JtiDigest { get; init; }

    [Column("until")]
    public long Until { get; init; }
}
