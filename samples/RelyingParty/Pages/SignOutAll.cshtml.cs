using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RelyingParty.Tickets;
using RelyingParty.Web;

namespace RelyingParty.Pages;

/// <summary>退出全部身份: the identity provider asks how much is meant; the hall's tickets end when the browser is back, or by the back-channel before.</summary>
[PageNeeds(FormThatLeadsToIssuer = true)]
internal sealed class SignOutAllModel(SignOffDesk signOff, TicketDesk desk) : PageModel
{
    public IReadOnlyList<NumberedTicket> Tickets => [.. desk.All(HttpContext).Where(held => held.Ticket.Current.Scheme == TicketPaths.Hall)];

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => Redirect(await signOff.LeaveAllAsync(HttpContext, TicketPaths.Hall, ct));
}
