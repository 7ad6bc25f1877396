using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>The context needs a proof that this session lacks, or no context of this person can serve the request.</summary>
internal sealed class ContextNotServed : IOrderedCheck
{
    public SpecRef Law { get; } = new("OIDC Core", "3.1.2.6");

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct) => state.Decision switch
    {
        ContextDecision.ProofMissing => Need.Of(Page.SignIn, "proof_missing", "interaction_required"),
        ContextDecision.NoneServed none => Need.Of(Page.NotServed, none.Reason, "access_denied"),
        _ => Need.None,
    };
}
