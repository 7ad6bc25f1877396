using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Standing;

namespace JsHrss.IdP.Bridge;

/// <summary>The session of a browser, read at most once a request.</summary>
internal sealed class BrowserSession(ReadSession read)
{
    private static readonly object ReadAlready = new();

    /// <summary>The live session with everything its person may do; null: nobody is signed in.</summary>
    /// <param name="browser">Whose.</param>
    /// <param name="isUse">Whether this request is the person's doing and moves the idle end by a write of its own.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<SessionStanding?> CurrentAsync(HttpContext browser, bool isUse, CancellationToken ct)
    {
        if (browser.Items.TryGetValue(ReadAlready, out var known))
            return (SessionStanding?)known;
        var current = await read.HandleAsync(SessionCookie.Read(browser), isUse, ct);
        browser.Items[ReadAlready] = current;
        return current;
    }

    /// <summary>After the session changed, the next question reads again.</summary>
    public static void Forget(HttpContext browser) => browser.Items.Remove(ReadAlready);

    /// <summary>After the session ended, nobody is signed in for the rest of the request.</summary>
    public static void Ended(HttpContext browser) => browser.Items[ReadAlready] = null;
}
