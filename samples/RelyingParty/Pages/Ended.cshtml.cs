using Microsoft.AspNetCore.Mvc.RazorPages;
using RelyingParty.Tickets;

namespace RelyingParty.Pages;

/// <summary>Shown instead of a page whose ticket is gone.</summary>
internal sealed class EndedModel : PageModel
{
    public string ClientName { get; private set; } = TicketPaths.Hall;

    public void OnGet(string? client) =>
        ClientName = client is TicketPaths.Partner or TicketPaths.UnitDesk ? client : TicketPaths.Hall;
}
