using System.Collections.Immutable;

namespace JsHrss.IdP.Web;

/// <summary>What became of a sign-in form. A closed union.</summary>
internal abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <summary>Proven; the session cookie is set.</summary>
    /// <param name="Context">What the person chose by the form they used: <c>self</c>, or the membership the password is of. The answer to the prompt <c>context</c>.</param>
    public sealed record Done(string Context) : SignInResult;

    /// <summary>M13: account, unit or password is wrong, or there is no such account. One case for all of them, so that a page cannot tell them apart (case EN-01).</summary>
    /// <param name="Limit">Failures in a row that lock.</param>
    public sealed record Wrong(int Limit) : SignInResult
    {
        /// <summary>The next try needs a human challenge, whether the account exists or not.</summary>
        public bool ChallengeNext { get; init; }
    }

    /// <summary>A human challenge must be answered with the password; nothing was compared or counted, whether the account exists or not.</summary>
    /// <param name="WasAnswered">The answer was wrong, late, or used before.</param>
    /// <param name="QuestionsUsedUp">The answer was right, but this address has used up its questions in words; a picture still does.</param>
    public sealed record ChallengeNeeded(bool WasAnswered, bool QuestionsUsedUp) : SignInResult;

    /// <summary>Too many failures from this address; nothing was compared or counted.</summary>
    /// <param name="Until">When it may try again, UTC.</param>
    public sealed record TooMany(DateTimeOffset Until) : SignInResult;

    /// <summary>M14, only to the right password.</summary>
    /// <param name="Until">When the lock opens, UTC.</param>
    public sealed record Locked(DateTimeOffset Until) : SignInResult;

    /// <summary>M15, only to the right password: the mandate has not begun or has ended.</summary>
    public sealed record MandateNotInForce : SignInResult;

    /// <summary>Refused for another reason, only to the right password.</summary>
    /// <param name="Code">Stable code; the text is <c>Refused.{Code}</c> of the sign-in texts, or a general one.</param>
    public sealed record Refused(string Code) : SignInResult;

    /// <summary>A passkey's answer proved nothing.</summary>
    /// <param name="Code">Stable code; the text is <c>Passkey.{Code}</c> of the sign-in texts, or a general one.</param>
    public sealed record PasskeyRefused(string Code) : SignInResult;

    /// <summary>What was typed fits several kinds of number; the person is asked which, nothing is guessed. Given before any look-up, so that it tells nothing about accounts.</summary>
    /// <param name="Field"><c>Account</c> or <c>UnitCode</c>.</param>
    /// <param name="Kinds">Stable codes in the order to show; texts are <c>Kind.{code}</c>.</param>
    public sealed record Ambiguous(string Field, ImmutableArray<string> Kinds) : SignInResult;

    /// <summary>The store or the limits cannot answer now; nothing was counted.</summary>
    /// <param name="RetryAfter">When to try again; null when unknown.</param>
    public sealed record Busy(TimeSpan? RetryAfter) : SignInResult;
}
