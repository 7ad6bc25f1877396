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
/// <remarks>Once the token is sent the switch is made, whether or not somebody still waits for the page: the browser finds the new ticket when it comes again (<see cref="TicketDesk.Replace"/>). What came and cannot be used is given back, since nobody holds it.</remarks>
internal sealed class UnitSwitch(TokenRenewal renewal, TicketDesk desk, SignOffDesk signOff)
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
            if (ticket.IsReplaced)
                return desk.FollowerOf(context, ticket) is { } there ? new Switched.To(there) : new Switched.Ended();
            var held = ticket.Current;
            if (held.Tokens.RefreshToken is null)
                return new Switched.NeedsPerson();
            switch (await renewal.AskAsync(held, hint, ct))
            {
                // The refresh token that was sent is spent: whatever came instead, the former party's pages are over.
                case Renewal.Granted { Next: var next } when next.Subject == held.Subject && IsFor(Party.Of(next), hint):
                    return new Switched.To(desk.Replace(context, ticket, next));
                case Renewal.Granted { Next: var next }:
                    return await GiveBackAsync(context, ticket, next.Tokens.RefreshToken);
                case Renewal.Unusable { RefreshToken: { } refreshToken }:
                    return await GiveBackAsync(context, ticket, refreshToken);
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

    /// <summary>Ends the former party's ticket, and the grant that came instead.</summary>
    private async Task<Switched> GiveBackAsync(HttpContext context, Ticket ticket, string? refreshToken)
    {
        ticket.Current = ticket.Current with { Tokens = ticket.Current.Tokens with { RefreshToken = refreshToken } };
        await signOff.EndAsync(context, ticket, CancellationToken.None);
        return new Switched.Ended();
    }

    private static bool IsFor(Party party, string hint) =>
        party.Unit is { } unit ? hint == unit.InstitutionNumber || (unit.Institution is null && (hint == unit.CreditCode || hint == unit.UnitNumber)) : hint == Self;
}
