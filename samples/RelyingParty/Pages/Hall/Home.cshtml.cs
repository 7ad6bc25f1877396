using RelyingParty.Hall;

namespace RelyingParty.Pages.Hall;

/// <summary>The services of the party at hand.</summary>
internal sealed class HomeModel(TimeProvider time) : HallPage
{
    public ServiceListing Listing => new(Services.For(Party), Party, Here.Path, time.GetUtcNow());
}
