using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary><c>prompt=select_account</c>: the person has not yet chosen in this interaction as whom they go on.</summary>
internal sealed class AccountNotChosen : IOrderedCheck
{
    public SpecRef Law { get; } = new("OIDC Core", "3.1.2.1");

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct)
    {
        var chosen = state.Answers.ContainsKey(Answered.SelectAccount) || state.Answers.ContainsKey(Answered.Context);
        return Need.When(state.Request.Asks(Prompt.SelectAccount) && !chosen, Page.Choose, "account_not_chosen", "account_selection_required");
    }
}
