using RelyingParty.Hall;
using RelyingParty.Pages.Hall;

namespace RelyingParty.Pages.UnitDesk;

/// <summary>What a unit-only client received.</summary>
internal sealed class WelcomeModel : HallPage
{
    public IReadOnlyList<Service> Open => [.. Services.ForUnits.Where(service => Party.Items.Allows(service.Code, Gate.Submit))];
}
