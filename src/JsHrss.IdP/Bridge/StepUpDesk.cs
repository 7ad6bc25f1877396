using JsHrss.Accounts.Levels;
using JsHrss.Accounts.SignIn;
using JsHrss.IdP.Web;
using JsHrss.OpenId.Interaction;

namespace JsHrss.IdP.Bridge;

/// <summary>What the person has to prove it with. Whether it would be enough was the engine's question to <see cref="House.CanReach"/>.</summary>
internal sealed class StepUpDesk(StepUpWays ways, BrowserSession sessions, TimeProvider clock) : IStepUpDesk
{
    public async ValueTask<StepUpOffer?> OfferAsync(HttpContext browser, PendingInteraction pending, CancellationToken ct)
    {
        if (await sessions.CurrentAsync(browser, isUse: true, ct) is not { } standing)
            return null;
        var now = clock.GetUtcNow();
        var wasUnbound = standing.Session.Proofs[^1] is { Method: ProofMethod.Passkey, IsBound: false } last && last.At >= pending.StartedAt;
        return new StepUpOffer(StepUpWays.ByPasskey(standing, now), StepUpWays.ByPhone(standing, now), ways.ByFace(standing.Person, now), wasUnbound);
    }
}
