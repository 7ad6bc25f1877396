using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;

namespace JsHrss.IdP.Bridge;

/// <summary>The session of a browser, read at most once a request.</summary>
internal sealed class BrowserSession(ReadSession read, TimeProvider clock)
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

    /// <summary>The live session, if it opens acting for oneself; null: nobody is signed in, or for a unit alone. A unit's password shows and changes nothing of the person's own.</summary>
    public async ValueTask<SessionStanding?> OwnAsync(HttpContext browser, CancellationToken ct) =>
        await CurrentAsync(browser, isUse: true, ct) is { } standing && Reach.OpensSelf(standing, clock.GetUtcNow()) ? standing : null;

    /// <summary>After the session changed, the next question reads again.</summary>
    public static void Forget(HttpContext browser) => browser.Items.Remove(ReadAlready);

    /// <summary>After the session ended, nobody is signed in for the rest of the request.</summary>
    public static void Ended(HttpContext browser) => browser.Items[ReadAlready] = null;
}
