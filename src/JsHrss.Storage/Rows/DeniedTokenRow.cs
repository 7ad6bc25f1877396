using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>An access token revoked by itself; forgotten when it would have expired anyway.</summary>
[Table("denied_token")]
[Index(nameof(Until), Name = "denied_token_until")]
internal sealed class DeniedTokenRow
{
    [Key]
    [Column("digest")]
    public required byte[] Digest { get; init; }

    [Column("until")]
    public long Until { get; init; }
}
