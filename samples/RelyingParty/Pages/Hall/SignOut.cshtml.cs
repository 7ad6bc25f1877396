using Microsoft.AspNetCore.Mvc;
using RelyingParty.Tickets;

namespace RelyingParty.Pages.Hall;

/// <summary>退出登录: ends this ticket, then lets the identity provider end this identity's part of its session.</summary>
internal sealed class SignOutModel(SignOffDesk desk) : HallPage
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => Redirect(await desk.LeaveAsync(HttpContext, Ticket, ct));
}
