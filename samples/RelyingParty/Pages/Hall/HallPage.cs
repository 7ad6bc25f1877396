using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RelyingParty.Hall;
using RelyingParty.Tickets;

namespace RelyingParty.Pages.Hall;

/// <summary>A page of one ticket.</summary>
[Authorize]
internal abstract class HallPage : PageModel
{
    public NumberedTicket Here => HttpContext.Here();

    public Ticket Ticket => Here.Ticket;

    public Party Party => Ticket.Party;
}
