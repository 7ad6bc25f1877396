using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Sessions;

/// <summary>Who sits at a browser.</summary>
public sealed class ReadSession(ISessionStore sessions, SessionOptions options, TimeProvider clock)
{
    // A write a minute is often enough for an idle time of half an hour.
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>The live session of a cookie; null: nobody is signed in, or the session ended, or the account is closed (a freeze closes every way, security decision 8).</summary>
    /// <param name="cookie">May be absent or hostile.</param>
    /// <param name="isUse">Whether this request is the person's doing and moves the idle end; false for polls (case RT-22) and where the engine's batch notes it.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<SessionStanding?> HandleAsync(string? cookie, bool isUse, CancellationToken ct)
    {
        if (SessionHandle.Read(cookie) is not { } handle)
            return null;
        var now = clock.GetUtcNow();
        if (await sessions.FindAsync(handle, ct).ConfigureAwait(false) is not { } found
            || found.Session.Proofs.IsEmpty
            || !found.Session.State.IsLiveAt(now)
            || Authority.OfPerson(found.Person, now) is AuthorityVerdict.Refused)
            return null;
        if (isUse && now - found.Session.SeenAt >= TouchEvery)
            await sessions.TouchAsync(found.Session.Id, now, now + options.Idle, ct).ConfigureAwait(false);
        return found;
    }
}
