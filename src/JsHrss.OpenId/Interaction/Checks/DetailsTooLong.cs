using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>What would be given of the <c>authorization_details</c> is longer than an access token carries: the client must name less, or ask by scope.</summary>
/// <remarks>Said at the request and not at its code: there the person would have been asked for something that nobody can be given.</remarks>
internal sealed class DetailsTooLong(DetailsDesk details, GrantFactory grants) : IOrderedCheck
{
    public SpecRef Law { get; } = new("RFC 9396", "5");

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct)
    {
        if (state.Request.AuthorizationDetails is null)
            return Need.None;
        var proposed = grants.Create(state.Request, state.Session!, state.Context!.Value, state.Authentication!, state.Now);
        return details.GivesTooMuch(state.Request.Client, proposed, state.Session!.Standing) ? Need.Refusal("details_too_long", "invalid_authorization_details") : Need.None;
    }
}
