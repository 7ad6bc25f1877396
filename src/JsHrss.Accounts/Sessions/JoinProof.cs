using JsHrss.Accounts.Audit;
using JsHrss.Accounts.SignIn;

namespace JsHrss.Accounts.Sessions;

/// <summary>Takes a proof into the browser's session: a further proof of the same person joins it, under a new secret; anything else begins a session of its own (cases RT-15, RT-16).</summary>
public sealed class JoinProof(ISessionStore sessions, BeginSession begin, SessionOptions options, TimeProvider clock)
{
    /// <summary>Joins or begins.</summary>
    /// <param name="proven">Who proved what.</param>
    /// <param name="cookie">The browser's session cookie; may be absent or hostile.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null when the session changed meanwhile (another tab was first), or the key that proved it was removed, or the password changed: send the browser on; what it needs is asked again.</returns>
    public async ValueTask<SessionOpened?> HandleAsync(SignInOutcome.Proven proven, string? cookie, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(proven);
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        var presented = SessionHandle.Read(cookie);
        var current = presented is null ? null : await sessions.FindAsync(presented, ct).ConfigureAwait(false);
        if (current is null)
            return await begin.HandleAsync(proven, null, origin, ct).ConfigureAwait(false);
        if (current.Session.Person != proven.Person || !current.Session.State.IsLiveAt(now))
            return await begin.HandleAsync(proven, current.Session.State.EndedAt is null ? current.Session : null, origin, ct).ConfigureAwait(false);

        var (renewed, text) = SessionHandle.MintFor(current.Session.Id);
        var fact = SessionFacts.Of(FactCodes.ProofJoined, proven.Person, proven.Proof, current.Session.Id, origin, now);
        var joined = await sessions.JoinProofAsync(new ProofJoined(presented!, renewed, proven.Proof, now, now + options.Idle, [fact]) { Password = proven.Password }, ct).ConfigureAwait(false);
        return joined ? new SessionOpened(current.Session.Id, text) : null;
    }
}
