using Microsoft.AspNetCore.Mvc.RazorPages;
using RelyingParty.Tickets;
using RelyingParty.Web;

namespace RelyingParty.Pages;

/// <summary>After a sign-out: what has ended, and who is still signed in at this browser.</summary>
[PageNeeds(FormThatLeadsToIssuer = true)]
internal sealed class SignedOutModel(TicketDesk desk) : PageModel
{
    public string Scheme { get; private set; } = TicketPaths.Hall;

    /// <summary>The identity provider could not be reached; its own sign-in goes on.</summary>
    public bool OnlyHere { get; private set; }

    public IReadOnlyList<NumberedTicket> Left { get; private set; } = [];

    public void OnGet(string? client, string? only)
    {
        Scheme = TicketPaths.Known(client);
        OnlyHere = only == "here";
        Left = [.. desk.All(HttpContext).Where(held => held.Ticket.Current.Scheme == Scheme)];
    }
}
