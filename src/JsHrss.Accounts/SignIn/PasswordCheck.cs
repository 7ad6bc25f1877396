using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;

namespace JsHrss.Accounts.SignIn;

/// <summary>What a password proved. A closed union.</summary>
internal abstract record PasswordVerdict
{
    private PasswordVerdict()
    {
    }

    /// <summary>The right one, on an open path.</summary>
    /// <param name="Hash">As it is stored now.</param>
    public sealed record Right(PasswordHash Hash) : PasswordVerdict;

    /// <summary>The right one, but the path is closed.</summary>
    public sealed record RightWhileLocked(DateTimeOffset Until) : PasswordVerdict;

    /// <summary>Wrong, unknown, or not compared.</summary>
    public sealed record Wrong(int Failures, string Reason) : PasswordVerdict;

    /// <summary>No turn at the hash.</summary>
    public sealed record Busy : PasswordVerdict;
}

/// <summary>Turn, count, compare, settle: the same steps and one hash for every account, known or not (cases EN-01, EN-02).</summary>
internal sealed class PasswordCheck(ICredentialStore credentials, IPasswordHasher hasher, LockoutOptions lockout, AttemptOptions limits)
{
    /// <param name="claim">The attempt as it stands in the counters.</param>
    /// <param name="password">As typed; not empty and not longer than <see cref="PasswordHash.LongestPassword"/>.</param>
    /// <param name="known">Whether the account is known.</param>
    /// <param name="stored">Its password.</param>
    /// <param name="now">UTC.</param>
    /// <param name="facts">Makes the facts of a verdict; they are written with it.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<PasswordVerdict> CheckAsync(
        AttemptClaim claim, string password, bool known, StoredPassword? stored, DateTimeOffset now, Func<PasswordVerdict, ImmutableArray<AuditFact>> facts, CancellationToken ct)
    {
        using var turn = await hasher.EnterAsync(ct).ConfigureAwait(false);
        if (turn is null)
            return new PasswordVerdict.Busy();

        // Unknown accounts count against a key that exists nowhere: the same statement, no row.
        var attempt = await credentials.ReserveAttemptAsync(stored?.Id ?? CredentialId.New(now), lockout, now, ct).ConfigureAwait(false);
        var isCompared = stored is not null && attempt is Attempt.Counted or Attempt.WhileLocked;
        var hash = isCompared ? stored!.Hash : hasher.Dummy;
        var comparison = await turn.CompareAsync(password, hash, ct).ConfigureAwait(false);
        var isRight = isCompared && comparison != PasswordComparison.Differs;

        var rehash = isRight && attempt is Attempt.Counted && comparison == PasswordComparison.MatchesCheaply ? await turn.HashAsync(password, ct).ConfigureAwait(false) : null;
        var verdict = Verdict(attempt, isRight ? rehash ?? hash : null, known, stored is not null);
        if (await SettleAsync(verdict).ConfigureAwait(false))
            return verdict;

        // Changed while it was compared (case RC-04): an attempt that failed, and stays counted.
        verdict = Verdict(attempt, null, known, hasPassword: true);
        await SettleAsync(verdict).ConfigureAwait(false);
        return verdict;

        ValueTask<bool> SettleAsync(PasswordVerdict reached) => credentials.SettleAttemptAsync(
            new AttemptSettled(stored?.Id, reached is PasswordVerdict.Right, reached is PasswordVerdict.Right ? rehash : null, isCompared ? hash : null, facts(reached)) { Reserved = new AttemptReserved(claim, limits) }, ct);
    }

    private static PasswordVerdict Verdict(Attempt attempt, PasswordHash? right, bool known, bool hasPassword) => attempt switch
    {
        Attempt.Counted when right is not null => new PasswordVerdict.Right(right),
        Attempt.Counted counted => new PasswordVerdict.Wrong(counted.Failures, SignInErrors.WrongPassword),
        Attempt.WhileLocked locked when right is not null => new PasswordVerdict.RightWhileLocked(locked.Until),
        Attempt.WhileLocked or Attempt.NotCompared => new PasswordVerdict.Wrong(0, SignInErrors.WrongWhileLocked),
        _ => new PasswordVerdict.Wrong(0, known && !hasPassword ? SignInErrors.NoPassword : SignInErrors.UnknownAccount),
    };
}
