using System.ComponentModel.DataAnnotations.Schema;

namespace JsHrss.Storage.Rows;

/// <summary>A code on a browser's screen. Both secrets stand as digests, what the phone shows stands sealed.</summary>
[Table("qr_ticket")]
internal sealed class QrTicketRow
{
    [Column("id")]
    public Guid Id { get; init; }

    [Column("scan_digest")]
    public required byte[] ScanDigest { get; init; }

    [Column("browser_digest")]
    public required byte[] BrowserDigest { get; init; }

    [Column("state")]
    public int State { get; set; }

    [Column("tab")]
    public int Tab { get; init; }

    /// <summary>Digest of the waiting request's handle, in hexadecimal.</summary>
    [Column("interaction")]
    public string? Interaction { get; init; }

    [Column("unit_hint")]
    public string? UnitHint { get; init; }

    [Column("client")]
    public string? Client { get; init; }

    [Column("pairing")]
    public int Pairing { get; init; }

    [Column("shown_sealed")]
    public required byte[] Shown { get; init; }

    /// <summary>End of the state, UTC unix milliseconds.</summary>
    [Column("expires_at")]
    public long ExpiresAt { get; set; }

    [Column("person")]
    public Guid? Person { get; set; }

    [Column("jkt")]
    public string? Thumbprint { get; set; }

    [Column("scanned_at")]
    public long? ScannedAt { get; set; }

    /// <summary>What was confirmed; sixteen zero bytes for self, null before.</summary>
    [Column("context")]
    public Guid? Context { get; set; }

    [Column("app_key")]
    public Guid? AppKey { get; set; }

    /// <summary>Last step; null while it is new. By it other nodes find what happened lately.</summary>
    [Column("moved_at")]
    public long? MovedAt { get; set; }
}
