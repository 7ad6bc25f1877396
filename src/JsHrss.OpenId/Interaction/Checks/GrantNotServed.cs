using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>The house would not serve the grant that is about to be opened: locked, frozen, mandate over.</summary>
/// <remarks>The same judgement as at every redemption, made before anybody is asked for consent to something that cannot be.</remarks>
internal sealed class GrantNotServed(IHouse house, GrantFactory grants) : IOrderedCheck
{
    public SpecRef Law { get; } = new("RFC 6749", "4.1.2.1");

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct)
    {
        var proposed = grants.Create(state.Request, state.Session!, state.Context!.Value, state.Authentication!, state.Now);
        return house.Judge(state.Session!.Standing, proposed, state.Now) is Verdict.Refused refused
            ? Need.Of(Page.NotServed, refused.Reason, "access_denied")
            : Need.None;
    }
}
