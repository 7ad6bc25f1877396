using RelyingParty.Hall;

namespace RelyingParty.Pages.Hall;

/// <summary>The services of the party at hand, as far as they may be done now.</summary>
internal sealed class HomeModel(Workbench workbench, TimeProvider time) : HallPage
{
    public ServiceListing Listing { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var services = Services.For(Party);
        Listing = new ServiceListing(services, await workbench.LookAsync(Ticket, services, ct), Here.Path, time.GetUtcNow());
    }
}
