using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>One authorization given to one client. Lists are separated by spaces; the context is null for self.</summary>
[Table("grant")]
internal sealed class GrantRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("parent")]
    public Guid? Parent { get; init; }

    [Column("client")]
    public required string Client { get; init; }

    [Column("person")]
    public Guid? Person { get; init; }

    [Column("context")]
    public Guid? Context { get; init; }

    [Column("session")]
    public Guid? Session { get; init; }

    [Column("actor")]
    public Guid? Actor { get; init; }

    [Column("scopes")]
    public required string Scopes { get; init; }

    [Column("resources")]
    public required string Resources { get; init; }

    [Column("details")]
    public string? Details { get; init; }

    [Column("claims_request")]
    public string? ClaimsRequest { get; init; }

    [Column("acr")]
    public string? Acr { get; init; }

    [Column("amr")]
    public string? Amr { get; init; }

    [Column("auth_time")]
    public long? AuthTime { get; init; }

    /// <summary>When the last proof was made that counts for the house's weightiest acts, UTC unix milliseconds; null: none did.</summary>
    [Column("strong_at")]
    public long? StrongAt { get; init; }

    [Column("idp")]
    public string? Idp { get; init; }

    [Column("jkt")]
    public string? Jkt { get; init; }

    [Column("x5t")]
    public string? X5t { get; init; }

    [Column("offline")]
    public bool Offline { get; init; }

    [Column("created_at")]
    public long CreatedAt { get; init; }

    [Column("idle_until")]
    public long? IdleUntil { get; set; }

    [Column("ends_at")]
    public long EndsAt { get; init; }

    [Column("ended_at")]
    public long? EndedAt { get; set; }

    [Column("ended_because")]
    public string? EndedBecause { get; set; }
}
