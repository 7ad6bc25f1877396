using RelyingParty.Hall;

namespace RelyingParty.Tickets;

/// <summary>How a switch went.</summary>
internal abstract record Switched
{
    private Switched()
    {
    }

    /// <summary>Done: pages of the new party start there, and the former ticket is over.</summary>
    internal sealed record To(NumberedTicket Ticket) : Switched;

    /// <summary>The person has something to do at the identity provider first; the present ticket goes on.</summary>
    internal sealed record NeedsPerson : Switched;

    /// <summary>Nothing would get this person there; the present ticket goes on.</summary>
    internal sealed record Denied : Switched;

    /// <summary>The present sign-in itself is over.</summary>
    internal sealed record Ended : Switched;

    /// <summary>No answer could be had; the present ticket goes on.</summary>
    internal sealed record Unreachable : Switched;
}

/// <summary>切换单位: the same sign-in for another unit, by a refresh with <c>unit_hint</c>. A switch is a new ticket with a new number: a tab left open must never show one party under the address of another.</summary>
internal sealed class UnitSwitch(TokenRenewal renewal, TicketDesk desk)
{
    public const string Self = "self";

    /// <param name="context">Of the browser that holds the ticket.</param>
    /// <param name="ticket">Whose sign-in goes over.</param>
    /// <param name="hint">Credit code, unit number, institution number, or <see cref="Self"/>.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Switched> ToAsync(HttpContext context, Ticket ticket, string hint, CancellationToken ct)
    {
        await ticket.Gate.WaitAsync(ct);
        try
        {
            var held = ticket.Current;
            if (held.Tokens.RefreshToken is null)
                return new Switched.NeedsPerson();
            switch (await renewal.AskAsync(held, hint, ct))
            {
                // The refresh token that was sent is spent: whatever came instead, the former party's pages are over.
                case Renewal.Granted { Next: var next }:
                    desk.Close(context, ticket);
                    return next.Subject == held.Subject && IsFor(Party.Of(next), hint) ? new Switched.To(desk.Open(context, next)) : new Switched.Ended();
                case Renewal.Unusable { RefreshToken: not null }:
                    desk.Close(context, ticket);
                    return new Switched.Ended();
                case Renewal.Refused { Error: "interaction_required" }:
                    return new Switched.NeedsPerson();
                case Renewal.Refused { Error: "access_denied" }:
                    return new Switched.Denied();
                case Renewal.Refused { Error: "invalid_grant" }:
                    desk.Close(context, ticket);
                    return new Switched.Ended();
                default:
                    return new Switched.Unreachable();
            }
        }
        finally
        {
            ticket.Gate.Release();
        }
    }

    private static bool IsFor(Party party, string hint) =>
        party.Unit is { } unit ? hint == unit.InstitutionNumber || (unit.Institution is null && (hint == unit.CreditCode || hint == unit.UnitNumber)) : hint == Self;
}
