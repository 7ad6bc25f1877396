using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Challenges;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.SignIn;

/// <summary>账号密码登录 to a unit or institution: 「输入统一社会信用代码/单位编号；输入证件号码/移动电话；输入密码」 (R107, R111).</summary>
/// <param name="UnitCode">As typed: unified social credit code, unit number or institution number.</param>
/// <param name="Account">As typed: the person's document or mobile number.</param>
/// <param name="Password">As typed: that membership's password.</param>
/// <param name="UnitKind">As what the unit code is meant, after <see cref="SignInOutcome.Ambiguous"/>; null: not asked.</param>
/// <param name="Kind">As what the account is meant, after <see cref="SignInOutcome.Ambiguous"/>; null: not asked.</param>
/// <param name="Origin">From where.</param>
public sealed record UnitSignIn(string? UnitCode, string? Account, string? Password, UnitCodeKind? UnitKind, AccountKind? Kind, RequestOrigin Origin)
{
    /// <summary>The human challenge answered with it, not spent yet; null: none was answered.</summary>
    public ChallengeAnswer? Challenge { get; init; }

    /// <summary>Masked.</summary>
    public override string ToString() => $"{nameof(UnitSignIn)} {Masking.Account(Account)}";
}

/// <summary>Signs a person in to one membership with that membership's password, which opens nothing else.</summary>
public sealed class SignInToUnit(
    IAccountDirectory directory, ICredentialStore credentials, IAttemptCounters attempts, IPasswordHasher hasher, LockoutOptions lockout, AttemptOptions limits, TimeProvider clock)
{
    private readonly AttemptGate _gate = new(attempts, limits);
    private readonly PasswordCheck _check = new(credentials, hasher, lockout, limits);

    /// <summary>Proves who somebody is in which unit, or says why not. Begins no session.</summary>
    public async ValueTask<SignInOutcome> HandleAsync(UnitSignIn command, CancellationToken ct)
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

        var code = UnitCode.Read(command.UnitCode, command.UnitKind);
        var account = AccountIdentifier.Read(command.Account, ChinaTime.DayOf(now), command.Kind);
        var found = await directory.FindMembersAsync(code, account, ct).ConfigureAwait(false);
        var meant = found
            .Select(candidate => new Meant(candidate, UnitKindOf(code, candidate.Unit), AccountKindOf(account, candidate.Person)))
            .Where(candidate => candidate is { UnitKind: not null, AccountKind: not null })
            .ToImmutableArray();
        if (QuestionOf(meant) is { } question)
        {
            var fact = Fact(command, now, null) with { Result = AuditResult.Refused, Reason = SignInErrors.Ambiguous };
            await credentials.SettleAttemptAsync(new AttemptSettled(null, false, null, null, [fact]), ct).ConfigureAwait(false);
            return question;
        }

        var one = meant.Length == 1 ? meant[0].Account : null;
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

    private sealed record Meant(UnitAccount Account, UnitCodeKind? UnitKind, AccountKind? AccountKind);

    private static SignInOutcome.Ambiguous? QuestionOf(ImmutableArray<Meant> meant)
    {
        var units = meant.Select(candidate => candidate.UnitKind!.Value).Distinct().ToImmutableArray();
        var accounts = meant.Select(candidate => candidate.AccountKind!.Value).Distinct().ToImmutableArray();
        if (meant.Length < 2 || (units.Length == 1 && accounts.Length == 1))
            return null;
        return new SignInOutcome.Ambiguous(accounts.Length > 1 ? accounts : [], units.Length > 1 ? units : []);
    }

    private (SignInOutcome Outcome, string? Reason) Judge(PasswordVerdict verdict, UnitAccount? account, bool challengeNext, DateTimeOffset now)
    {
        if (verdict is PasswordVerdict.Wrong wrong)
            return (new SignInOutcome.WrongAccountOrPassword(lockout.Failures, challengeNext), wrong.Reason);
        var (person, unit, password) = (account!.Person, account.Unit, account.Password!);
        if (verdict is PasswordVerdict.RightWhileLocked locked)
            return (new SignInOutcome.Locked(locked.Until), SignInErrors.Locked);
        if (Authority.OfMember(person, unit, now) is AuthorityVerdict.Refused refused)
            return (AuthorityReasons.IsMandate(refused.Reason) ? new SignInOutcome.MandateNotCurrent(refused.Reason) : new SignInOutcome.NotServed(refused.Reason), refused.Reason);
        if (InitialPassword.Judge(person.Id, password, now) is { } initial)
            return initial;
        return (new SignInOutcome.Proven(person.Id, new Proof(ProofMethod.MembershipPassword, now, unit.Membership, unit.Unit, password.Id)) { Password = ((PasswordVerdict.Right)verdict).Hash }, null);
    }

    private static UnitCodeKind? UnitKindOf(UnitCode code, UnitStanding unit) => code.KindOf(unit.CreditCode, unit.UnitNumber, unit.Institution?.Number);

    private static AccountKind? AccountKindOf(AccountIdentifier account, PersonStanding person) =>
        account.KindOf(person.Profile.Value.Document, person.Profile.Value.Phone);

    private static AuditFact Fact(UnitSignIn command, DateTimeOffset now, UnitAccount? account) =>
        SignInFacts.Begin(ProofMethod.MembershipPassword, command.Account, command.Challenge, command.Origin, now) with
        {
            Subject = account?.Person.Id,
            Unit = account?.Unit.Unit,
            Membership = account?.Unit.Membership,
            Mandate = account?.Unit.Mandate?.Id,
        };
}
