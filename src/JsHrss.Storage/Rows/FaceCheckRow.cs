using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>One attempt at a face check. Whose face was expected is sealed, and erased when the attempt is over; no picture, ever.</summary>
[Table("face_check")]
internal sealed class FaceCheckRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("purpose")]
    public int Purpose { get; init; }

    [Column("flow")]
    public required string Flow { get; init; }

    [Column("person")]
    public Guid? Person { get; init; }

    /// <summary>Name, type and number of the document, a line each; null: erased.</summary>
    [Column("subject_sealed")]
    public byte[]? Subject { get; set; }

    /// <summary>Keyed digest of the same, which stays.</summary>
    [Column("subject_hmac")]
    public required byte[] SubjectIndex { get; init; }

    [Column("channel")]
    public required string Channel { get; init; }

    [Column("order_no")]
    public required string Order { get; init; }

    [Column("reference")]
    public string? Reference { get; set; }

    [Column("prompt_sealed")]
    public byte[]? Prompt { get; set; }

    [Column("agreement")]
    public Guid Agreement { get; init; }

    [Column("state")]
    public int State { get; set; }

    [Column("created_at")]
    public long CreatedAt { get; init; }

    /// <summary>End of the ten minutes, UTC unix milliseconds.</summary>
    [Column("ends_at")]
    public long EndsAt { get; init; }

    /// <summary>When the channel was asked last.</summary>
    [Column("asked_at")]
    public long? AskedAt { get; set; }

    [Column("decided_at")]
    public long? DecidedAt { get; set; }

    [Column("consumed_at")]
    public long? ConsumedAt { get; set; }

    [Column("failure")]
    public int? Failure { get; set; }

    [Column("jkt")]
    public string? Thumbprint { get; set; }
}
