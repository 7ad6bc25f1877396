using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>「江苏智慧人社APP授权登录」 (R36): the explicit confirmation. Only it completes a code.</summary>
/// <param name="Request">Which.</param>
/// <param name="Context"><c>self</c>, a membership id, or the id of a unit that the register says the holder represents, as the holder chose.</param>
/// <param name="Signature">The key's signature over exactly what was shown.</param>
public sealed record QrConfirmation(QrTicketId Request, string? Context, string? Signature);

/// <summary>Takes a confirmation: standing of person and membership is read anew, the signature is checked, then one conditional statement decides.</summary>
public sealed class ConfirmTicket(IQrTickets tickets, IUnitStore units, IAppKeyStore keys, FindRepresented register, QrOptions options, TimeProvider clock)
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
        if (await units.MembershipsAsync(holder.Person, ct).ConfigureAwait(false) is not { } memberships)
            return NotOffered();
        var key = await keys.FindAsync(holder.Person, holder.Thumbprint, ct).ConfigureAwait(false);
        if (UnitId.Read(command.Context) is { } unit)
            return await RepresentAsync(command, ticket, memberships, unit, key, holder, ct).ConfigureAwait(false);
        if (SessionContext.Read(command.Context) is not { } chosen)
            return NotOffered();
        // The phone chooses among what was offered: a code of the tab for persons offers no unit, one narrowed to a unit no other, and nothing the browser sends
        // changes what was chosen (case QR-12). That the session may go on to the person's other contexts stands in the text that is signed (docs/tokens.md).
        var offered = QrContexts.Of(ticket.Place, memberships, key is not null, now).FirstOrDefault(one => one.Context == chosen);
        if (offered is null)
            return NotOffered();
        if (offered.Refused is { } reason)
            return QrRefusal.OfContext(reason);
        return IsSigned(command, ticket, holder, now)
            ? await DoAsync(command, ticket, chosen, offered.Unit, null, key, holder, now, ct).ConfigureAwait(false)
            : await NotSignedAsync(ticket, offered.Unit, holder, now, ct).ConfigureAwait(false);
    }

    /// <summary>A unit by the register: the confirmation makes the membership it signs in to (C38).</summary>
    private async ValueTask<QrRefusal?> RepresentAsync(
        QrConfirmation command, QrTicket ticket, MembershipsOfPerson memberships, UnitId unit, AppKey? key, AppHolder holder, CancellationToken ct)
    {
        // All that is known here, before anybody else's system is asked on its account.
        var now = clock.GetUtcNow();
        if (ticket.Place.Tab == QrTab.Person)
            return NotOffered();
        if (QrContexts.OfHolder(memberships.Person, key is not null, now) is { } barred)
            return QrRefusal.OfContext(barred);
        if (!IsSigned(command, ticket, holder, now))
            return await NotSignedAsync(ticket, null, holder, now, ct).ConfigureAwait(false);
        if (!await tickets.MayAskRegisterAsync(holder, now, options, ct).ConfigureAwait(false))
            return new QrRefusal(QrErrors.TooMany);
        var represented = await register.HandleAsync(memberships, anew: true, ct).ConfigureAwait(false);
        if (represented.IsSilent)
            return new QrRefusal(RepresentativeErrors.RegisterUnavailable);
        // The register may have taken a while.
        now = clock.GetUtcNow();
        var offered = QrContexts.Of(ticket.Place, memberships.Person, represented, key is not null, now).FirstOrDefault(one => one.Unit.Id == unit);
        if (offered is null)
            return new QrRefusal(QrErrors.ContextRefused, RepresentativeErrors.NotNamed);
        if (offered.Refused is { } reason)
            return QrRefusal.OfContext(reason);
        var member = UnitMember.LegalRepresentative(MembershipId.New(now), holder.Person, unit, MembershipLink.Registry, now);
        if (await DoAsync(command, ticket, new SessionContext(member.Id), null, member, key, holder, now, ct).ConfigureAwait(false) is not { } refusal)
            return null;
        // Either the ticket was over, or somebody else came to represent the unit meanwhile.
        return await tickets.FindAsync(ticket.Id, ct).ConfigureAwait(false) is { } found && found.StateAt(now) == QrTicketState.Scanned
            ? new QrRefusal(QrErrors.ContextRefused, RepresentativeErrors.Stands)
            : refusal;
    }

    private async ValueTask<QrRefusal?> DoAsync(
        QrConfirmation command, QrTicket ticket, SessionContext chosen, UnitStanding? unit, UnitMember? makes, AppKey? key, AppHolder holder, DateTimeOffset now, CancellationToken ct)
    {
        var fact = QrFacts.Of(FactCodes.QrConfirmed, ticket.Id, holder.Person, unit, ticket.Place.Client, holder.Origin, now);
        if (makes is not null)
            fact = fact with { Unit = makes.Unit, Membership = makes.Id };
        // What the key signed, and the text it signed: the evidence, sealed, under the fact's own digest and MAC.
        var signed = fact with { Detail = fact.Detail.Add("shown", ticket.ShownText).Add("approval", command.Signature!).Add("jkt", holder.Thumbprint) };
        var change = new TicketConfirmed(ticket, chosen, key?.Id, now, now + QrTicket.ConfirmedFor, makes is null ? [signed] : [signed, fact with { Code = FactCodes.MembershipRepresented }]) { Makes = makes };
        return await tickets.ConfirmAsync(change, options, ct).ConfigureAwait(false) ? null : new QrRefusal(QrErrors.RequestOver);
    }

    /// <summary>Whoever holds the app's token without its key, or shows its holder another text: worth knowing of.</summary>
    private async ValueTask<QrRefusal> NotSignedAsync(QrTicket ticket, UnitStanding? unit, AppHolder holder, DateTimeOffset now, CancellationToken ct)
    {
        var refused = QrFacts.Of(FactCodes.QrConfirmed, ticket.Id, holder.Person, unit, ticket.Place.Client, holder.Origin, now);
        refused = refused with { Result = AuditResult.Refused, Reason = QrErrors.SignatureInvalid, Detail = refused.Detail.Add("jkt", holder.Thumbprint) };
        await tickets.RefuseAsync(new ApprovalRefused(holder.Person, now, [refused]), options, ct).ConfigureAwait(false);
        return new QrRefusal(QrErrors.SignatureInvalid);
    }

    private static bool IsSigned(QrConfirmation command, QrTicket ticket, AppHolder holder, DateTimeOffset now) =>
        ApprovalJws.IsOf(command.Signature, new Approval(ticket.Id.ToString(), ticket.ShownText, command.Context!, holder.Thumbprint), now);

    private static QrRefusal NotOffered() => new(QrErrors.ContextRefused, AuthorityReasons.NoMembership);
}
