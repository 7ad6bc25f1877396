using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>「非本人操作」, or simply no: the code is over and nobody is signed in.</summary>
public sealed class DenyTicket(IQrTickets tickets, QrOptions options, TimeProvider clock)
{
    /// <summary>The holder did not want to sign in anywhere: somebody else showed the code.</summary>
    public const string NotMe = "not_me";

    /// <summary>The holder thought better of it.</summary>
    public const string ChangedMind = "changed_mind";

    /// <summary>Denies.</summary>
    /// <param name="request">Which.</param>
    /// <param name="isMine">False: <see cref="NotMe"/>.</param>
    /// <param name="holder">Whose app.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null when done.</returns>
    public async ValueTask<QrRefusal?> HandleAsync(QrTicketId request, bool isMine, AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(holder);
        var now = clock.GetUtcNow();
        if (await tickets.FindAsync(request, ct).ConfigureAwait(false) is not { } ticket || ticket.Person != holder.Person || ticket.Thumbprint != holder.Thumbprint || ticket.Place.Tab == QrTab.Device)
            return new QrRefusal(QrErrors.RequestUnknown);
        return await tickets.DenyAsync(new TicketDenied(ticket, now, [FactOf(ticket, isMine, holder, now)]), options, ct).ConfigureAwait(false) ? null : new QrRefusal(QrErrors.RequestOver);
    }

    internal static AuditFact FactOf(QrTicket ticket, bool isMine, AppHolder holder, DateTimeOffset now)
    {
        var fact = QrFacts.Of(FactCodes.QrDenied, ticket.Id, holder.Person, null, ticket.Place.Client, holder.Origin, now) with
        {
            Result = AuditResult.Refused,
            Reason = isMine ? ChangedMind : NotMe,
        };
        // Who showed the code stands in what was shown: an inquiry begins there.
        return fact with { Detail = fact.Detail.Add("shown", ticket.ShownText) };
    }
}
