using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>A key of the app that its holder enrolled with a face check.</summary>
[Table("app_key")]
internal sealed class AppKeyRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("person")]
    public Guid Person { get; init; }

    [Column("jkt")]
    public required string Thumbprint { get; init; }

    /// <summary>The face check's transaction; it enrols one key and no second.</summary>
    [Column("face_check")]
    public required string FaceCheck { get; init; }

    [Column("enrolled_at")]
    public long EnrolledAt { get; init; }

    /// <summary>When it last proved somebody to a browser; null: never yet.</summary>
    [Column("used_at")]
    public long? UsedAt { get; set; }

    [Column("ended_at")]
    public long? EndedAt { get; set; }
}
