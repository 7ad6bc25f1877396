using Microsoft.AspNetCore.Mvc;
using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Pages.Hall;

/// <summary>退出登录: ends this ticket, then hands over to the identity provider's own sign-out.</summary>
internal sealed class SignOutModel(SignOffDesk desk, IssuerAddress issuer) : HallPage
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await desk.EndAsync(HttpContext, Ticket, ct);
        return Redirect(issuer.Page("/sign-out"));
    }
}
