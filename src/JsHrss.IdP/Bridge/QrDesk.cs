using System.Net;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.IdP.Hosting;
using JsHrss.IdP.Metrics;
using JsHrss.IdP.QrCodes;
using JsHrss.IdP.Resources;
using JsHrss.IdP.Web;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Bridge;

/// <summary>扫码登录 for the pages, over the domain's use cases.</summary>
internal sealed class QrDesk(OpenTicket tickets, RedeemTicket redeem, ProvenBrowser proofs, BrowserSession sessions, QrBoard board, QrSite site) : IQrDesk
{
    public async ValueTask<QrPanel> ShowAsync(HttpContext browser, QrSpot place, QrWish wish, CancellationToken ct)
    {
        var (cookie, here, now) = (QrCookie.Read(browser), Place(place), site.Now);
        var current = wish == QrWish.New ? null : await tickets.CurrentAsync(cookie, ct);
        // A code of another tab or request is not shown here as if it were this one's.
        if (current is not null && current.Ticket.Place != here)
            current = wish == QrWish.AsItStands ? current with { Ticket = current.Ticket with { State = QrTicketState.Replaced } } : null;
        if (wish == QrWish.AsItStands && current is null)
            return Panel(QrPanelState.Expired);
        if (current is null || (wish == QrWish.Good && current.Ticket.StateAt(now) > QrTicketState.Confirmed))
        {
            if (await tickets.HandleAsync(here, site.Shown(browser, place), cookie, HttpRequestOrigin.Of(browser), ct) is not { } opened)
                return Panel(QrPanelState.Busy);
            QrCookie.Write(browser, opened.Browser.Text);
            current = opened;
        }

        board.Put(current.Ticket);
        return Panel(current, site.Now); // a moment later: never more than the whole minute
    }

    public async ValueTask<SignInResult?> RedeemAsync(HttpContext browser, QrSpot place, CancellationToken ct)
    {
        // Whose session it was has ended meanwhile: then it is no step of theirs, and nobody's phone completes it.
        PersonId? expected = null;
        if (place.IsStepUp)
        {
            if (await sessions.CurrentAsync(browser, isUse: true, ct) is not { } standing)
                return null;
            expected = standing.Person.Id;
        }

        var outcome = await redeem.HandleAsync(Place(place), QrCookie.Read(browser), expected, HttpRequestOrigin.Of(browser), ct);
        if (outcome is null)
            return null;
        site.Meter.SignIn(place.IsUnit ? "unit_qr" : "person_qr", outcome);
        switch (outcome)
        {
            case SignInOutcome.Proven proven:
                await proofs.TakeAsync(browser, proven, ct);
                QrCookie.Delete(browser);
                return new SignInResult.Done(new SessionContext(proven.Proof.Membership).ToString());
            case SignInOutcome.MandateNotCurrent:
                return new SignInResult.MandateNotInForce();
            case SignInOutcome.NotServed refused:
                return new SignInResult.Refused(refused.Reason);
            default:
                throw new InvalidOperationException($"A code was redeemed with {outcome.GetType().Name}.");
        }
    }

    private static QrPlace Place(QrSpot place)
    {
        var request = place.Pending?.Request;
        return new QrPlace(
            place.IsUnit ? QrTab.Unit : QrTab.Person,
            OpenTicket.InteractionOf(place.Pending?.Handle),
            place.IsUnit ? place.UnitNumber ?? QrSite.Hint(request?.HostParameters.GetValueOrDefault(House.UnitHint)) : null,
            request?.Client.Id.Value);
    }

    private QrPanel Panel(QrShown shown, DateTimeOffset now)
    {
        var state = shown.Ticket.StateAt(now);
        var left = Math.Max(0, (int)Math.Ceiling((shown.Ticket.EndsAt - now).TotalSeconds));
        var isOpen = state <= QrTicketState.Confirmed;
        return new QrPanel(
            state switch
            {
                QrTicketState.New => QrPanelState.New,
                QrTicketState.Scanned => QrPanelState.Scanned,
                QrTicketState.Confirmed => QrPanelState.Confirmed,
                QrTicketState.Denied => QrPanelState.Denied,
                QrTicketState.Replaced => QrPanelState.Replaced,
                _ => QrPanelState.Expired,
            },
            isOpen ? left : 0,
            isOpen ? site.TextOf(shown.Browser) : null,
            state == QrTicketState.New ? QrSite.AppLink(shown.Browser) : null,
            state == QrTicketState.Scanned ? shown.Ticket.PairingText : null);
    }

    private static QrPanel Panel(QrPanelState state) => new(state, 0, null, null, null);
}

/// <summary>What a code says of this site and of the browser that shows it.</summary>
internal sealed class QrSite(ServerOptions server, ServerMeter meter, KnownPlaces places, IStringLocalizer<Resources.Qr> words, TimeProvider clock)
{
    private const int LongestHint = 64;

    public ServerMeter Meter => meter;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Text of the code; a phone's own camera that opens it comes to a page that does nothing.</summary>
    public string TextOf(QrBrowserHandle browser) => Prefix + browser.ScanText;

    /// <summary>What stands behind our address in a code; null: another site's, or none.</summary>
    public string? CodeOf(string? text) => text?.StartsWith(Prefix, StringComparison.Ordinal) is true ? text[Prefix.Length..] : null;

    public static string AppLink(QrBrowserHandle browser) => $"jshrss-app://qr/{browser.ScanText}";

    /// <summary>A hint longer than any number names nothing, and is kept as that.</summary>
    public static string? Hint(string? hint) => hint is null or "self" ? null : hint.Length > LongestHint ? "-" : hint;

    public ShownRequest Shown(HttpContext browser, QrSpot place)
    {
        var address = ClientAddress.Of(browser).Text;
        return new(
            words["Site"], place.Pending?.Request.Client.Name ?? words["Own"], places.NameOf(address), KnownPlaces.Masked(address),
            DeviceWords.Of(browser.Request.Headers.UserAgent.ToString()), words["Reach"]);
    }

    private string Prefix => server.Issuer + "/qr/";
}
