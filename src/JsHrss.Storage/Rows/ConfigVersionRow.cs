using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>The one row that every node asks: whether what it holds in memory is still so, and from when on tokens count.</summary>
[Table("config_version")]
internal sealed class ConfigVersionRow
{
    /// <summary>Always 1.</summary>
    [Column("id")]
    [DatabaseGenerated(DatabaseGeneratedOption.None)]
    public int Id { get; init; }

    /// <summary>Grows with every change of keys, clients or items.</summary>
    [Column("version")]
    public long Version { get; set; }

    /// <summary>Grants and tokens made before this instant are no longer served (cases RT-12, PI-13); null: no bound.</summary>
    [Column("not_before")]
    public long? NotBefore { get; set; }
}
