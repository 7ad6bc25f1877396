using RelyingParty.OpenId;

namespace RelyingParty.Tickets;

/// <summary>A ticket of this browser with its number.</summary>
internal sealed record NumberedTicket(int Number, Ticket Ticket)
{
    /// <summary>Where pages of this ticket start, without a trailing slash.</summary>
    public string Path => $"{TicketPaths.RootOf(Ticket.Current.Scheme)}/{Number}";
}

/// <summary>The ticket of the page at hand.</summary>
internal static class NumberedTicketOfRequest
{
    /// <summary>Only for pages that require a ticket.</summary>
    public static NumberedTicket Here(this HttpContext context) =>
        context.Features.Get<NumberedTicket>() ?? throw new InvalidOperationException("This page is not under a ticket.");
}

/// <summary>Opens, finds and closes the tickets of the browser at hand.</summary>
internal sealed class TicketDesk(TicketStore store, TicketCookie cookie)
{
    /// <summary>Keeps a completed sign-in and gives its number; one ticket per session identifier.</summary>
    public NumberedTicket Open(HttpContext context, SignedIn signedIn) => Open(context, signedIn, out _);

    /// <summary>Closes a ticket and opens that of another party in its place. The browser may be gone before it hears of it: then the handles that it still holds lead to the new ticket.</summary>
    public NumberedTicket Replace(HttpContext context, Ticket former, SignedIn next)
    {
        Close(context, former);
        var opened = Open(context, next, out var renewed);
        store.Lead(former.Handle, opened.Ticket);
        if (renewed is not null)
            store.Lead(renewed, opened.Ticket);
        former.IsReplaced = true;
        return opened;
    }

    /// <summary>The ticket that took the place of the one of this number while the browser heard nothing of it; null: none did.</summary>
    public NumberedTicket? FollowerOf(HttpContext context, int number) => cookie.Sent(context).HandleOf(number) is { } handle ? FollowerOf(context, handle) : null;

    /// <summary>The same for a ticket that another request replaced while this one held it.</summary>
    public NumberedTicket? FollowerOf(HttpContext context, Ticket former) => FollowerOf(context, former.Handle);

    private NumberedTicket? FollowerOf(HttpContext context, string handle)
    {
        if (store.FollowerOf(handle) is not { } follower || store.Find(follower) is not { } ticket)
            return null;
        return Held(context).Lines.FirstOrDefault(line => line.Handle == follower) is { } line ? new NumberedTicket(line.Number, ticket) : null;
    }

    public Ticket? Find(HttpContext context, int number) =>
        Held(context).HandleOf(number) is { } handle ? store.Find(handle) : null;

    public IReadOnlyList<NumberedTicket> All(HttpContext context) =>
        [.. Held(context).Lines
            .Select(line => (line.Number, Ticket: store.Find(line.Handle)))
            .Where(found => found.Ticket is not null)
            .Select(found => new NumberedTicket(found.Number, found.Ticket!))];

    /// <summary>How the ticket of this number ended, when the identity provider ended it; null: otherwise, or never was one.</summary>
    public TicketEnd? EndOf(HttpContext context, int number) =>
        Held(context).HandleOf(number) is { } handle ? store.EndOf(handle) : null;

    /// <summary>The tickets of this browser and client that the identity provider ended, newest first.</summary>
    public IReadOnlyList<TicketEnd> Ended(HttpContext context, string scheme) =>
        [.. Held(context).Lines.Select(line => store.EndOf(line.Handle)).OfType<TicketEnd>().Where(end => end.Scheme == scheme).OrderByDescending(end => end.At)];

    /// <summary>Ends all tickets of one client in this browser.</summary>
    public void CloseAll(HttpContext context, string scheme)
    {
        foreach (var held in All(context).Where(held => held.Ticket.Current.Scheme == scheme))
            Close(context, held.Ticket);
    }

    public void Close(HttpContext context, Ticket ticket)
    {
        // What leads on from there, and the cookie that another answer has set, are not this request's to take away.
        if (ticket.IsReplaced)
            return;
        store.Close(ticket.Handle);
        cookie.Write(context, Held(context).Without(ticket.Handle));
    }

    private NumberedTicket Open(HttpContext context, SignedIn signedIn, out string? continued)
    {
        var list = Held(context);
        foreach (var line in list.Lines)
        {
            // Of the one who sat here before not even the end is told.
            if (store.EndOf(line.Handle) is { } end && end.Subject != signedIn.Subject && end.Scheme == signedIn.Scheme)
                list = list.Without(line.Handle);
            if (store.Find(line.Handle) is not { } held || held.Current.ClientId != signedIn.ClientId)
                continue;
            if (held.IsContinuedBy(signedIn))
            {
                var renewed = store.Open(signedIn, held);
                cookie.Write(context, list.Renewed(line.Number, renewed.Handle));
                continued = held.Handle;
                return new NumberedTicket(line.Number, renewed);
            }
            // Somebody else sits at this computer now: what the person before left open ends here.
            if (held.Current.Subject != signedIn.Subject)
            {
                store.Close(held.Handle);
                list = list.Without(held.Handle);
            }
        }
        continued = null;
        var opened = store.Open(signedIn);
        cookie.Write(context, list.With(opened.Handle, out var number));
        return new NumberedTicket(number, opened);
    }

    /// <summary>What this browser holds. A line that another ticket took the place of becomes that one's, under a number of its own.</summary>
    private TicketList Held(HttpContext context)
    {
        foreach (var line in cookie.Sent(context).Lines)
            store.Arrived(line.Handle);
        var held = cookie.Read(context);
        var list = held;
        foreach (var line in held.Lines)
        {
            if (store.FollowerOf(line.Handle) is not { } follower)
                continue;
            list = list.Without(line.Handle);
            if (list.Lines.All(other => other.Handle != follower))
                list = list.With(follower, out _);
        }

        if (!ReferenceEquals(held, list))
            cookie.Write(context, list);
        return list;
    }
}
