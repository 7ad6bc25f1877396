using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>「江苏智慧人社APP授权登录」 (R36): the explicit confirmation. Only it completes a code.</summary>
/// <param name="Request">Which.</param>
/// <param name="Context"><c>self</c> or a membership id, as the holder chose.</param>
/// <param name="Signature">The key's signature over exactly what was shown.</param>
public sealed record QrConfirmation(QrTicketId Request, string? Context, string? Signature);

/// <summary>Takes a confirmation: standing of person and membership is read anew, the signature is checked, then one conditional statement decides.</summary>
public sealed class ConfirmTicket(IQrTickets tickets, IUnitStore units, IAppKeyStore keys, QrOptions options, TimeProvider clock)
{
    /// <summary>Confirms.</summary>
    /// <param name="command">What the phone sent; may be hostile.</param>
    /// <param name="holder">Whose app.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null when done.</returns>
    public async ValueTask<QrRefusal?> HandleAsync(QrConfirmation command, AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(holder);
        var now = clock.GetUtcNow();
        // Another person's request, or another phone's, is none (case QR-06).
        if (await tickets.FindAsync(command.Request, ct).ConfigureAwait(false) is not { } ticket || ticket.Person != holder.Person || ticket.Thumbprint != holder.Thumbprint || ticket.Place.Tab == QrTab.Device)
            return new QrRefusal(QrErrors.RequestUnknown);
        if (ticket.StateAt(now) != QrTicketState.Scanned)
            return new QrRefusal(QrErrors.RequestOver);
        if (await units.MembershipsAsync(holder.Person, ct).ConfigureAwait(false) is not { } memberships || SessionContext.Read(command.Context) is not { } chosen)
            return new QrRefusal(QrErrors.ContextRefused, AuthorityReasons.NoMembership);
        var key = await keys.FindAsync(holder.Person, holder.Thumbprint, ct).ConfigureAwait(false);
        // The phone chooses among what was offered: a code of the tab for persons offers no unit, one narrowed to a unit no other, and nothing the browser sends
        // changes what was chosen (case QR-12). That the session may go on to the person's other contexts stands in the text that is signed (docs/tokens.md).
        var offered = QrContexts.Of(ticket.Place, memberships, key is not null, now).FirstOrDefault(one => one.Context == chosen);
        if (offered is null)
            return new QrRefusal(QrErrors.ContextRefused, AuthorityReasons.NoMembership);
        if (offered.Refused is { } reason)
            return QrRefusal.OfContext(reason);
        if (!ApprovalJws.IsOf(command.Signature, new Approval(ticket.Id.ToString(), ticket.ShownText, chosen.ToString(), holder.Thumbprint), now))
        {
            // Whoever holds the app's token without its key, or shows its holder another text: worth knowing of.
            var refused = QrFacts.Of(FactCodes.QrConfirmed, ticket.Id, holder.Person, offered.Unit, ticket.Place.Client, holder.Origin, now);
            refused = refused with { Result = AuditResult.Refused, Reason = QrErrors.SignatureInvalid, Detail = refused.Detail.Add("jkt", holder.Thumbprint) };
            await tickets.RefuseAsync(new ApprovalRefused(holder.Person, now, [refused]), options, ct).ConfigureAwait(false);
            return new QrRefusal(QrErrors.SignatureInvalid);
        }

        var fact = QrFacts.Of(FactCodes.QrConfirmed, ticket.Id, holder.Person, offered.Unit, ticket.Place.Client, holder.Origin, now);
        // What the key signed, and the text it signed: the evidence, sealed, under the fact's own digest and MAC.
        fact = fact with { Detail = fact.Detail.Add("shown", ticket.ShownText).Add("approval", command.Signature!).Add("jkt", holder.Thumbprint) };
        var change = new TicketConfirmed(ticket, chosen, key?.Id, now, now + QrTicket.ConfirmedFor, [fact]);
        return await tickets.ConfirmAsync(change, options, ct).ConfigureAwait(false) ? null : new QrRefusal(QrErrors.RequestOver);
    }
}
