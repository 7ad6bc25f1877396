namespace JsHrss.Storage.Keys;

/// <summary>What a key derived from the master key is for. The names enter HKDF and never change.</summary>
public enum KeyLabel
{
    /// <summary>Seals columns and payloads (AES-256-GCM).</summary>
    Field = 1,

    /// <summary>Keyed look-up of sealed identifiers; never rotates without a re-index job.</summary>
    Index = 2,

    /// <summary>Wraps private signing keys.</summary>
    SigningWrap = 3,

    /// <summary>Wraps the DataProtection ring.</summary>
    RingWrap = 4,

    /// <summary>Derives the successor of a rotated refresh token.</summary>
    Refresh = 5,

    /// <summary>Derives names of sessions (and pairwise subjects) towards clients; never rotates.</summary>
    Pairwise = 6,

    /// <summary>MAC over audit facts.</summary>
    AuditMac = 7,

    /// <summary>Server-issued nonces.</summary>
    Nonce = 8,

    /// <summary>MAC over audit seals; another key than that of the facts, so that neither can stand for the other.</summary>
    AuditSeal = 9,

    /// <summary>MAC over memberships with their mandates (R146).</summary>
    MemberTag = 10,
}

internal static class KeyLabels
{
    public static ReadOnlySpan<byte> HkdfInfo(this KeyLabel label) => label switch
    {
        KeyLabel.Field => "jshrss/field"u8,
        KeyLabel.Index => "jshrss/index"u8,
        KeyLabel.SigningWrap => "jshrss/signing-wrap"u8,
        KeyLabel.RingWrap => "jshrss/ring-wrap"u8,
        KeyLabel.Refresh => "jshrss/refresh"u8,
        KeyLabel.Pairwise => "jshrss/pairwise"u8,
        KeyLabel.AuditMac => "jshrss/audit-mac"u8,
        KeyLabel.Nonce => "jshrss/nonce"u8,
        KeyLabel.AuditSeal => "jshrss/audit-seal"u8,
        KeyLabel.MemberTag => "jshrss/member-tag"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, null),
    };

    /// <summary>Keys whose results must be found again by equality stay at the first version until a job re-indexes.</summary>
    public static bool Rotates(this KeyLabel label) => label is not (KeyLabel.Index or KeyLabel.Pairwise or KeyLabel.Refresh);
}
