using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>The person may act in several contexts and has not said in which: nothing is guessed.</summary>
internal sealed class ContextNotChosen : IOrderedCheck
{
    public SpecRef Law { get; } = new("OIDC Core", "3.1.2.6");

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct) =>
        Need.When(state.Decision is ContextDecision.Ask, Page.Choose, "context_not_chosen", "interaction_required");
}
