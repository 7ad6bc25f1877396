using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>Something the department handles, with the least level it may be handled with.</summary>
[Table("business_item")]
internal sealed class BusinessItemRow
{
    [Key]
    [Column("code")]
    public required string Code { get; init; }

    [Column("name")]
    public required string Name { get; set; }

    /// <summary>Code of the item it stands under; null: at the top.</summary>
    [Column("parent")]
    public string? Parent { get; set; }

    [Column("min_level")]
    public int MinLevel { get; set; }

    /// <summary>Flags: 1 query, 2 submit, 4 review.</summary>
    [Column("actions")]
    public int Actions { get; set; }

    [Column("first_day")]
    public int? FirstDay { get; set; }

    [Column("last_day")]
    public int? LastDay { get; set; }
}
