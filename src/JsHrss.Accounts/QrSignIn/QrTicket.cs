using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>扫码登录: one code on one browser's screen, and what became of it.</summary>
public sealed record QrTicket
{
    /// <summary>「每分钟自动更新」: a code that nobody scanned is over (R37, C14, case QR-03).</summary>
    public static TimeSpan NewFor { get; } = TimeSpan.FromSeconds(60);

    /// <summary>After the scan so long to look and to decide (domain §7M).</summary>
    public static TimeSpan ScannedFor { get; } = TimeSpan.FromSeconds(60);

    /// <summary>After the confirmation so long for the browser to take up its session, once (domain §7M).</summary>
    public static TimeSpan ConfirmedFor { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Its key.</summary>
    public required QrTicketId Id { get; init; }

    /// <summary>SHA-256 of the secret in the code.</summary>
    public required ReadOnlyMemory<byte> ScanDigest { get; init; }

    /// <summary>SHA-256 of the secret in the browser's cookie: the code alone opens nothing (case QR-01).</summary>
    public required ReadOnlyMemory<byte> BrowserDigest { get; init; }

    /// <summary>As stored; see <see cref="StateAt"/>.</summary>
    public QrTicketState State { get; init; } = QrTicketState.New;

    /// <summary>When the stored state is over, UTC.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>For what it was shown.</summary>
    public required QrPlace Place { get; init; }

    /// <summary>配对数字: stands on both screens, so that a code shown by somebody else is noticed (case QR-02).</summary>
    public required int Pairing { get; init; }

    /// <summary>Exactly what the phone shows, and what its key signs.</summary>
    public required string ShownText { get; init; }

    /// <summary>Who scanned; nobody else answers (cases QR-03, QR-06).</summary>
    public PersonId? Person { get; init; }

    /// <summary>The app's key at the scan; no other answers.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>When it was scanned, UTC.</summary>
    public DateTimeOffset? ScannedAt { get; init; }

    /// <summary>What was confirmed.</summary>
    public SessionContext? Context { get; init; }

    /// <summary>The enrolled key it was confirmed with; null: a key that is not enrolled.</summary>
    public AppKeyId? AppKey { get; init; }

    /// <summary>The state that counts now.</summary>
    public QrTicketState StateAt(DateTimeOffset now) =>
        State is QrTicketState.New or QrTicketState.Scanned or QrTicketState.Confirmed && now >= EndsAt ? QrTicketState.Expired : State;

    /// <summary>The two digits as both screens show them.</summary>
    public string PairingText => Pairing.ToString("00", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Its key only.</summary>
    public override string ToString() => Id.ToString();
}

/// <summary>Where a ticket stands. Each step is one conditional statement. The numbers are stored, ordered, and never change.</summary>
public enum QrTicketState
{
    /// <summary>Shown; nobody scanned it.</summary>
    New = 1,

    /// <summary>「已扫码，请在手机上确认」 (R36). Nothing is signed in by it.</summary>
    Scanned = 2,

    /// <summary>Confirmed on the phone; the browser may take up its session.</summary>
    Confirmed = 3,

    /// <summary>The browser did.</summary>
    Spent = 4,

    /// <summary>Refused on the phone, or the account serves no more.</summary>
    Denied = 5,

    /// <summary>The browser shows another.</summary>
    Replaced = 6,

    /// <summary>Too late. Never stored: it follows from the time.</summary>
    Expired = 7,
}

/// <summary>The tab it was shown on. The numbers are stored.</summary>
public enum QrTab
{
    /// <summary>个人登录: for oneself.</summary>
    Person = 1,

    /// <summary>单位登录: for a unit, which the phone chooses (R109, R141).</summary>
    Unit = 2,

    /// <summary>No tab: 自助机. The code is the terminal's own (RFC 8628) and is decided among the device codes; the ticket is what one phone was shown of it.</summary>
    Device = 3,
}

/// <summary>To what a ticket is bound in its browser: a confirmation completes this and nothing else.</summary>
/// <param name="Tab">Which tab.</param>
/// <param name="Interaction">The waiting request, as digest of its handle; null: our own start page.</param>
/// <param name="UnitHint">Unit or number the request names; narrows what the phone offers, never chooses (case QR-12). Null: none.</param>
/// <param name="Client"><c>client_id</c>; null: our own start page.</param>
public sealed record QrPlace(QrTab Tab, string? Interaction, string? UnitHint, string? Client);
