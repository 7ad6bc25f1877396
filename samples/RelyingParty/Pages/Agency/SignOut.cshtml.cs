using Microsoft.AspNetCore.Mvc;
using RelyingParty.Pages.Hall;
using RelyingParty.Tickets;

namespace RelyingParty.Pages.Agency;

/// <summary>Leaves this site only; the session at the identity provider is not this client's to end.</summary>
internal sealed class SignOutModel(SignOffDesk desk) : HallPage
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await desk.EndAsync(HttpContext, Ticket, ct);
        return Redirect("/agency");
    }
}
