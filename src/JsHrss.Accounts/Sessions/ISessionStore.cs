using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Sessions;

/// <summary>Sessions with their proofs. Each change is one transaction with its facts.</summary>
public interface ISessionStore
{
    /// <summary>Finds a session by key and compares the digest in fixed time; one round trip with proofs, person and all memberships that are not ended. Ended and idle sessions are found too.</summary>
    /// <returns>Null when the key is unknown or the digest differs.</returns>
    ValueTask<SessionStanding?> FindAsync(SessionHandle handle, CancellationToken ct);

    /// <summary>As <see cref="FindAsync(SessionHandle, CancellationToken)"/>, for a grant that knows its session and not the browser's secret.</summary>
    /// <returns>Null when the key is unknown.</returns>
    ValueTask<SessionStanding?> FindAsync(SessionId session, CancellationToken ct);

    /// <summary>Writes a new session with its first proof, and ends the one it replaces; conditional: the passkey or app key of the proof still stands, the password is still the one that was compared.</summary>
    /// <returns>False, and nothing written: it was removed or changed a moment ago.</returns>
    ValueTask<bool> BeginAsync(SessionBegun change, CancellationToken ct);

    /// <summary>Adds a proof and replaces the handle's digest; conditional: not ended, the digest still the one presented, and the proof as for <see cref="BeginAsync"/>.</summary>
    /// <returns>False, and nothing written, when the condition failed: ended, or another tab's proof came first, or the key was removed or the password changed a moment ago.</returns>
    ValueTask<bool> JoinProofAsync(ProofJoined change, CancellationToken ct);

    /// <summary>Notes use, moving the idle end; conditional: not ended. Not called for polls (case RT-22). The engine's own batches note use by themselves.</summary>
    ValueTask TouchAsync(SessionId session, DateTimeOffset seenAt, DateTimeOffset idleUntil, CancellationToken ct);

    /// <summary>Ends a session and, in the same transaction, its grants without <c>offline_access</c>. Ending an ended session changes nothing.</summary>
    ValueTask EndAsync(SessionEnded change, CancellationToken ct);

    /// <summary>Ends one context of a session: its parts, its grants without <c>offline_access</c>, the proofs named; and the session too when no counting proof or no part is left in it. Of an ended session nothing changes.</summary>
    /// <returns>True: the session is over.</returns>
    ValueTask<bool> EndContextAsync(ContextEnded change, CancellationToken ct);

    /// <summary>Ends every session and every grant of a person.</summary>
    ValueTask EndEverywhereAsync(AllEnded change, CancellationToken ct);

    /// <summary>Which clients take part in a session now; one round trip.</summary>
    ValueTask<ImmutableArray<ClientPart>> PartsAsync(SessionId session, CancellationToken ct);
}

/// <summary>A new session.</summary>
/// <param name="Handle">Key and digest.</param>
/// <param name="Person">Who.</param>
/// <param name="Proof">Its first proof.</param>
/// <param name="At">UTC.</param>
/// <param name="IdleUntil">UTC.</param>
/// <param name="AbsoluteUntil">UTC.</param>
/// <param name="Origin">Address and browser, kept sealed for the person's list of sessions.</param>
/// <param name="Replaces">The browser's former session, ended by this change as by <see cref="ISessionStore.EndAsync"/> with reason <c>replaced</c>; null: none.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record SessionBegun(
    SessionHandle Handle,
    PersonId Person,
    Proof Proof,
    DateTimeOffset At,
    DateTimeOffset IdleUntil,
    DateTimeOffset AbsoluteUntil,
    RequestOrigin Origin,
    SessionId? Replaces,
    ImmutableArray<AuditFact> Facts)
{
    /// <summary>For a proof by password: the hash that was compared (<see cref="SignInOutcome.Proven.Password"/>). Without it such a proof is not taken.</summary>
    public PasswordHash? Password { get; init; }

    /// <summary>Audit facts that are told only where the former session had not ended before.</summary>
    public ImmutableArray<AuditFact> FactsWhenReplaced { get; init; } = [];
}

/// <summary>A further proof of the same person.</summary>
/// <param name="Presented">The handle the browser came with.</param>
/// <param name="Renewed">The same key with the digest that takes its place.</param>
/// <param name="Proof">What was proven.</param>
/// <param name="At">UTC.</param>
/// <param name="IdleUntil">UTC.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record ProofJoined(SessionHandle Presented, SessionHandle Renewed, Proof Proof, DateTimeOffset At, DateTimeOffset IdleUntil, ImmutableArray<AuditFact> Facts)
{
    /// <summary>The passed face check that the proof is: consumed with it, or nothing is written. Null: another proof.</summary>
    public SpentFaceCheck? FaceCheck { get; init; }

    /// <summary>As in <see cref="SessionBegun.Password"/>.</summary>
    public PasswordHash? Password { get; init; }
}

/// <summary>An end.</summary>
/// <param name="Session">Which.</param>
/// <param name="Because">One of <see cref="SessionEnds"/>.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record SessionEnded(SessionId Session, string Because, DateTimeOffset At, ImmutableArray<AuditFact> Facts);

/// <summary>The end of one context.</summary>
/// <param name="Session">Of which session.</param>
/// <param name="Context">Which.</param>
/// <param name="Proofs">Proofs that no longer count.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
/// <param name="FactsWhenOver">Further facts, written when the session is over with it.</param>
public sealed record ContextEnded(
    SessionId Session, SessionContext Context, ImmutableArray<Proof> Proofs, DateTimeOffset At, ImmutableArray<AuditFact> Facts, ImmutableArray<AuditFact> FactsWhenOver);

/// <summary>The end of everything of one person.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Because">Stable reason, for instance <c>sign_out_everywhere</c>.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts of the whole.</param>
/// <param name="FactOf">The fact of each session that ends by it. Pure: which these are is known only in the transaction.</param>
public sealed record AllEnded(PersonId Person, string Because, DateTimeOffset At, ImmutableArray<AuditFact> Facts, Func<SessionId, AuditFact> FactOf);

/// <summary>A client's part in a session.</summary>
/// <param name="Client"><c>client_id</c>.</param>
/// <param name="Context">In which context.</param>
/// <param name="Sid">The session's name towards it.</param>
public sealed record ClientPart(string Client, SessionContext Context, string Sid);
