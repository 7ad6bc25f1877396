using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>A third party asks for more than the person has allowed it, or <c>prompt=consent</c> wants the question put again.</summary>
internal sealed class ConsentMissing(GivenConsents consents) : IOrderedCheck
{
    public SpecRef Law { get; } = new("OIDC Core", "3.1.2.4");

    public async ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct)
    {
        var (request, subject, context) = (state.Request, state.Session!.Subject, state.Context!.Value);
        // The answer names who gave it and in which context: another person at the same browser has not consented.
        var asked = request.Asks(Prompt.Consent);
        var answered = state.Answers.TryGetValue(Answered.Consent, out var answer) && answer.Value == Answered.ConsentOf(subject, context);
        if (asked && !answered)
            return Need.Required(Page.Consent, "consent_asked", "consent_required");
        return await consents.HoldAsync(request.Client, subject, context, request.Scopes, request.Claims, request.AuthorizationDetails, state.Now, ct).ConfigureAwait(false)
            ? null
            : Need.Required(Page.Consent, "consent_missing", "consent_required");
    }
}
