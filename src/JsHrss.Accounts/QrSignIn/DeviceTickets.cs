using System.Collections.Immutable;
using System.Security.Cryptography;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>
/// What a phone was shown of a terminal's code. It binds the terminal to nobody: the decision is made among the device codes, and the ticket follows it. Other phones, and pages, may be shown
/// the same terminal; of all that decide one is first.
/// </summary>
public sealed class DeviceTickets(IQrTickets tickets, QrOptions options, TimeProvider clock)
{
    private const int DigestBytes = 32;

    /// <summary>Scans.</summary>
    /// <param name="shown">The terminal.</param>
    /// <param name="client">Its <c>client_id</c>.</param>
    /// <param name="endsAt">When its code is over.</param>
    /// <param name="holder">Whose app.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The ticket, or <see cref="QrErrors.TooMany"/>.</returns>
    public async ValueTask<Result<QrTicket>> ScanAsync(ShownDevice shown, string client, DateTimeOffset endsAt, AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(shown);
        ArgumentNullException.ThrowIfNull(holder);
        // The answer to the same phone's scan may have been lost on the way: it is given again.
        foreach (var former in await WaitingAsync(holder, ct).ConfigureAwait(false))
        {
            if (ShownDevice.CodeOf(former) == shown.UserCode)
                return former;
        }

        var now = clock.GetUtcNow();
        var id = QrTicketId.New(now);
        var ticket = new QrTicket
        {
            Id = id,
            // No browser shows it and none takes up a session: nobody has what these would be digests of.
            ScanDigest = RandomNumberGenerator.GetBytes(DigestBytes),
            BrowserDigest = RandomNumberGenerator.GetBytes(DigestBytes),
            State = QrTicketState.Scanned,
            EndsAt = endsAt,
            Place = new QrPlace(QrTab.Device, null, null, client),
            Pairing = 0,
            ShownText = shown.Text(id),
            Person = holder.Person,
            Thumbprint = holder.Thumbprint,
            ScannedAt = now,
        };
        var fact = QrFacts.Of(FactCodes.QrScanned, id, holder.Person, null, client, holder.Origin, now);
        return await tickets.ScanDeviceAsync(new DeviceScanned(ticket, now, [fact]), options, ct).ConfigureAwait(false) == ScanAdmission.TooMany ? new Refusal(QrErrors.TooMany) : ticket;
    }

    /// <summary>The terminals that wait for this person and this key.</summary>
    public async ValueTask<ImmutableArray<QrTicket>> WaitingAsync(AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(holder);
        var waiting = await tickets.WaitingForAsync(holder.Person, clock.GetUtcNow(), ct).ConfigureAwait(false);
        return waiting.RemoveAll(ticket => !IsOf(ticket, holder));
    }

    /// <summary>One terminal that was shown to this person and this key, whatever became of it; null: none of theirs.</summary>
    public async ValueTask<QrTicket?> FindAsync(QrTicketId id, AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return await tickets.FindAsync(id, ct).ConfigureAwait(false) is { } ticket && IsOf(ticket, holder) ? ticket : null;
    }

    /// <summary>Notes that this holder's approval decided the terminal's code. The evidence stands with the grant.</summary>
    /// <param name="ticket">Which.</param>
    /// <param name="context">As what.</param>
    /// <param name="key">The enrolment of the key; null: not enrolled.</param>
    /// <param name="holder">Whose app.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask ConfirmedAsync(QrTicket ticket, OfferedContext context, AppKeyId? key, AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(holder);
        var now = clock.GetUtcNow();
        var fact = QrFacts.Of(FactCodes.QrConfirmed, ticket.Id, holder.Person, context.Unit, ticket.Place.Client, holder.Origin, now);
        await tickets.ConfirmAsync(new TicketConfirmed(ticket, context.Context, key, now, ticket.EndsAt, [fact]), options, ct).ConfigureAwait(false);
    }

    /// <summary>Notes a signature that was refused: whoever sent it holds the app's token without its key, or showed its holder another text.</summary>
    /// <param name="ticket">Which.</param>
    /// <param name="context">As what.</param>
    /// <param name="holder">Whose app.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask MisSignedAsync(QrTicket ticket, OfferedContext context, AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(holder);
        var now = clock.GetUtcNow();
        var fact = QrFacts.Of(FactCodes.QrConfirmed, ticket.Id, holder.Person, context.Unit, ticket.Place.Client, holder.Origin, now);
        fact = fact with { Result = AuditResult.Refused, Reason = QrErrors.SignatureInvalid, Detail = fact.Detail.Add("jkt", holder.Thumbprint) };
        await tickets.RefuseAsync(new ApprovalRefused(holder.Person, now, [fact]), options, ct).ConfigureAwait(false);
    }

    /// <summary>Notes that this holder's refusal decided it.</summary>
    /// <param name="ticket">Which.</param>
    /// <param name="isMine">False: <see cref="DenyTicket.NotMe"/>.</param>
    /// <param name="holder">Whose app.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask DeniedAsync(QrTicket ticket, bool isMine, AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(holder);
        var now = clock.GetUtcNow();
        await tickets.DenyAsync(new TicketDenied(ticket, now, [DenyTicket.FactOf(ticket, isMine, holder, now)]), options, ct).ConfigureAwait(false);
    }

    private static bool IsOf(QrTicket ticket, AppHolder holder) => ticket.Place.Tab == QrTab.Device && ticket.Person == holder.Person && ticket.Thumbprint == holder.Thumbprint;
}
