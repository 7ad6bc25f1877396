using RelyingParty.Tickets;

namespace RelyingParty.Pages.Hall;

/// <summary>登录信息: everything the identity provider told the hall, for those who connect a system of their own.</summary>
internal sealed class SignInInformationModel(TicketDesk desk) : HallPage
{
    /// <summary>All of the hall's sign-ins in this browser.</summary>
    public IReadOnlyList<NumberedTicket> Live => [.. desk.All(HttpContext).Where(held => held.Ticket.Current.Scheme == TicketPaths.Hall)];

    /// <summary>Those that the identity provider ended meanwhile.</summary>
    public IReadOnlyList<TicketEnd> Ended => desk.Ended(HttpContext, TicketPaths.Hall);
}
