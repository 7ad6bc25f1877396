using Microsoft.AspNetCore.Mvc.RazorPages;
using RelyingParty.Hall;
using RelyingParty.Tickets;
using RelyingParty.Web;

namespace RelyingParty.Pages;

/// <summary>大厅首页: everyone sees what there is; a browser with tickets also sees as whom it is signed in.</summary>
[PageNeeds(FormThatLeadsToIssuer = true)]
internal sealed class IndexModel(TicketDesk desk, TimeProvider time) : PageModel
{
    public IReadOnlyList<NumberedTicket> Tickets { get; private set; } = [];

    public ServiceListing Personal => Listing(Services.Personal, party => !party.IsUnit, "/signin/person");

    public ServiceListing ForUnits => Listing(Services.ForUnits, party => party.IsUnit, "/signin/unit");

    public void OnGet() =>
        Tickets = [.. desk.All(HttpContext).Where(held => held.Ticket.Current.Scheme == TicketPaths.Hall)];

    /// <summary>With exactly one fitting ticket the services are its own; with several nothing is guessed.</summary>
    private ServiceListing Listing(IReadOnlyList<Service> services, Func<Party, bool> fits, string signIn)
    {
        var fitting = Tickets.Where(held => fits(held.Ticket.Party)).ToList();
        return fitting is [var only]
            ? new ServiceListing(services, only.Ticket.Party, only.Path, time.GetUtcNow())
            : new ServiceListing(services, null, signIn, time.GetUtcNow());
    }
}
