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
    public NumberedTicket Open(HttpContext context, SignedIn signedIn)
    {
        var list = cookie.Read(context);
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
                return new NumberedTicket(line.Number, renewed);
            }
            // Somebody else sits at this computer now: what the person before left open ends here.
            if (held.Current.Subject != signedIn.Subject)
            {
                store.Close(held.Handle);
                list = list.Without(held.Handle);
            }
        }
        var opened = store.Open(signedIn);
        cookie.Write(context, list.With(opened.Handle, out var number));
        return new NumberedTicket(number, opened);
    }

    public Ticket? Find(HttpContext context, int number) =>
        cookie.Read(context).HandleOf(number) is { } handle ? store.Find(handle) : null;

    public IReadOnlyList<NumberedTicket> All(HttpContext context) =>
        [.. cookie.Read(context).Lines
            .Select(line => (line.Number, Ticket: store.Find(line.Handle)))
            .Where(found => found.Ticket is not null)
            .Select(found => new NumberedTicket(found.Number, found.Ticket!))];

    /// <summary>How the ticket of this number ended, when the identity provider ended it; null: otherwise, or never was one.</summary>
    public TicketEnd? EndOf(HttpContext context, int number) =>
        cookie.Read(context).HandleOf(number) is { } handle ? store.EndOf(handle) : null;

    /// <summary>The tickets of this browser and client that the identity provider ended, newest first.</summary>
    public IReadOnlyList<TicketEnd> Ended(HttpContext context, string scheme) =>
        [.. cookie.Read(context).Lines.Select(line => store.EndOf(line.Handle)).OfType<TicketEnd>().Where(end => end.Scheme == scheme).OrderByDescending(end => end.At)];

    /// <summary>Ends all tickets of one client in this browser.</summary>
    public void CloseAll(HttpContext context, string scheme)
    {
        foreach (var held in All(context).Where(held => held.Ticket.Current.Scheme == scheme))
            Close(context, held.Ticket);
    }

    public void Close(HttpContext context, Ticket ticket)
    {
        store.Close(ticket.Handle);
        cookie.Write(context, cookie.Read(context).Without(ticket.Handle));
    }
}
