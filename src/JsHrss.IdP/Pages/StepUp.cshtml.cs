using JsHrss.IdP.Web;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages;

/// <summary>确认是您本人: the client wants more than this session has shown, and the person can show it. They choose how, or go back; a mere wish may be declined.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class StepUpModel(ISignInDesk desk, IContextDesk contexts, IStepUpDesk steps, IInteractions interactions) : InteractionPage
{
    /// <summary>The engine's name of this page.</summary>
    public const string Name = "step-up";

    public StepUpOffer Offer { get; private set; } = null!;

    /// <summary>The client only wishes for it.</summary>
    public bool IsWish => Pending.Need is { Reason: "acr_wished" };

    public bool IsStale { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) ? Page() : GoTo(interactions.ResumeUrl(Pending));

    public async Task<IActionResult> OnPostAsync([FromForm] string? decision, [FromForm] string? of, CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return GoTo(interactions.ResumeUrl(Pending));
        if (decision is not "decline" || !await IsOfThisPersonAsync(of))
        {
            IsStale = true;
            return Page();
        }

        return GoTo(IsWish
            ? await interactions.AnswerAsync(Pending, InteractionPrompts.Acr, "declined", ct)
            : await interactions.RefuseAsync(Pending, new ProtocolError("access_denied", "The person gave no further proof.", "Went back from the step-up page."), ct));
    }

    /// <summary>False: this is not, or not any more, what is missing; the checks then lead where it is.</summary>
    private async Task<bool> OpenAsync(CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        if (Person is null || Pending.Need is not { Page: Name } || await steps.OfferAsync(HttpContext, Pending, ct) is not { } offer)
            return false;
        Offer = offer;
        Acting = await contexts.WantedAsync(HttpContext, Pending, ct);
        return true;
    }
}
