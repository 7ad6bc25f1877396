using JsHrss.OpenId.Interaction;

namespace JsHrss.IdP.Web;

/// <summary>What the step-up page asks: by which proofs the person who is signed in shows that they sit there.</summary>
internal interface IStepUpDesk
{
    /// <summary>The ways there are; null: nobody is signed in.</summary>
    ValueTask<StepUpOffer?> OfferAsync(HttpContext browser, PendingInteraction pending, CancellationToken ct);
}

/// <summary>The ways there are. At least one, or the engine would not have led here.</summary>
/// <param name="ByPasskey">The person has a passkey that is bound to them.</param>
/// <param name="ByPhone">The person has an enrolled phone.</param>
/// <param name="ByFace">The person can pass a face check here; it raises a real-name account too.</param>
/// <param name="WasUnbound">A passkey was just used here that is not bound, and so shows nothing of it.</param>
internal sealed record StepUpOffer(bool ByPasskey, bool ByPhone, bool ByFace, bool WasUnbound);
