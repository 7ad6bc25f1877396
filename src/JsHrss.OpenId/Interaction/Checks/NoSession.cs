using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>Nobody is signed in at this browser.</summary>
internal sealed class NoSession : IOrderedCheck
{
    public SpecRef Law { get; } = new("OIDC Core", "3.1.2.3");

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct) =>
        Need.When(state.Session is null, Page.SignIn, "no_session", "login_required");
}
