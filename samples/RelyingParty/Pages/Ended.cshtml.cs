using Microsoft.AspNetCore.Mvc.RazorPages;
using RelyingParty.Tickets;

namespace RelyingParty.Pages;

/// <summary>Shown instead of a page whose ticket is gone.</summary>
internal sealed class EndedModel(TicketDesk desk) : PageModel
{
    public string Scheme { get; private set; } = TicketPaths.Hall;

    /// <summary>The identity provider's word that ended it; null: it ended in another way, or was not this browser's.</summary>
    public TicketEnd? Elsewhere { get; private set; }

    public void OnGet(string? client, int? ticket)
    {
        Scheme = TicketPaths.Known(client);
        Elsewhere = ticket is { } number && desk.EndOf(HttpContext, number) is { } end && end.Scheme == Scheme ? end : null;
    }
}
