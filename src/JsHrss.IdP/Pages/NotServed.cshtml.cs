using JsHrss.IdP.Web;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Pages;

/// <summary>The request cannot be served as this person or in this context: why, and the ways on.</summary>
internal sealed class NotServedModel(ISignInDesk desk, IContextDesk contexts, IInteractions interactions, IStringLocalizer<Resources.NotServed> texts) : InteractionPage
{
    public string Title => Of("Title");

    public string Text => Of("Text");

    /// <summary>Somebody else, or in another capacity, may be served.</summary>
    public bool MayChooseOther { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        if (Person is null || Pending.Need is null)
            return GoTo(interactions.ResumeUrl(Pending));
        Acting = await contexts.WantedAsync(HttpContext, Pending, ct);
        // A hint binds: whatever is chosen, the same unit would be meant again.
        MayChooseOther = !Pending.Request.HostParameters.ContainsKey("unit_hint") && (await contexts.ChooserAsync(HttpContext, Pending, ct)).Count(one => one.State != ContextState.Closed) > 1;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var error = Pending.Need?.Error ?? "access_denied";
        return GoTo(await interactions.RefuseAsync(Pending, new ProtocolError(error, "The request cannot be served for this person.", $"Went back from the not-served page: {Pending.Need?.Reason}."), ct));
    }

    private string Of(string part)
    {
        var known = texts[$"{Pending.Need?.Reason}.{part}", ClientName];
        return known.ResourceNotFound ? texts[$"Other.{part}", ClientName] : known;
    }
}
