using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.SignIn;

namespace JsHrss.Accounts.Sessions;

/// <summary>A session as it was just opened or renewed.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Cookie">What goes into the cookie; never stored or logged.</param>
public sealed record SessionOpened(SessionId Id, string Cookie)
{
    /// <summary>The key only.</summary>
    public override string ToString() => Id.ToString();
}

/// <summary>Begins a session, always under a new key, so that nothing prepared before the sign-in lives on (case RT-15).</summary>
public sealed class BeginSession(ISessionStore sessions, SessionOptions options, TimeProvider clock)
{
    /// <summary>Begins.</summary>
    /// <param name="proven">Who proved what.</param>
    /// <param name="replaces">The browser's former session, which ends; null: none.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null: the key that proved it was removed meanwhile, or the password changed, and proves nothing any more.</returns>
    public async ValueTask<SessionOpened?> HandleAsync(SignInOutcome.Proven proven, Session? replaces, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(proven);
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        var (handle, cookie) = SessionHandle.Mint(now);
        var begun = SessionFacts.Of(FactCodes.SessionBegun, proven.Person, proven.Proof, handle.Id, origin, now);
        var isBegun = await sessions.BeginAsync(
            new SessionBegun(handle, proven.Person, proven.Proof, now, now + options.Idle, now + options.Absolute, origin, replaces?.Id, [begun])
            {
                FactsWhenReplaced = replaces is null ? [] : [SessionFacts.Of(FactCodes.SessionEnded, replaces.Person, null, replaces.Id, origin, now) with { Reason = SessionEnds.Replaced }],
                Password = proven.Password,
            },
            ct).ConfigureAwait(false);
        return isBegun ? new SessionOpened(handle.Id, cookie) : null;
    }
}
