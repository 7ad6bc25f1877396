using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.SignIn;

/// <summary>A passkey's answer to a challenge, its signature verified.</summary>
/// <param name="Person">Whose it is, as just read.</param>
/// <param name="Passkey">Which, as it was verified against.</param>
/// <param name="SignCount">The answer's own count.</param>
/// <param name="BackedUp">As the answer says.</param>
/// <param name="UserVerified">Whether the authenticator verified its holder.</param>
public sealed record AnsweredPasskey(PersonStanding Person, Passkey Passkey, uint SignCount, bool BackedUp, bool UserVerified);

/// <summary>Signs in by passkey, or proves once more who the session's person is.</summary>
/// <param name="Challenge">What was answered; it was judged open for its purpose.</param>
/// <param name="Answer">The verified answer; null: it did not verify.</param>
/// <param name="Why">Why it did not verify, for the audit detail; null: it did.</param>
/// <param name="Origin">From where.</param>
public sealed record PasskeySignIn(PasskeyChallenge Challenge, AnsweredPasskey? Answer, string? Why, RequestOrigin Origin)
{
    /// <summary>Nothing of the person.</summary>
    public override string ToString() => nameof(PasskeySignIn);
}

/// <summary>Signs a person in with a passkey. The four-hour lock of a password does not close it (security decision 8); a freeze does.</summary>
public sealed class SignInWithPasskey(IPasskeyStore store, TimeProvider clock)
{
    /// <summary>Proves who somebody is, or says why not. Begins no session.</summary>
    public async ValueTask<SignInOutcome> HandleAsync(PasskeySignIn command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        var (challenge, answer) = (command.Challenge, command.Answer);
        var fact = Fact(command, now);
        if (Refusal(challenge, answer, now) is { } refused)
        {
            await store.RefuseAsync(challenge, fact.RefusedAs(refused.Reason), ct).ConfigureAwait(false);
            return refused.Outcome;
        }

        var passkey = answer!.Passkey;
        var used = new PasskeyUsed(challenge, passkey.Id, passkey.SignCount, answer.SignCount, answer.BackedUp, now, fact, fact.RefusedAs);
        return await store.UseAsync(used, ct).ConfigureAwait(false) switch
        {
            PasskeyOutcome.Done => new SignInOutcome.Proven(answer.Person.Id, new Proof(ProofMethod.Passkey, now, null, null, passkey.Id) { IsBoundPasskey = passkey.BoundAt is not null }),
            PasskeyOutcome.Spent => new SignInOutcome.PasskeyRefused(PasskeyErrors.ChallengeSpent),
            PasskeyOutcome.Changed => new SignInOutcome.PasskeyRefused(PasskeyErrors.Changed),
            var other => throw new InvalidOperationException($"The store answered a use with {other}."),
        };
    }

    private static (SignInOutcome Outcome, string Reason)? Refusal(PasskeyChallenge challenge, AnsweredPasskey? answer, DateTimeOffset now)
    {
        if (answer is null)
            return Refused(PasskeyErrors.NotVerified);
        // Whoever merely holds the device proves that it is there, not who holds it.
        if (!answer.UserVerified)
            return Refused(PasskeyErrors.UserNotVerified);
        if (challenge.Person is { } asked && asked != answer.Person.Id)
            return Refused(PasskeyErrors.OtherPerson);
        return Authority.OfPerson(answer.Person, now) is AuthorityVerdict.Refused refused ? (new SignInOutcome.NotServed(refused.Reason), refused.Reason) : null;
    }

    private static (SignInOutcome, string) Refused(string reason) => (new SignInOutcome.PasskeyRefused(reason), reason);

    private static AuditFact Fact(PasskeySignIn command, DateTimeOffset now)
    {
        var fact = PasskeyFacts.Of(FactCodes.SignIn, command.Answer?.Person.Id, command.Answer?.Passkey.Id, command.Origin, now);
        var detail = fact.Detail.Add("method", nameof(ProofMethod.Passkey)).Add("purpose", command.Challenge.Purpose.ToString());
        return fact with { Detail = command.Why is { } why ? detail.Add("why", why) : detail };
    }
}
