using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;

namespace JsHrss.IdP.Bridge;

/// <summary>Gives a browser the session that a proof leads to: its own, joined, or a new one (cases RT-15, RT-16).</summary>
internal sealed class ProvenBrowser(JoinProof join)
{
    public async ValueTask TakeAsync(HttpContext browser, SignInOutcome.Proven proven, CancellationToken ct)
    {
        // Null: another tab was first, and the browser holds the newer cookie already.
        if (await join.HandleAsync(proven, SessionCookie.Read(browser), HttpRequestOrigin.Of(browser), ct) is { } opened)
        {
            if (SessionHandle.Read(SessionCookie.Read(browser)) is { } former && former.Id != opened.Id)
                HallSessionEnding.Empty(browser);
            SessionCookie.Write(browser, opened.Cookie);
        }

        BrowserSession.Forget(browser);
    }
}
