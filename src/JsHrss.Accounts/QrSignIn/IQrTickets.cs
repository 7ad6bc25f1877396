using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>Tickets. Every step is one conditional statement in one transaction with its facts: of any number that race, one is done (cases QR-03, QR-04).</summary>
public interface IQrTickets
{
    /// <summary>Writes a new ticket, and in the same change ends the one it takes the place of, which is dead at once (R37).</summary>
    /// <returns>False, and nothing written: too many were shown to this address.</returns>
    ValueTask<bool> OpenAsync(TicketOpened change, QrOptions options, CancellationToken ct);

    /// <summary>Finds a ticket by its key; one look-up. The caller compares the digest, in fixed time. Ended and expired ones are found too.</summary>
    ValueTask<QrTicket?> FindAsync(QrTicketId id, CancellationToken ct);

    /// <summary>The tickets a person scanned and has not answered yet, newest first.</summary>
    ValueTask<ImmutableArray<QrTicket>> WaitingForAsync(PersonId person, DateTimeOffset now, CancellationToken ct);

    /// <summary>New → scanned; conditional: new, in time, this code. The scan is counted first, whether it meets a ticket or not.</summary>
    ValueTask<ScanAdmission> ScanAsync(TicketScanned change, QrOptions options, CancellationToken ct);

    /// <summary>Writes the ticket of a terminal's code, scanned from the first. Counted like any other scan.</summary>
    /// <returns>Scanned, or too many; then nothing is written.</returns>
    ValueTask<ScanAdmission> ScanDeviceAsync(DeviceScanned change, QrOptions options, CancellationToken ct);

    /// <summary>Scanned → confirmed; conditional: in time, the person and the key that scanned. A membership that the change makes is written with it or not at all; conditional as <see cref="TicketConfirmed.Makes"/> says.</summary>
    ValueTask<bool> ConfirmAsync(TicketConfirmed change, QrOptions options, CancellationToken ct);

    /// <summary>Notes an approval whose signature was refused, as often as a person may scan within the window: a flood of them writes no more. No ticket moves.</summary>
    ValueTask RefuseAsync(ApprovalRefused change, QrOptions options, CancellationToken ct);

    /// <summary>Counts a question to the register of units before it is asked for a confirmation (C38). Each is another house's to answer.</summary>
    /// <returns>False: this person's phone asked too often within the window.</returns>
    ValueTask<bool> MayAskRegisterAsync(AppHolder holder, DateTimeOffset now, QrOptions options, CancellationToken ct);

    /// <summary>Scanned → denied; conditional as the confirmation.</summary>
    ValueTask<bool> DenyAsync(TicketDenied change, QrOptions options, CancellationToken ct);

    /// <summary>Confirmed → spent, or denied where the account serves no more; conditional: in time, this browser.</summary>
    ValueTask<bool> SpendAsync(TicketSpent change, CancellationToken ct);
}

/// <summary>Tells, on this node, of each step of any ticket, whichever node made it. Best effort and soon; nothing that decides rests on it.</summary>
public interface IQrTicketNews
{
    /// <summary>From now on.</summary>
    /// <param name="heard">Called on any thread; must return at once. Steps may be told twice, and out of order.</param>
    /// <param name="isNeeded">Whether anybody waits just now; asked once a second before the store is.</param>
    /// <returns>Ends the telling.</returns>
    IDisposable Listen(Action<QrTicketStep> heard, Func<bool> isNeeded);
}

/// <summary>A step that was made.</summary>
/// <param name="Ticket">Of which ticket.</param>
/// <param name="State">Its state since then.</param>
/// <param name="EndsAt">When that state is over, UTC.</param>
public readonly record struct QrTicketStep(QrTicketId Ticket, QrTicketState State, DateTimeOffset EndsAt);

/// <summary>A new ticket.</summary>
/// <param name="Ticket">In state new.</param>
/// <param name="Replaces">The handle of the browser's former one; null: none.</param>
/// <param name="Network">From where.</param>
/// <param name="At">UTC.</param>
public sealed record TicketOpened(QrTicket Ticket, QrBrowserHandle? Replaces, string Network, DateTimeOffset At);

/// <summary>A scan.</summary>
/// <param name="Code">What the phone read.</param>
/// <param name="Person">Whose app.</param>
/// <param name="Thumbprint">The app's key.</param>
/// <param name="At">UTC.</param>
/// <param name="EndsAt">UTC.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record TicketScanned(QrScanCode Code, PersonId Person, string Thumbprint, DateTimeOffset At, DateTimeOffset EndsAt, ImmutableArray<AuditFact> Facts);

/// <summary>A scan of a terminal's code.</summary>
/// <param name="Ticket">In state scanned, with person and key.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record DeviceScanned(QrTicket Ticket, DateTimeOffset At, ImmutableArray<AuditFact> Facts);

/// <summary>What a scan met.</summary>
public enum ScanAdmission
{
    /// <summary>It is the first one, in time.</summary>
    Scanned,

    /// <summary>The ticket is not new any more, or there is none.</summary>
    NotNew,

    /// <summary>Too many scans of this person, or too many of them unanswered.</summary>
    TooMany,
}

/// <summary>A confirmation.</summary>
/// <param name="Ticket">As it was found: scanned.</param>
/// <param name="Context">What was chosen.</param>
/// <param name="AppKey">The enrolled key; null: not enrolled.</param>
/// <param name="At">UTC.</param>
/// <param name="EndsAt">UTC.</param>
/// <param name="Facts">Audit facts; their sealed detail holds what was shown and the app's signature over it.</param>
public sealed record TicketConfirmed(QrTicket Ticket, SessionContext Context, AppKeyId? AppKey, DateTimeOffset At, DateTimeOffset EndsAt, ImmutableArray<AuditFact> Facts)
{
    /// <summary>The membership of a legal representative by the register (C38), whose context this is; null: it exists already. Conditional: the unit is active, nobody represents it, and the person has no part in it that was confirmed; an invitation of theirs into it ends.</summary>
    public UnitMember? Makes { get; init; }
}

/// <summary>An approval that was not taken.</summary>
/// <param name="Person">Whose app.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record ApprovalRefused(PersonId Person, DateTimeOffset At, ImmutableArray<AuditFact> Facts);

/// <summary>A refusal.</summary>
/// <param name="Ticket">As it was found: scanned.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record TicketDenied(QrTicket Ticket, DateTimeOffset At, ImmutableArray<AuditFact> Facts);

/// <summary>A redemption.</summary>
/// <param name="Browser">The browser's handle.</param>
/// <param name="State">Spent, or denied.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record TicketSpent(QrBrowserHandle Browser, QrTicketState State, DateTimeOffset At, ImmutableArray<AuditFact> Facts);
