using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>How, when and by what source a level was proven.</summary>
[Table("level_evidence")]
[PrimaryKey(nameof(Person), nameof(Number))]
internal sealed class LevelEvidenceRow
{
    [Column("person")]
    public Guid Person { get; init; }

    [Column("n")]
    public int Number { get; init; }

    [Column("level")]
    public int Level { get; init; }

    [Column("method")]
    public int Method { get; init; }

    [Column("source")]
    public required string Source { get; init; }

    [Column("at")]
    public long At { get; init; }

    /// <summary>The source's own number of what it did.</summary>
    [Column("transaction_id")]
    public string? Transaction { get; init; }
}
