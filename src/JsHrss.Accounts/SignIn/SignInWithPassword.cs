using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Challenges;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.SignIn;

/// <summary>账号密码登录 of a person: 「输入注册时填入的证件号码或者手机号+密码，点击【登录】」 (R34).</summary>
/// <param name="Account">As typed: document or mobile number.</param>
/// <param name="Password">As typed.</param>
/// <param name="Kind">As what the account is meant, after <see cref="SignInOutcome.Ambiguous"/>; null: not asked.</param>
/// <param name="Origin">From where.</param>
public sealed record PasswordSignIn(string? Account, string? Password, AccountKind? Kind, RequestOrigin Origin)
{
    /// <summary>The human challenge answered with it, not spent yet; null: none was answered.</summary>
    public ChallengeAnswer? Challenge { get; init; }

    /// <summary>Masked.</summary>
    public override string ToString() => $"{nameof(PasswordSignIn)} {Masking.Account(Account)}";
}

/// <summary>Signs a person in with the personal password, which opens acting for oneself only.</summary>
public sealed class SignInWithPassword(
    IAccountDirectory directory, ICredentialStore credentials, IAttemptCounters attempts, IPasswordHasher hasher, LockoutOptions lockout, AttemptOptions limits, TimeProvider clock)
{
    private readonly AttemptGate _gate = new(attempts, limits);
    private readonly PasswordCheck _check = new(credentials, hasher, lockout, limits);

    /// <summary>Proves who somebody is, or says why not. Begins no session.</summary>
    public async ValueTask<SignInOutcome> HandleAsync(PasswordSignIn command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        // Before any look-up, so that it is alike for all accounts (case EN-02).
        if (command.Password is not { Length: > 0 and <= PasswordHash.LongestPassword } password)
            return new SignInOutcome.WrongAccountOrPassword(lockout.Failures, false);

        var claim = AttemptGate.Claim(command.Account, command.Challenge, command.Origin, now);
        var (refused, challengeNext) = await _gate.EnterAsync(claim, ct).ConfigureAwait(false);
        if (refused is not null)
            return refused;

        var account = AccountIdentifier.Read(command.Account, ChinaTime.DayOf(now), command.Kind);
        var found = await directory.FindPersonsAsync(account, ct).ConfigureAwait(false);
        var meant = found
            .Select(candidate => (Found: candidate, Kind: KindOf(account, candidate.Person)))
            .Where(candidate => candidate.Kind is not null)
            .ToImmutableArray();
        var kinds = meant.Select(candidate => candidate.Kind!.Value).Distinct().ToImmutableArray();
        if (meant.Length > 1 && kinds.Length > 1)
        {
            var fact = Fact(command, now, null) with { Result = AuditResult.Refused, Reason = SignInErrors.Ambiguous };
            await credentials.SettleAttemptAsync(new AttemptSettled(null, false, null, null, [fact]), ct).ConfigureAwait(false);
            return new SignInOutcome.Ambiguous(kinds, []);
        }

        // Several of one kind (passports of two countries) cannot be told apart by any question here: nobody.
        var one = meant.Length == 1 ? meant[0].Found : null;
        SignInOutcome outcome = new SignInOutcome.WrongAccountOrPassword(lockout.Failures, challengeNext);
        var verdict = await _check.CheckAsync(claim, password, one is not null, one?.Password, now, Settle, ct).ConfigureAwait(false);
        if (verdict is not PasswordVerdict.Busy)
            return outcome;
        await _gate.GiveBackAsync(claim, ct).ConfigureAwait(false);
        return new SignInOutcome.Busy();

        ImmutableArray<AuditFact> Settle(PasswordVerdict reached)
        {
            (outcome, var reason) = Judge(reached, one, challengeNext, now);
            return SignInFacts.Of(Fact(command, now, one), reached, reason, lockout);
        }
    }

    private (SignInOutcome Outcome, string? Reason) Judge(PasswordVerdict verdict, PersonalAccount? account, bool challengeNext, DateTimeOffset now)
    {
        if (verdict is PasswordVerdict.Wrong wrong)
            return (new SignInOutcome.WrongAccountOrPassword(lockout.Failures, challengeNext), wrong.Reason);
        var (person, password) = (account!.Person, account.Password!);
        if (verdict is PasswordVerdict.RightWhileLocked locked)
            return (new SignInOutcome.Locked(locked.Until), SignInErrors.Locked);
        if (Authority.OfPerson(person, now) is AuthorityVerdict.Refused refused)
            return (new SignInOutcome.NotServed(refused.Reason), refused.Reason);
        if (InitialPassword.Judge(person.Id, password, now) is { } initial)
            return initial;
        return (new SignInOutcome.Proven(person.Id, new Proof(ProofMethod.PersonalPassword, now, null, null, password.Id)) { Password = ((PasswordVerdict.Right)verdict).Hash }, null);
    }

    private static AccountKind? KindOf(AccountIdentifier account, PersonStanding person) =>
        account.KindOf(person.Profile.Value.Document, person.Profile.Value.Phone);

    private static AuditFact Fact(PasswordSignIn command, DateTimeOffset now, PersonalAccount? account) =>
        SignInFacts.Begin(ProofMethod.PersonalPassword, command.Account, command.Challenge, command.Origin, now) with { Subject = account?.Person.Id };
}
