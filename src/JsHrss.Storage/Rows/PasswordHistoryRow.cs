using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>An earlier password of a credential; the last five may not be chosen again.</summary>
[Table("password_history")]
[PrimaryKey(nameof(Credential), nameof(SetAt))]
internal sealed class PasswordHistoryRow
{
    [Column("credential")]
    public Guid Credential { get; init; }

    [Column("set_at")]
    public long SetAt { get; init; }

    [Column("hash")]
    public required string Hash { get; init; }
}
