using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>A security counter: how often something happened to one subject in one window. Reserved before the work it limits.</summary>
[Table("counter")]
[PrimaryKey(nameof(Kind), nameof(Subject), nameof(Window))]
[Index(nameof(Until), Name = "counter_until")]
internal sealed class CounterRow
{
    [Column("kind")]
    public required string Kind { get; init; }

    /// <summary>Keyed digest of an identifier or an address: the table tells nobody who was asked for.</summary>
    [Column("subject_hmac")]
    public required byte[] Subject { get; init; }

    /// <summary>Start of the window, UTC unix milliseconds.</summary>
    [Column("window")]
    public long Window { get; init; }

    [Column("n")]
    public long Number { get; set; }

    [Column("until")]
    public long Until { get; init; }
}
