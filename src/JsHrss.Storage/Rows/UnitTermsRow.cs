using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>同意开通 (R130): who agreed for a unit to which version of the 开通须知, and when.</summary>
[Table("unit_terms")]
[PrimaryKey(nameof(Unit), nameof(Version))]
internal sealed class UnitTermsRow
{
    [Column("unit")]
    public Guid Unit { get; init; }

    [Column("version")]
    public int Version { get; init; }

    [Column("person")]
    public Guid Person { get; init; }

    [Column("membership")]
    public Guid Membership { get; init; }

    [Column("at")]
    public long At { get; init; }
}
