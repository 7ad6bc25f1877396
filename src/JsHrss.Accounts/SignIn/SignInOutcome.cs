using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;

namespace JsHrss.Accounts.SignIn;

/// <summary>How a sign-in ended. A closed union. Everything but <see cref="WrongAccountOrPassword"/>, <see cref="Ambiguous"/>, <see cref="ChallengeNeeded"/>, <see cref="TooMany"/>, <see cref="PasskeyRefused"/> and <see cref="Busy"/> is told to the right password or passkey only.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>Proven.</summary>
    /// <param name="Person">Who.</param>
    /// <param name="Proof">What was proven; its membership is the context the person just chose, if any.</param>
    public sealed record Proven(PersonId Person, Proof Proof) : SignInOutcome
    {
        /// <summary>For a password: its hash as it was stored when it was right. The session takes the proof only while that is so.</summary>
        public PasswordHash? Password { get; init; }
    }

    /// <summary>M13, alike for unknown accounts, wrong passwords, locked ones and accounts without password.</summary>
    /// <param name="LocksAfter">So many failures lock (the number in M13's text); the same for everybody.</param>
    /// <param name="ChallengeNext">The next attempt needs a human challenge (C21). It follows from what was typed and from where, so it is the same for unknown accounts.</param>
    public sealed record WrongAccountOrPassword(int LocksAfter, bool ChallengeNext) : SignInOutcome;

    /// <summary>A human challenge must be answered with the attempt. Nothing was looked up, compared or counted; the same for unknown accounts.</summary>
    /// <param name="WasAnswered">There was an answer, but it was wrong, late, or used before.</param>
    /// <param name="QuestionsUsedUp">The answer was right, but too many questions in words came from this address: a picture must be read.</param>
    public sealed record ChallengeNeeded(bool WasAnswered, bool QuestionsUsedUp) : SignInOutcome;

    /// <summary>Too many failures from this address: 429 with Retry-After. Nothing was looked up, compared or counted.</summary>
    /// <param name="Until">When the address may try again, UTC.</param>
    public sealed record TooMany(DateTimeOffset Until) : SignInOutcome;

    /// <summary>M14.</summary>
    /// <param name="Until">When the password path opens, UTC.</param>
    public sealed record Locked(DateTimeOffset Until) : SignInOutcome;

    /// <summary>M15: no mandate, not begun, or over.</summary>
    /// <param name="Reason">One of <see cref="Standing.AuthorityReasons"/>.</param>
    public sealed record MandateNotCurrent(string Reason) : SignInOutcome;

    /// <summary>Account, membership, unit or institution is frozen, suspended, on hold or ended, or the person's level too low for units; the page names 12333 and the counter.</summary>
    /// <param name="Reason">One of <see cref="Standing.AuthorityReasons"/>.</param>
    public sealed record NotServed(string Reason) : SignInOutcome;

    /// <summary>An initial password, right and alive: it must be changed before it opens anything (C24).</summary>
    /// <param name="Person">Who.</param>
    /// <param name="Credential">What must be changed.</param>
    public sealed record PasswordMustChange(PersonId Person, CredentialId Credential) : SignInOutcome;

    /// <summary>An initial password that was not used in time (case RC-13): the counter hands out another.</summary>
    public sealed record InitialPasswordExpired : SignInOutcome;

    /// <summary>What was typed is two accounts' number: ask which, never guess (R34).</summary>
    /// <param name="Accounts">What the account may be meant as; empty when that is clear.</param>
    /// <param name="Units">What the unit code may be meant as; empty when that is clear.</param>
    public sealed record Ambiguous(ImmutableArray<AccountKind> Accounts, ImmutableArray<UnitCodeKind> Units) : SignInOutcome;

    /// <summary>A passkey's answer proved nothing.</summary>
    /// <param name="Reason">One of <see cref="Passkeys.PasskeyErrors"/>.</param>
    public sealed record PasskeyRefused(string Reason) : SignInOutcome;

    /// <summary>Too many hash at once: 503 with Retry-After. Nothing was counted.</summary>
    public sealed record Busy : SignInOutcome;
}
