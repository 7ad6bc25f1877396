using JsHrss.Accounts.SignIn;
using JsHrss.IdP.Web;
using JsHrss.OpenId.Interaction;

namespace JsHrss.IdP.Bridge;

/// <summary>What is missing, and what the person has to prove it with. Whether it would be enough was the engine's question to <see cref="House.CanReach"/>.</summary>
internal sealed class StepUpDesk(BrowserSession sessions) : IStepUpDesk
{
    public async ValueTask<StepUpOffer?> OfferAsync(HttpContext browser, PendingInteraction pending, CancellationToken ct) =>
        await sessions.CurrentAsync(browser, isUse: true, ct) is { } standing
            ? new StepUpOffer(
                standing.HasBoundPasskey,
                standing.HasEnrolledPhone,
                standing.Session.Proofs[^1] is { Method: ProofMethod.Passkey, IsBound: false } last && last.At >= pending.StartedAt)
            : null;
}
