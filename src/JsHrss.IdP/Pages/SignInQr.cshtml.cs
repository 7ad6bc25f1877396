using JsHrss.IdP.Web;
using JsHrss.OpenId.Interaction;
using Microsoft.AspNetCore.Mvc;
using SignInResult = JsHrss.IdP.Web.SignInResult;

namespace JsHrss.IdP.Pages;

/// <summary>扫码登录 (R35, R36, R109). Without script the person says when the phone has confirmed; with it the panel follows by itself.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class SignInQrModel(ISignInDesk desk, IContextDesk contexts, IInteractions interactions, IQrDesk codes, SignInTexts texts) : SignInPage(desk, contexts, texts)
{
    public const string Path = "/sign-in/qr";

    private readonly SignInTexts _texts = texts;

    /// <inheritdoc />
    public override string Way => Path;

    public QrPanel Panel { get; private set; } = null!;

    /// <summary>M19: the code was renewed by itself.</summary>
    public bool IsRenewed { get; private set; }

    /// <summary>The person says that the phone has confirmed, and nothing is confirmed.</summary>
    public bool IsTooEarly { get; private set; }

    public IReadOnlyList<FormMistake> Mistakes { get; private set; } = [];

    /// <summary>Somebody is signed in and shows once more that it is they: for the context there is, with no other way beside it.</summary>
    protected internal override bool IsStepUp => Pending?.Need is { Page: StepUpModel.Name };

    private QrSpot Place => new(Tabs.IsUnit, Pending) { IsStepUp = IsStepUp, UnitNumber = IsStepUp ? Wanted?.Number : null };

    public string SelfUrl => TabUrl(Tab);

    public string RenewUrl => $"{SelfUrl}&handler=Renew";

    public async Task<IActionResult> OnGetAsync(string? tab, CancellationToken ct)
    {
        if (!await OpenAsync(tab, ct))
            return Gone();
        Panel = await codes.ShowAsync(HttpContext, Place, QrWish.Good, ct);
        return Shown();
    }

    /// <summary>Another code, by the person's own wish: the former one is dead at once, so no address does it.</summary>
    public async Task<IActionResult> OnPostRenewAsync(string? tab, CancellationToken ct)
    {
        if (!await OpenAsync(tab, ct))
            return Gone();
        if (await IsOwnFormAsync())
            Panel = await codes.ShowAsync(HttpContext, Place, QrWish.New, ct);
        return Panel is { State: QrPanelState.Busy } ? Shown() : GoTo(SelfUrl);
    }

    /// <summary>The panel alone, for the page's script; no use of the session (case RT-22).</summary>
    public async Task<IActionResult> OnGetPanelAsync(string? tab, CancellationToken ct)
    {
        if (!await OpenAsync(tab, ct, isUse: false))
            return Gone();
        Panel = await codes.ShowAsync(HttpContext, Place, QrWish.AsItStands, ct);
        return Partial("_QrPanel", this);
    }

    /// <summary>The panel with the next code, for the page's script, when the former one's minute is over; no use of the session either.</summary>
    public async Task<IActionResult> OnPostPanelAsync(string? tab, CancellationToken ct)
    {
        if (!await OpenAsync(tab, ct, isUse: false))
            return Gone();
        IsRenewed = await IsOwnFormAsync();
        Panel = await codes.ShowAsync(HttpContext, Place, IsRenewed ? QrWish.New : QrWish.AsItStands, ct);
        return Partial("_QrPanel", this);
    }

    public async Task<IActionResult> OnPostAsync(string? tab, CancellationToken ct)
    {
        if (!await OpenAsync(tab, ct))
            return Gone();
        var result = await IsOwnFormAsync() ? await codes.RedeemAsync(HttpContext, Place, ct) : null;
        // The phone was the choice: who confirmed for a unit is not asked again for whom.
        if (result is SignInResult.Done done)
            return GoTo(Pending is null ? AfterSignIn.PathOf(Request) : await interactions.AnswerAsync(Pending, InteractionPrompts.Context, done.Context, ct));
        Mistakes = result is null ? [] : [_texts.Mistake(result, Tabs.IsUnit) with { Field = "qr-panel" }];
        Panel = await codes.ShowAsync(HttpContext, Place, QrWish.AsItStands, ct);
        IsTooEarly = result is null && Panel.State is QrPanelState.New or QrPanelState.Scanned or QrPanelState.Confirmed;
        return Shown();
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Shown()
    {
        if (Panel.State == QrPanelState.Busy)
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return Page();
    }

    private static ErrorNoticeResult Gone() => new(new(StatusCodes.Status400BadRequest, ErrorNotice.InteractionGone, null));
}
