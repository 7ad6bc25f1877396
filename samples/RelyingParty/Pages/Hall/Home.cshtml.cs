using RelyingParty.Hall;

namespace RelyingParty.Pages.Hall;

/// <summary>The services of the party at hand, as far as they may be done now.</summary>
internal sealed class HomeModel(PresentAuthority authority, TimeProvider time) : HallPage
{
    public ServiceListing Listing { get; private set; } = null!;

    /// <summary>These pages were just opened by a switch.</summary>
    public bool Switched { get; private set; }

    public async Task OnGetAsync(bool? switched, CancellationToken ct)
    {
        Switched = switched == true;
        var services = Services.For(Party);
        Listing = new ServiceListing(services, await authority.LookAsync(Request, Ticket, services, Gate.Submit, ct), Here.Path, time.GetUtcNow());
    }
}
