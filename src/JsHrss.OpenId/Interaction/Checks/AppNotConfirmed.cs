using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>A native app without a secret is answered at an address that any other app of the device can take, and the person has done nothing yet in this request.</summary>
/// <remarks>
/// Whoever knows its public <c>client_id</c> can ask in its name, with a challenge of its own: a session alone would give it a code silently. Neither an
/// earlier consent nor being the department's own app says who asks now (RFC 8252 §8.6, RFC 6749 §10.2). A claimed https address proves its app.
/// </remarks>
internal sealed class AppNotConfirmed : IOrderedCheck
{
    public SpecRef Law { get; } = new("RFC 8252", "8.6");

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct)
    {
        var (request, client) = (state.Request, state.Request.Client);
        if (request.Device is not null || client is not { Native: true, IsPublic: true } || request.RedirectUri.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return Need.None;
        var tookPart = !request.Asks(Prompt.None) && (!state.Answers.IsEmpty || state.Session!.Proofs[^1].At > state.StartedAt);
        return Need.When(!tookPart, Page.Consent, "app_not_confirmed", "interaction_required");
    }
}
