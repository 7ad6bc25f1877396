using JsHrss.Accounts.Audit;
using JsHrss.Accounts.People;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>Takes a channel's answer for an attempt: what was pulled from it, or what it signed. Nothing that a browser brings comes here.</summary>
public sealed class DecideFaceCheck(IFaceChecks checks, FaceOptions options, TimeProvider clock)
{
    /// <summary>Decides.</summary>
    /// <param name="check">As just found.</param>
    /// <param name="answer">About this attempt and its subject; whoever calls has made sure of both.</param>
    /// <param name="thumbprint">The app's key that signed the answer (RFC 7638); null for other channels.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The attempt as it stands after that: where somebody else was first, or the ten minutes are over, theirs counts. Never a refusal but <see cref="FaceErrors.Unknown"/>.</returns>
    public async ValueTask<Result<FaceCheck>> HandleAsync(FaceCheck check, FaceAnswer answer, string? thumbprint, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(origin);
        FaceFailure? failure;
        switch (answer)
        {
            case FaceAnswer.Passed:
                failure = null;
                break;
            case FaceAnswer.Failed failed:
                failure = failed.Reason;
                break;
            case FaceAnswer.Gone:
                failure = FaceFailure.RanOut;
                break;
            default:
                return check;
        }

        var now = clock.GetUtcNow();
        var fact = FaceFacts.Of(FactCodes.FaceCheckDecided, check, origin, now);
        var change = new FaceCheckDecided(check, failure, thumbprint, failure is null ? Proven(check, origin, now) : null, now, [failure is { } reason ? fact.RefusedAs(Word(reason)) : fact]);
        if (await checks.DecideAsync(change, options, ct).ConfigureAwait(false))
        {
            return failure is null
                ? check with { State = FaceCheckState.Passed, PassedAt = now, Thumbprint = thumbprint }
                : check with { State = FaceCheckState.Failed, Failure = failure, Thumbprint = thumbprint };
        }

        return await checks.FindAsync(check.Id, ct).ConfigureAwait(false) is { } other ? other : new Refusal(FaceErrors.Unknown);
    }

    private ProvenRealPerson? Proven(FaceCheck check, RequestOrigin origin, DateTimeOffset now)
    {
        if (check.Person is null)
            return null;
        var transaction = check.Reference is { } reference ? $"{check.Order}/{reference}" : check.Order.Value;
        return new ProvenRealPerson(
            new AssuranceEvidence(AssuranceLevel.RealPerson, AssuranceMethod.FaceCheck, now, check.Channel) { Transaction = transaction },
            now + options.EvidenceFor,
            FaceFacts.Of(FactCodes.RealPersonProven, check, origin, now));
    }

    private static string Word(FaceFailure failure) => failure switch
    {
        FaceFailure.NotPassed => FaceErrors.NotPassed,
        FaceFailure.OtherSubject => "face_other_subject",
        FaceFailure.RanOut => FaceErrors.Expired,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, null),
    };
}
