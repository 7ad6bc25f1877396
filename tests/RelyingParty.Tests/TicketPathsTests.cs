using RelyingParty.Tickets;

namespace RelyingParty.Tests;

public sealed class TicketPathsTests
{
    [Theory]
    [InlineData("/partner/s/1", TicketPaths.Partner)]
    [InlineData("/PARTNER/s/1", TicketPaths.Partner)]
    [InlineData("/Unit-Desk/S/2", TicketPaths.UnitDesk)]
    [InlineData("/s/1", TicketPaths.Hall)]
    [InlineData("/S/1", TicketPaths.Hall)]
    [InlineData("/partners/s/1", TicketPaths.Hall)]
    public void A_path_belongs_to_its_application_in_every_case_that_routing_accepts(string path, string scheme) =>
        Assert.Equal(scheme, TicketPaths.SchemeOf(path));
}
