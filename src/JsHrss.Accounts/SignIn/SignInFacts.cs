using System.Collections.Immutable;
using System.Globalization;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Challenges;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;

namespace JsHrss.Accounts.SignIn;

/// <summary>Audit facts of sign-ins, both ways. The account that was typed stands in the detail, masked.</summary>
internal static class SignInFacts
{
    public static AuditFact Begin(ProofMethod method, string? account, ChallengeAnswer? challenge, RequestOrigin origin, DateTimeOffset now) => new()
    {
        Code = FactCodes.SignIn,
        Result = AuditResult.Ok,
        At = now,
        Client = origin.Client,
        Origin = origin,
        // How the challenge was asked: a sign-in behind a question in words is a little more likely a program's.
        Detail = ImmutableDictionary<string, string>.Empty.Add("method", method.ToString()).Add("account", Masking.Account(account))
            .AddRange(challenge is null ? [] : [new("challenge", challenge.Kind.ToString())]),
    };

    /// <summary>The facts of one verdict: the sign-in, and the lock when this failure closed the path.</summary>
    public static ImmutableArray<AuditFact> Of(AuditFact begun, PasswordVerdict verdict, string? reason, LockoutOptions lockout)
    {
        var failures = (verdict as PasswordVerdict.Wrong)?.Failures ?? 0;
        var fact = begun with
        {
            Result = reason is null ? AuditResult.Ok : AuditResult.Refused,
            Reason = reason,
            Detail = failures > 0 ? begun.Detail.Add("failures", failures.ToString(CultureInfo.InvariantCulture)) : begun.Detail,
        };
        return failures == lockout.Failures ? [fact, begun with { Code = FactCodes.CredentialLocked, Detail = ImmutableDictionary<string, string>.Empty }] : [fact];
    }
}
