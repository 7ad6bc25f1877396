using Microsoft.AspNetCore.Mvc.RazorPages;
using RelyingParty.Hall;
using RelyingParty.Tickets;

namespace RelyingParty.Pages;

/// <summary>大厅首页: everyone sees what there is; a browser with tickets also sees as whom it is signed in.</summary>
internal sealed class IndexModel(TicketDesk desk, TimeProvider time) : PageModel
{
    public IReadOnlyList<NumberedTicket> Tickets { get; private set; } = [];

    public ServiceListing Personal => new(Services.Personal, null, "/signin/person", time.GetUtcNow());

    public ServiceListing ForUnits => new(Services.ForUnits, null, "/signin/unit", time.GetUtcNow());

    public void OnGet() =>
        Tickets = [.. desk.All(HttpContext).Where(held => held.Ticket.Current.Scheme == TicketPaths.Hall)];
}
