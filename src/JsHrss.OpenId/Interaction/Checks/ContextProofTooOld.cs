using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>The proof that opens the settled context is older than asked for, although the session has a newer one of another kind.</summary>
/// <remarks>auth_time tells when this context was proven; a client that sent max_age would refuse the ID token.</remarks>
internal sealed class ContextProofTooOld : IOrderedCheck
{
    public SpecRef Law { get; } = new("OIDC Core", "3.1.2.1");

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct) =>
        Need.When(SessionTooOld.IsTooOld(state, state.Authentication!.At), Page.SignIn, "context_proof_too_old", "login_required");
}
