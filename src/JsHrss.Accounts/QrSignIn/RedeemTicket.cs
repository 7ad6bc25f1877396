using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>The browser takes up what the phone confirmed: once, within thirty seconds, with the cookie of the browser that showed the code (case QR-05).</summary>
public sealed class RedeemTicket(IQrTickets tickets, IUnitStore units, IAppKeyStore keys, TimeProvider clock)
{
    /// <summary>Redeems. Begins no session.</summary>
    /// <param name="place">Where the browser stands: what was confirmed for one request completes no other.</param>
    /// <param name="cookie">May be absent or hostile.</param>
    /// <param name="expected">Who is signed in here and proves it once more: nobody else's phone does (case RT-16). Null: whoever comes.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null: nothing that is confirmed, in time, here.</returns>
    public async ValueTask<SignInOutcome?> HandleAsync(QrPlace place, string? cookie, PersonId? expected, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        if (QrBrowserHandle.Read(cookie) is not { } browser
            || await tickets.FindAsync(browser.Id, ct).ConfigureAwait(false) is not { Person: { } person, Context: { } context, Thumbprint: { } thumbprint } ticket
            || !browser.Proves(ticket.BrowserDigest.Span)
            || ticket.Place != place
            || ticket.StateAt(now) != QrTicketState.Confirmed)
            return null;

        // Frozen, ended or unenrolled since the confirmation: the code completes nothing (decision 2 of the security design).
        var holder = await units.MembershipsAsync(person, ct).ConfigureAwait(false);
        var key = ticket.AppKey is null ? null : await keys.FindAsync(person, thumbprint, ct).ConfigureAwait(false);
        var offered = holder is null ? null : QrContexts.Of(place, holder, key is not null, now).FirstOrDefault(one => one.Context == context);
        var reason = expected is { } own && own != person ? QrErrors.OtherPerson : offered is null ? AuthorityReasons.NoMembership : offered.Refused;
        var fact = QrFacts.Of(FactCodes.SignIn, ticket.Id, person, offered?.Unit, place.Client, origin, now);
        fact = fact with
        {
            Result = reason is null ? AuditResult.Ok : AuditResult.Refused,
            Reason = reason,
            Detail = fact.Detail.Add("method", nameof(ProofMethod.AppQr)),
        };
        if (!await tickets.SpendAsync(new TicketSpent(browser, reason is null ? QrTicketState.Spent : QrTicketState.Denied, now, [fact]), ct).ConfigureAwait(false))
            return null;
        if (reason is not null)
            return AuthorityReasons.IsMandate(reason) ? new SignInOutcome.MandateNotCurrent(reason) : new SignInOutcome.NotServed(reason);
        return new SignInOutcome.Proven(person, new Proof(ProofMethod.AppQr, now, offered!.Unit?.Membership, offered.Unit?.Unit, null) { AppKey = key?.Id });
    }
}
