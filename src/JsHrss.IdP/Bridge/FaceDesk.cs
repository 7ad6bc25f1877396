using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.IdP.Pages;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Bridge;

/// <summary>实人认证 for the pages, over the domain's use cases.</summary>
internal sealed class FaceDesk(StartFaceCheck start, AskFaceCheck ask, ProveByFace prove, FaceChannels channels, BrowserSession sessions, TimeProvider clock) : IFaceDesk
{
    public async ValueTask<FaceOffer?> OfferAsync(HttpContext browser, CancellationToken ct)
    {
        if (await WhoAsync(browser, isUse: true, ct) is not { } standing)
            return null;
        var (person, now) = (standing.Person, clock.GetUtcNow());
        var codes = channels.For(person.Profile.Value.Document.Type);
        var barrier = StartFaceCheck.IsTooYoung(person, now) ? FaceErrors.TooYoung
            : person.LevelAt(now) < AssuranceLevel.RealName ? PeopleErrors.LevelNeedsRealName
            : codes.IsEmpty ? FaceErrors.NoChannel : null;
        return new FaceOffer([.. codes.Select(one => one.Code)], barrier, person.LevelAt(now) == AssuranceLevel.RealPerson ? person.RealPersonUntil : null);
    }

    public async ValueTask<FaceBegun?> BeginAsync(HttpContext browser, string? channel, string? agreed, CancellationToken ct)
    {
        if (await WhoAsync(browser, isUse: true, ct) is not { } standing)
            return null;
        var now = clock.GetUtcNow();
        var consent = agreed is null ? null : FaceNotice.Agree(agreed, now);
        if (agreed is not null && consent is null)
            return new FaceBegun(null, FaceErrors.ConsentChanged);
        var wanted = new FaceCheckWanted(ProveByFace.FlowOf(standing.Session.Id), standing.Person, channel ?? "", consent)
        {
            Shown = FaceShown.Of(browser, standing, now),
            Device = standing.Session.Id.ToString(),
        };
        var opened = await start.HandleAsync(wanted, HttpRequestOrigin.Of(browser), ct);
        return opened.IsOk ? new FaceBegun(opened.Value.Check.Id.ToString(), null) : new FaceBegun(null, opened.Code);
    }

    public async ValueTask<FacePanel?> ShowAsync(HttpContext browser, string id, bool isUse, CancellationToken ct)
    {
        if (await WhoAsync(browser, isUse, ct) is not { } standing || FaceCheckId.Read(id) is not { } check)
            return null;
        var asked = await ask.HandleAsync(check, ProveByFace.FlowOf(standing.Session.Id), standing.Person.Id, HttpRequestOrigin.Of(browser), ct);
        return asked.IsOk ? Panel(asked.Value, clock.GetUtcNow()) : null;
    }

    public async ValueTask<FaceTaken?> TakeAsync(HttpContext browser, string id, CancellationToken ct)
    {
        if (await WhoAsync(browser, isUse: true, ct) is not { } standing)
            return null;
        if (FaceCheckId.Read(id) is not { } check)
            return new FaceTaken(FaceErrors.Unknown);
        // Without script nobody has asked the channel since the page was drawn.
        await ask.HandleAsync(check, ProveByFace.FlowOf(standing.Session.Id), standing.Person.Id, HttpRequestOrigin.Of(browser), ct);
        var taken = await prove.HandleAsync(standing, SessionCookie.Read(browser), check, HttpRequestOrigin.Of(browser), ct);
        if (taken.IsOk)
            SessionCookie.Write(browser, taken.Value.Cookie);
        BrowserSession.Forget(browser);
        return new FaceTaken(taken.Code);
    }

    private async ValueTask<SessionStanding?> WhoAsync(HttpContext browser, bool isUse, CancellationToken ct)
    {
        if (await sessions.CurrentAsync(browser, isUse, ct) is not { } standing)
            return null;
        // A session of one unit is asked for a face where a relying party wants to know who sits there, and only then.
        if (RunningInteraction.Of(browser).Pending is { Need.Page: StepUpModel.Name })
            return standing;
        return Reach.OpensSelf(standing, clock.GetUtcNow()) ? standing : null;
    }

    private static FacePanel Panel(FaceCheck check, DateTimeOffset now)
    {
        var state = check.StateAt(now) switch
        {
            FaceCheckState.Created when check.Prompt is null => FacePanelState.Replaced,
            FaceCheckState.Created => FacePanelState.Open,
            FaceCheckState.Passed => FacePanelState.Passed,
            FaceCheckState.Consumed => FacePanelState.Done,
            FaceCheckState.Failed when check.Failure != FaceFailure.RanOut => FacePanelState.Failed,
            FaceCheckState.Replaced => FacePanelState.Replaced,
            _ => FacePanelState.Expired,
        };
        var isOpen = state == FacePanelState.Open;
        return new FacePanel(
            state,
            check.Channel,
            isOpen ? Math.Max(0, (int)Math.Ceiling((check.EndsAt - now).TotalSeconds)) : 0,
            isOpen ? check.Prompt!.QrText : null,
            isOpen ? check.Prompt!.AppLink?.OriginalString : null,
            check.IsChannelSilent)
        {
            Pairing = isOpen ? FaceShown.PairingOf(check.Prompt!) : null,
        };
    }
}
