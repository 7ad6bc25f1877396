using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Sessions;

/// <summary>Ends a session, and with it its grants without <c>offline_access</c>. Relying parties that take part are told through the outbox, in the same transaction.</summary>
public sealed class EndSession(ISessionStore sessions, TimeProvider clock)
{
    /// <summary>Ends.</summary>
    /// <param name="session">Which.</param>
    /// <param name="person">Whose it is.</param>
    /// <param name="because">One of <see cref="SessionEnds"/>.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask HandleAsync(SessionId session, PersonId person, string because, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        var fact = SessionFacts.Of(FactCodes.SessionEnded, person, null, session, origin, now) with { Reason = because };
        await sessions.EndAsync(new SessionEnded(session, because, now, [fact]), ct).ConfigureAwait(false);
    }
}

/// <summary>Why sessions, and what hangs on them, end. Stored.</summary>
public static class SessionEnds
{
    /// <summary>退出登录.</summary>
    public const string SignOut = "sign_out";

    /// <summary>One context of a session was signed out; the session goes on while others remain.</summary>
    public const string ContextSignOut = "context_sign_out";

    /// <summary>The person ended all of their sessions.</summary>
    public const string SignOutEverywhere = "sign_out_everywhere";

    /// <summary>The browser signed in as somebody else, or anew.</summary>
    public const string Replaced = "replaced";

    /// <summary>The person or an officer ended it from elsewhere.</summary>
    public const string Revoked = "revoked";

    /// <summary>What it was opened for was not done.</summary>
    public const string Unused = "unused";

    /// <summary>The only factor it stood on was removed.</summary>
    public const string FactorRemoved = "factor_removed";

    /// <summary>The only password it stood on was set anew.</summary>
    public const string PasswordChanged = "password_changed";

    /// <summary>An officer suspended the institution it acted in.</summary>
    public const string InstitutionSuspended = "institution_suspended";

    /// <summary>An officer ended the institution it acted in.</summary>
    public const string InstitutionEnded = "institution_ended";
}
