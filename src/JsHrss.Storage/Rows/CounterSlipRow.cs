using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>A slip for the counter.</summary>
[Table("counter_slip")]
internal sealed class CounterSlipRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("number")]
    public required string Number { get; init; }

    [Column("person")]
    public Guid Person { get; init; }

    [Column("purpose")]
    public int Purpose { get; init; }

    [Column("issued_at")]
    public long IssuedAt { get; init; }

    [Column("valid_until")]
    public long ValidUntil { get; init; }
}
