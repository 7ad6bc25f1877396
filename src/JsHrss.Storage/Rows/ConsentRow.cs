using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>A person's consent to one client in one context (sixteen zero bytes for self).</summary>
[Table("consent")]
[PrimaryKey(nameof(Person), nameof(Client), nameof(Context))]
internal sealed class ConsentRow
{
    [Column("person")]
    public Guid Person { get; init; }

    [Column("client")]
    public required string Client { get; init; }

    [Column("context")]
    public Guid Context { get; init; }

    [Column("scopes")]
    public required string Scopes { get; set; }

    [Column("claims")]
    public required string Claims { get; set; }

    /// <summary>Rich authorization request allowed, as JSON.</summary>
    [Column("details")]
    public string? Details { get; set; }

    [Column("version")]
    public int Version { get; set; }

    [Column("at")]
    public long At { get; set; }

    [Column("until")]
    public long Until { get; set; }

    [Column("withdrawn_at")]
    public long? WithdrawnAt { get; set; }
}
