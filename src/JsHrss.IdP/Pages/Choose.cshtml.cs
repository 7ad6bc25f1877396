using System.Collections.Immutable;
using JsHrss.IdP.Web;
using JsHrss.OpenId.Interaction;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages;

/// <summary>For oneself or for which unit. What cannot be chosen is shown with its reason; what still needs a proof can be chosen, and the proof is asked for next.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class ChooseModel(ISignInDesk desk, IContextDesk contexts, IInteractions interactions) : InteractionPage
{
    /// <summary>From so many units on a field to filter them is worth its place.</summary>
    private const int Many = 8;

    public ImmutableArray<ContextOption> Options { get; private set; } = [];

    public ContextOption? Self => Options.FirstOrDefault(one => one.IsSelf);

    public IReadOnlyList<ContextOption> Units => [.. Options.Where(one => !one.IsSelf)];

    public bool AreMany => Units.Count >= Many;

    /// <summary>What was posted is not, or no longer, among the options.</summary>
    public bool IsStale { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) ? Page() : GoTo(interactions.ResumeUrl(Pending));

    public async Task<IActionResult> OnPostAsync([FromForm] string? context, [FromForm] string? of, CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return GoTo(interactions.ResumeUrl(Pending));
        var chosen = Options.FirstOrDefault(one => one.State != ContextState.Closed && one.Context.Value == context);
        // Of somebody else who signed in here since, "self" would be another self.
        if (chosen is not null && await IsOfThisPersonAsync(of))
            return GoTo(await interactions.AnswerAsync(Pending, InteractionPrompts.Context, chosen.Context.Value, ct));
        IsStale = true;
        return Page();
    }

    /// <summary>False: nobody is signed in any more; the checks then lead to the sign-in page.</summary>
    private async Task<bool> OpenAsync(CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        Options = Person is null ? [] : await contexts.ChooserAsync(HttpContext, Pending, ct);
        return Person is not null;
    }
}
