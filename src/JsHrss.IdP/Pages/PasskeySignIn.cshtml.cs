using JsHrss.IdP.Web;
using JsHrss.OpenId.Interaction;
using Microsoft.AspNetCore.Mvc;
using SignInResult = JsHrss.IdP.Web.SignInResult;

namespace JsHrss.IdP.Pages;

/// <summary>The sign-in page's passkey: GET gives its script a question, POST takes the answer. It shows nothing of its own; a refusal is told on the page that asked.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class PasskeySignInModel(IPasskeyDesk desk, IInteractions interactions) : SitePage
{
    /// <summary>Query parameter of the sign-in page that names a refusal.</summary>
    public const string Parameter = "passkey";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => IsGone
        ? NotFound()
        : Content(await desk.QuestionAsync(HttpContext, RunningInteraction.Of(HttpContext).Pending, ct), "application/json");

    public async Task<IActionResult> OnPostAsync([FromForm] string? ticket, [FromForm] string? credential, CancellationToken ct)
    {
        if (IsGone)
            return new ErrorNoticeResult(new(StatusCodes.Status400BadRequest, ErrorNotice.InteractionGone, null));
        var pending = RunningInteraction.Of(HttpContext).Pending;
        if (!await IsOwnFormAsync())
            return Again(pending, "form_died");
        return await desk.SignInAsync(HttpContext, pending, new PasskeyAnswer(ticket, credential), ct) switch
        {
            SignInResult.Done => GoTo(await OnAsync(pending, ct)),
            SignInResult.PasskeyRefused refused => Again(pending, refused.Code),
            SignInResult.Refused refused => Again(pending, refused.Code),
            var other => throw new InvalidOperationException($"A passkey ended in {other.GetType().Name}."),
        };
    }

    /// <summary>The address names a waiting request, and none waits for this browser.</summary>
    private bool IsGone => Request.Query.ContainsKey(RunningInteraction.Parameter) && RunningInteraction.Of(HttpContext).Pending is null;

    /// <summary>
    /// A passkey opens every context of its person, so it is no choice between them: the chooser asks where there are several. What the request was
    /// about to be served in stays settled, though; a further proof for it must not ask anew for whom.
    /// </summary>
    private async ValueTask<string> OnAsync(PendingInteraction? pending, CancellationToken ct) => pending switch
    {
        null => AfterSignIn.PathOf(Request),
        { Context: { } settled } => await interactions.AnswerAsync(pending, InteractionPrompts.Context, settled.Value, ct),
        _ => interactions.ResumeUrl(pending),
    };

    private SeeOther Again(PendingInteraction? pending, string code)
    {
        var query = pending is null ? AfterSignIn.Suffix(Request, '&') : $"&{RunningInteraction.Parameter}={Uri.EscapeDataString(pending.Handle)}";
        return GoTo($"/{(pending?.Need is { Page: StepUpModel.Name } ? StepUpModel.Name : "sign-in")}?{Parameter}={code}{query}");
    }
}
