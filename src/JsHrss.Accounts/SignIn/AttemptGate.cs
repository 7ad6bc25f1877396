using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Challenges;

namespace JsHrss.Accounts.SignIn;

/// <summary>The cheap gate before look-up and hash (security decision 6): counts, and demands a challenge where the counters say so.</summary>
internal sealed class AttemptGate(IAttemptCounters counters, AttemptOptions options)
{
    /// <summary>The attempt of a form, not counted yet.</summary>
    public static AttemptClaim Claim(string? account, ChallengeAnswer? answer, RequestOrigin origin, DateTimeOffset now) =>
        new(AttemptSubject.Of(account, ChinaTime.DayOf(now)), origin.Network ?? "", answer, now, new AuditFact
        {
            Code = FactCodes.SignInAnomaly,
            Result = AuditResult.Refused,
            Reason = SignInErrors.Spraying,
            At = now,
            Origin = RequestOrigin.Unknown,
        });

    /// <summary>Null: counted, go on; otherwise how the attempt ended.</summary>
    public async ValueTask<(SignInOutcome? Refused, bool ChallengeNext)> EnterAsync(AttemptClaim claim, CancellationToken ct) =>
        await counters.ReserveAsync(claim, options, ct).ConfigureAwait(false) switch
        {
            AttemptAdmission.Admitted admitted => (null, admitted.ChallengeNext),
            AttemptAdmission.ChallengeNeeded needed => (new SignInOutcome.ChallengeNeeded(claim.Answer is not null, needed.QuestionsUsedUp), true),
            AttemptAdmission.TooMany many => (new SignInOutcome.TooMany(many.Until), true),
            var other => throw new InvalidOperationException($"The counters gave {other.GetType().Name}, outside the closed union."),
        };

    /// <summary>A server without a turn at the hash counts nothing.</summary>
    public ValueTask GiveBackAsync(AttemptClaim claim, CancellationToken ct) => counters.GiveBackAsync(claim, options, ct);
}
