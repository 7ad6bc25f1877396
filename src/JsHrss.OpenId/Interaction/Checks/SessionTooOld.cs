using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>The newest proof of the session is older than <c>max_age</c>, or a new one was asked for by <c>prompt=login</c>.</summary>
/// <remarks>
/// Only a proof given since the interaction began satisfies prompt=login or max_age=0: comparing with the clock alone would ask for
/// ever, and believing an answered prompt alone would let a page skip the proof.
/// </remarks>
internal sealed class SessionTooOld : IOrderedCheck
{
    public SpecRef Law { get; } = new("OIDC Core", "3.1.2.1");

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct) =>
        Need.When(IsTooOld(state, state.Session!.Proofs[^1].At), Page.SignIn, "proof_too_old", "login_required");

    public static bool IsTooOld(InteractionState state, DateTimeOffset authenticatedAt)
    {
        if (authenticatedAt >= state.StartedAt)
            return false;
        return state.Request.Asks(Prompt.Login) || (state.Request.MaxAge is { } maxAge && state.Now - authenticatedAt > maxAge);
    }
}
