using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>A message that must leave the house, written in the transaction of what it tells and sent afterwards.</summary>
[Table("outbox")]
[Index(nameof(Dedupe), IsUnique = true, Name = "outbox_dedupe")]
internal sealed class OutboxRow
{
    [Column("id")]
    public Guid Id { get; init; }

    /// <summary>What kind of message: <c>backchannel_logout</c>, <c>sms</c>.</summary>
    [Column("kind")]
    public required string Kind { get; init; }

    /// <summary>For whom: a client, the keyed digest of a number; messages to one target never hold up another's.</summary>
    [Column("target")]
    public required string Target { get; init; }

    /// <summary>Sealed; null once it is done.</summary>
    [Column("payload")]
    public byte[]? Payload { get; set; }

    [Column("not_before")]
    public long NotBefore { get; set; }

    [Column("attempts")]
    public int Attempts { get; set; }

    [Column("lease_until")]
    public long? LeaseUntil { get; set; }

    [Column("done_at")]
    public long? DoneAt { get; set; }

    /// <summary>How it ended: <c>delivered</c>, <c>given_up</c>, <c>refused</c>, <c>unreadable</c>, <c>superseded</c>, <c>withdrawn</c>; this last one may stand before the end, while somebody has the lease: it is not sent again then.</summary>
    [Column("result")]
    public string? Result { get; set; }

    /// <summary>The same message is never queued twice.</summary>
    [Column("dedupe")]
    public required string Dedupe { get; init; }
}
