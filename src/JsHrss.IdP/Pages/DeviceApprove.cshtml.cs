using JsHrss.IdP.Clients;
using JsHrss.IdP.Web;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages;

/// <summary>Which terminal asks, for whom, from where; agreeing and refusing have equal weight (RFC 8628 §3.3, §5.4). Only this form approves, and only what it showed (case QR-11).</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class DeviceApproveModel(ISignInDesk desk, IContextDesk contexts, IConsentDesk consents, IInteractions interactions, KnownPlaces places) : InteractionPage
{
    public AskedDevice Device => Pending.Request.Device!;

    public ConsentQuestion Question { get; private set; } = null!;

    /// <summary>Who runs the terminal; null: the department, or nobody is registered.</summary>
    public string? Operator => Pending.Request.Client.HostMembers.GetValueOrDefault(HostMember.OperatorName);

    /// <summary>The service point it asked from; null: none that is registered.</summary>
    public string? Place => places.NameOf(Device.Address);

    public string? Network => KnownPlaces.Masked(Device.Address);

    /// <summary>Somebody else, or in another capacity, could be served.</summary>
    public bool MayChooseOther { get; private set; }

    public bool IsStale { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) ? Page() : GoTo(interactions.ResumeUrl(Pending));

    public async Task<IActionResult> OnPostAsync([FromForm] string? decision, [FromForm] string? of, CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return GoTo(interactions.ResumeUrl(Pending));
        // Somebody else may have signed in at this browser, or another unit been chosen, since the page was shown (case RT-16).
        if (!await IsOwnFormAsync() || decision is not ("allow" or "deny") || (of ?? "") != Question.Of)
        {
            IsStale = true;
            return Page();
        }

        return GoTo(decision == "allow"
            ? await interactions.ApproveDeviceAsync(Pending, ct)
            : await interactions.RefuseAsync(Pending, new ProtocolError("access_denied", "The person refused the device.", "Refused at the device page."), ct));
    }

    /// <summary>False: this is not, or not yet, what is missing; the checks then lead where it is.</summary>
    private async Task<bool> OpenAsync(CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        if (Person is null || Pending is not { Request.Device: not null, Need.Page: "device/approve" } || await consents.QuestionAsync(HttpContext, Pending, ct) is not { } question)
            return false;
        Question = question;
        Acting = await contexts.WantedAsync(HttpContext, Pending, ct);
        MayChooseOther = !Pending.Request.HostParameters.ContainsKey("unit_hint") && (await contexts.ChooserAsync(HttpContext, Pending, ct)).Count(one => one.State != ContextState.Closed) > 1;
        return true;
    }
}
