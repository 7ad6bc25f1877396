using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>Nothing of the <c>authorization_details</c> asked for is the person's to give in this context.</summary>
/// <remarks>Of what is, the rest is left out silently (RFC 9396 §3: a subset may be granted). Said before anybody is asked for a consent that gives nothing.</remarks>
internal sealed class DetailsNotGiven(DetailsDesk details, GrantFactory grants) : IOrderedCheck
{
    public SpecRef Law { get; } = new("RFC 9396", "3");

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct)
    {
        if (state.Request.AuthorizationDetails is null)
            return Need.None;
        var proposed = grants.Create(state.Request, state.Session!, state.Context!.Value, state.Authentication!, state.Now);
        return Need.When(details.GivesNothing(state.Request.Client, proposed, state.Session!.Standing), Page.NotServed, "details_not_given", "access_denied");
    }
}
