using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>Takes a passed check into the session that asked for it, as a proof of its own: consumed and joined by one change, under a new secret (cases QR-15, RT-15).</summary>
public sealed class ProveByFace(IFaceChecks checks, ISessionStore sessions, SessionOptions options, TimeProvider clock)
{
    /// <summary>The flow of a session.</summary>
    public static FaceFlow FlowOf(SessionId session) => new(FacePurpose.StepUp, session.ToString());

    /// <summary>Takes it up.</summary>
    /// <param name="standing">The session as just read.</param>
    /// <param name="cookie">The browser's session cookie, by which it was read.</param>
    /// <param name="id">Which check.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The session with its new cookie, or one of <see cref="FaceErrors"/>; <see cref="FaceErrors.Over"/> also when another tab was first.</returns>
    public async ValueTask<Result<SessionOpened>> HandleAsync(SessionStanding standing, string? cookie, FaceCheckId id, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(origin);
        var (session, person, now) = (standing.Session.Id, standing.Person.Id, clock.GetUtcNow());
        var flow = FlowOf(session);
        if (SessionHandle.Read(cookie) is not { } presented || presented.Id != session
            || await checks.FindAsync(id, ct).ConfigureAwait(false) is not { } check || check.Flow != flow || check.Person != person)
            return new Refusal(FaceErrors.Unknown);
        switch (check.StateAt(now))
        {
            case FaceCheckState.Passed:
                break;
            case FaceCheckState.Expired:
                return new Refusal(FaceErrors.Expired);
            case FaceCheckState.Consumed or FaceCheckState.Replaced:
                return new Refusal(FaceErrors.Over);
            default:
                return new Refusal(FaceErrors.NotPassed);
        }

        var proof = new Proof(ProofMethod.FaceCheck, check.PassedAt ?? now, null, null, null);
        var (renewed, text) = SessionHandle.MintFor(session);
        var fact = SessionFacts.Of(FactCodes.ProofJoined, person, proof, session, origin, now);
        fact = fact with { Detail = fact.Detail.Add("face_check", id.ToString()) };
        var change = new ProofJoined(presented, renewed, proof, now, now + options.Idle, [fact]) { FaceCheck = new SpentFaceCheck(id, flow, person, null, now) };
        return await sessions.JoinProofAsync(change, ct).ConfigureAwait(false) ? new SessionOpened(session, text) : new Refusal(FaceErrors.Over);
    }
}
