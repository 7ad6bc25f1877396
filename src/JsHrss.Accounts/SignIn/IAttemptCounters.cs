using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Challenges;

namespace JsHrss.Accounts.SignIn;

/// <summary>Counts password attempts by what was typed, by address, and everywhere. A store that cannot count throws; then nothing is compared (case EN-16).</summary>
public interface IAttemptCounters
{
    /// <summary>Counts an attempt before anything is looked up or hashed, and spends its challenge answer: one round trip, each counter by one conditional statement that does what <see cref="AttemptRule"/> says.</summary>
    ValueTask<AttemptAdmission> ReserveAsync(AttemptClaim claim, AttemptOptions options, CancellationToken ct);

    /// <summary>Spends a challenge that another one takes the place of, by the statement that spends an answered one: from then on an answer to it counts as used before (case OT-08).</summary>
    ValueTask SpendAsync(HumanChallenge replaced, CancellationToken ct);

    /// <summary>Takes back an attempt that was not compared after all. Its challenge stays spent.</summary>
    ValueTask GiveBackAsync(AttemptClaim claim, AttemptOptions options, CancellationToken ct);

    /// <summary>Whether every attempt from an address needs a challenge just now, whoever is typed; one look-up.</summary>
    ValueTask<bool> NeedsChallengeAsync(string network, AttemptOptions options, DateTimeOffset now, CancellationToken ct);
}

/// <summary>One attempt to be counted.</summary>
/// <param name="Account">What was typed, in its one spelling (<see cref="AttemptSubject"/>). Stored as keyed digest only.</param>
/// <param name="Network">From where (<see cref="RequestOrigin.Network"/>). Stored as keyed digest only.</param>
/// <param name="Answer">The challenge answered with it; null: none.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Alarm">Written when this attempt is the one that makes the failures everywhere an attack.</param>
public sealed record AttemptClaim(string Account, string Network, ChallengeAnswer? Answer, DateTimeOffset At, AuditFact Alarm)
{
    /// <summary>Without account and address.</summary>
    public override string ToString() => nameof(AttemptClaim);
}

/// <summary>An attempt that stands in the counters.</summary>
/// <param name="Claim">What was counted.</param>
/// <param name="Options">The windows it was counted in.</param>
public sealed record AttemptReserved(AttemptClaim Claim, AttemptOptions Options);

/// <summary>Whether an attempt may be compared. A closed union.</summary>
public abstract record AttemptAdmission
{
    private AttemptAdmission()
    {
    }

    /// <summary>Counted; compare.</summary>
    /// <param name="ChallengeNext">Should this one fail, the next needs a challenge. Follows from counters alone, so it is the same for accounts that do not exist (case EN-01).</param>
    public sealed record Admitted(bool ChallengeNext) : AttemptAdmission;

    /// <summary>Not counted, not to be compared: a challenge must be answered first, or this answer was wrong, late or used before.</summary>
    /// <param name="QuestionsUsedUp">The answer was right, but too many questions in words came from this address.</param>
    public sealed record ChallengeNeeded(bool QuestionsUsedUp) : AttemptAdmission;

    /// <summary>Not counted, not to be compared: too many failures from this address.</summary>
    /// <param name="Until">When its window ends, UTC.</param>
    public sealed record TooMany(DateTimeOffset Until) : AttemptAdmission;
}
