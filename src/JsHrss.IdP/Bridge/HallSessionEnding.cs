using System.Collections.Immutable;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Standing;
using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.Ports;
using SessionId = JsHrss.OpenId.Ports.SessionId;

namespace JsHrss.IdP.Bridge;

/// <summary>Ends sessions for the engine, over the domain's use cases, and what the browser holds with them.</summary>
internal sealed class HallSessionEnding(ISessionStore store, EndSession sessions, EndContext contexts, EndEverywhere everywhere) : ISessionEnding
{
    /// <summary>
    /// "cache": what one person saw must not come back by the Back key or from disk for the next at a shared computer (case RT-16).
    /// "storage": whatever a script of this origin may have kept. Never "cookies": that would delete the cookies of every other site
    /// under this domain too, and with them language and 大字版, which belong to whoever sits here and say nothing of who was signed in;
    /// the session's own cookie is deleted by name. Never "executionContexts": it would reload forms half filled in other tabs.
    /// </summary>
    private const string Cleared = "\"cache\", \"storage\"";

    public async ValueTask<ImmutableArray<SessionPart>> PartsAsync(SessionId session, CancellationToken ct)
    {
        var parts = await store.PartsAsync(new Accounts.Identifiers.SessionId(session.Value), ct);
        return [.. parts.Select(part => new SessionPart(new ClientId(part.Client), new ContextId(part.Context.ToString()), part.Sid))];
    }

    public async ValueTask EndAsync(HttpContext browser, SignedIn session, SignOutReach reach, ContextId? context, CancellationToken ct)
    {
        var (standing, origin) = (((SessionHouseStanding)session.Standing).Value, HttpRequestOrigin.Of(browser));
        var isOver = true;
        switch (reach)
        {
            case SignOutReach.Context:
                var which = SessionContext.Read(context?.Value) ?? throw new ArgumentException("A context that is none of ours.", nameof(context));
                isOver = await contexts.HandleAsync(standing, which, origin, ct);
                break;
            case SignOutReach.Browser:
                await sessions.HandleAsync(standing.Session.Id, standing.Session.Person, SessionEnds.SignOut, origin, ct);
                break;
            case SignOutReach.Everywhere:
                await everywhere.HandleAsync(standing.Session.Person, SessionEnds.SignOutEverywhere, origin, ct);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(reach), reach, null);
        }

        if (isOver)
            Clear(browser);
        else
            BrowserSession.Forget(browser);
    }

    /// <summary>Takes from the browser what it held of its session.</summary>
    public static void Clear(HttpContext browser)
    {
        SessionCookie.Delete(browser);
        BrowserSession.Ended(browser);
        Empty(browser);
    }

    /// <summary>Takes from the browser what it showed in its former session.</summary>
    public static void Empty(HttpContext browser) => browser.Response.Headers["Clear-Site-Data"] = Cleared;
}
