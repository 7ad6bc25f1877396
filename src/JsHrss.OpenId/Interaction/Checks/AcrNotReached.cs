using System.Collections.Immutable;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>The session's proofs amount to less than the client's registered minimum, an essential <c>acr</c>, or the <c>acr_values</c> wished for.</summary>
/// <remarks>
/// "At least" decides. An essential acr that cannot be reached is answered <c>unmet_authentication_requirements</c>; the registered
/// minimum is explained to the person; a mere wish is offered, and let go when the person declines (Core §3.1.2.1: acr_values is voluntary).
/// </remarks>
internal sealed class AcrNotReached(IHouse house) : IOrderedCheck
{
    public SpecRef Law { get; } = new("OIDC Core", "5.5.1.1");

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct)
    {
        var request = state.Request;
        if (request.Client.MinAcr is { } least && !IsReached(state, [least]))
        {
            return CanBeReached(state, [least])
                ? Need.Of(Page.StepUp, "acr_not_reached", "interaction_required")
                : Need.Of(Page.NotServed, "min_acr", "access_denied");
        }

        if (!request.EssentialAcrValues.IsEmpty && !IsReached(state, request.EssentialAcrValues))
        {
            return CanBeReached(state, request.EssentialAcrValues)
                ? Need.Of(Page.StepUp, "acr_not_reached", "interaction_required")
                : Need.Refusal("acr_cannot_be_reached", "unmet_authentication_requirements");
        }

        var wished = !request.AcrValues.IsEmpty && !IsReached(state, request.AcrValues) && CanBeReached(state, request.AcrValues);
        return Need.When(wished && !WasAskedFor(state), Page.StepUp, "acr_wished", "interaction_required");
    }

    /// <summary>A page cannot be shown, or the person has answered that they would rather not.</summary>
    private static bool WasAskedFor(InteractionState state) => state.Request.Asks(Prompt.None) || state.Answers.ContainsKey(Answered.Acr);

    private bool IsReached(InteractionState state, ImmutableArray<string> values)
    {
        var reached = house.RankOf(state.Authentication!.Acr);
        foreach (var value in values)
        {
            if (house.RankOf(value) is >= 0 and var wanted && reached >= wanted)
                return true;
        }

        return false;
    }

    private bool CanBeReached(InteractionState state, ImmutableArray<string> values)
    {
        foreach (var value in values)
        {
            if (house.RankOf(value) >= 0 && house.CanReach(state.Session!, state.Context!.Value, value))
                return true;
        }

        return false;
    }
}
