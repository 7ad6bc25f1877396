using JsHrss.Accounts.Standing;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Bridge;

/// <summary>Tells the engine who sits at a browser.</summary>
internal sealed class HallSessions(BrowserSession sessions) : ISessions
{
    public async ValueTask<SignedIn?> CurrentAsync(HttpContext browser, CancellationToken ct) =>
        await sessions.CurrentAsync(browser, isUse: false, ct) is { } standing ? Of(standing) : null;

    /// <summary>A session in the engine's words.</summary>
    public static SignedIn Of(SessionStanding standing)
    {
        var session = standing.Session;
        return new SignedIn(
            new SessionId(session.Id.Value),
            new SubjectId(session.Person.ToString()),
            [.. session.Proofs.Select(proof => new Proof(proof.Method.ToString(), proof.At))],
            session.State.AbsoluteUntil,
            new SessionHouseStanding(standing));
    }

    public void Forget(HttpContext browser) => BrowserSession.Forget(browser);
}
