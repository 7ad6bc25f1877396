using JsHrss.Accounts.FaceChecks;
using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Face;

/// <summary>One attempt, from its code to its end. Nothing that the browser brings is a result: it only asks us, and we ask the channel (domain §2.4).</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class CheckModel(ISignInDesk desk, IFaceDesk faces) : FacePage(desk)
{
    public FacePanel Panel { get; private set; } = null!;

    public string Id { get; private set; } = "";

    /// <summary>It was sent already: the page's script must not send it for ever.</summary>
    public bool IsTried { get; private set; }

    /// <summary>The person says that it is done, and nothing has come yet.</summary>
    public bool IsTooEarly { get; private set; }

    public string SelfUrl => At($"{IndexModel.Path}/{Id}");

    /// <summary>The same address with one of its handlers.</summary>
    public string HandlerUrl(string handler) => At($"{IndexModel.Path}/{Id}?handler={handler}");

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct) =>
        await OpenAsync(id, isUse: true, ct) ?? (Panel.State == FacePanelState.Done ? await OnwardAsync(ct) : Page());

    /// <summary>The panel alone, for the page's script.</summary>
    public async Task<IActionResult> OnGetPanelAsync(string id, CancellationToken ct) => await OpenAsync(id, isUse: true, ct) ?? Partial("_FacePanel", this);

    /// <summary>Where it stands, for the page's script. No use of the session (case RT-22). 403: not this browser's any more; the page itself says what is.</summary>
    public async Task<IActionResult> OnGetStateAsync(string id, CancellationToken ct)
    {
        if (await faces.ShowAsync(HttpContext, id, isUse: false, ct) is not { } panel)
            return StatusCode(StatusCodes.Status403Forbidden);
        var silent = panel.IsSilent ? "true" : "false";
        return Content(string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{"state":"{{panel.State.ToString().ToLowerInvariant()}}","ends_in":{{panel.SecondsLeft}},"silent":{{silent}}}"""), "application/json");
    }

    /// <summary>Takes the passed check into the session.</summary>
    public async Task<IActionResult> OnPostAsync(string id, CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return Gone();
        IsTried = true;
        if (await IsOwnFormAsync())
        {
            if (await faces.TakeAsync(HttpContext, id, ct) is not { } taken)
                return SignInFirst();
            if (taken.Refusal is null)
                return await OnwardAsync(ct);
            IsTooEarly = taken.Refusal == FaceErrors.NotPassed;
        }

        return await OpenAsync(id, isUse: true, ct) ?? (Panel.State == FacePanelState.Done ? await OnwardAsync(ct) : Page());
    }

    /// <summary>Where else to go; null: the attempt is to be shown.</summary>
    private async Task<IActionResult?> OpenAsync(string id, bool isUse, CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return Gone();
        if (Person is null)
            return SignInFirst();
        if (await faces.ShowAsync(HttpContext, id, isUse, ct) is not { } panel)
            return GoTo(At(IndexModel.Path));
        (Panel, Id) = (panel, id);
        IsTooEarly &= panel.State == FacePanelState.Open;
        return null;
    }
}
