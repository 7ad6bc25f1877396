using JsHrss.IdP.Resources;
using JsHrss.IdP.Web;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Pages;

/// <summary>A third party asks for data: who, what, why, for how long; refusing is as easy as allowing.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class ConsentModel(ISignInDesk desk, IContextDesk contexts, IConsentDesk consents, IInteractions interactions) : InteractionPage
{
    public ConsentQuestion Question { get; private set; } = null!;

    public bool IsStale { get; private set; }

    /// <summary>Where the browser goes next, so that a look-alike name is seen through (case AZ-17).</summary>
    public string Host => Uri.TryCreate(Pending.Request.RedirectUri, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Authority : Pending.Request.RedirectUri;

    /// <summary>Who runs the client: as registered, else the department for its own; of others nothing is claimed.</summary>
    public string By(IStringLocalizer<Consent> texts) => Question switch
    {
        { Operator: { } name } => texts["Operator", name],
        { IsOwn: true } => texts["Operator.Own"],
        _ => texts["Operator.Unknown"],
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) ? Page() : GoTo(interactions.ResumeUrl(Pending));

    public async Task<IActionResult> OnPostAsync([FromForm] string? decision, [FromForm] string[] claims, [FromForm] string? of, CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return GoTo(interactions.ResumeUrl(Pending));
        // Somebody else may have signed in at this browser since the page was shown; who answers must have been asked.
        if (!await IsOwnFormAsync() || decision is not ("allow" or "deny") || (of ?? "") != Question.Of)
        {
            IsStale = true;
            return Page();
        }

        if (decision == "deny")
            return GoTo(await interactions.RefuseAsync(Pending, new ProtocolError("access_denied", "The person did not consent.", "Consent was refused at the consent page."), ct));
        var consent = await consents.ConsentAsync(HttpContext, Pending, [.. claims], ct);
        return GoTo(consent is null ? interactions.ResumeUrl(Pending) : await interactions.ConsentAsync(Pending, consent, ct));
    }

    private async Task<bool> OpenAsync(CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        if (Person is null || await consents.QuestionAsync(HttpContext, Pending, ct) is not { } question)
            return false;
        Question = question;
        Acting = await contexts.WantedAsync(HttpContext, Pending, ct);
        return true;
    }
}
