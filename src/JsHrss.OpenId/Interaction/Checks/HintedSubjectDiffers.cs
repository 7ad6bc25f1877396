using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>The client asked for one particular person (<c>id_token_hint</c>, or <c>sub</c> with a value in <c>claims</c>) and another one is signed in.</summary>
/// <remarks>Answering with the other person's tokens would mix two people up at the client (case RT-16).</remarks>
internal sealed class HintedSubjectDiffers(ISubjectIdentifiers subjects) : IOrderedCheck
{
    public SpecRef Law { get; } = new("OIDC Core", "3.1.2.1");

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct)
    {
        var wanted = state.Request.Subjects;
        var differs = wanted is { } only && !only.Contains(subjects.Subject(state.Session!.Subject, state.Request.Client), StringComparer.Ordinal);
        return Need.When(differs, Page.SignIn, "hinted_subject_differs", "login_required");
    }
}
