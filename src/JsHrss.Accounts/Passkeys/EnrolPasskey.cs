using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Passkeys;

/// <summary>A passkey as an authenticator just made it, verified against the challenge.</summary>
/// <param name="Handle">Credential id.</param>
/// <param name="PublicKey">COSE_Key.</param>
/// <param name="SignCount">Signatures so far.</param>
/// <param name="Transports">How it is reached.</param>
/// <param name="UserVerified">Whether the authenticator verified its holder.</param>
/// <param name="BackupEligible">Whether it may be copied.</param>
/// <param name="BackedUp">Whether it was.</param>
public sealed record MadePasskey(
    ReadOnlyMemory<byte> Handle, ReadOnlyMemory<byte> PublicKey, uint SignCount, ImmutableArray<string> Transports, bool UserVerified, bool BackupEligible, bool BackedUp);

/// <summary>Adds a passkey to the account of the person who is signed in.</summary>
public sealed class EnrolPasskey(IPasskeyStore store, TimeProvider clock)
{
    private const int LongestHandle = 1023; // WebAuthn §4, credential id
    private const int LongestKey = 2048;
    private const int MostTransports = 8;
    private const int LongestTransport = 32;

    /// <summary>Adds. Refused with one of <see cref="PasskeyErrors"/>.</summary>
    /// <param name="standing">The session as just read; it must carry a proof that allows it (<see cref="FactorChange"/>).</param>
    /// <param name="challenge">What was answered.</param>
    /// <param name="made">The verified answer; null: it did not verify.</param>
    /// <param name="name">How the person calls it.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<Result<Passkey>> HandleAsync(SessionStanding standing, PasskeyChallenge challenge, MadePasskey? made, PasskeyName name, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(challenge);
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        var person = standing.Person.Id;
        if (!challenge.IsOpenFor(PasskeyPurpose.Enrol, person, standing.Session.Id, now))
            return new Refusal(PasskeyErrors.ChallengeOver);
        var id = CredentialId.New(now);
        var fact = PasskeyFacts.Of(FactCodes.PasskeyEnrolled, person, id, origin, now);
        var carried = FactorChange.Judge(standing, now);
        if (!carried.IsOk || FaultOf(made) is not null)
        {
            var reason = carried.Code ?? FaultOf(made)!;
            await store.RefuseAsync(challenge, fact.RefusedAs(reason), ct).ConfigureAwait(false);
            return new Refusal(reason);
        }

        var binding = FactorChange.BindingOf(standing, now);
        var passkey = new Passkey
        {
            Id = id,
            Person = person,
            Name = name,
            Handle = made!.Handle,
            PublicKey = made.PublicKey,
            SignCount = made.SignCount,
            Transports = [.. made.Transports.Where(transport => transport.Length is > 0 and <= LongestTransport && transport.All(char.IsAscii) && !transport.Contains(' ', StringComparison.Ordinal)).Take(MostTransports)],
            UserVerified = made.UserVerified,
            BackupEligible = made.BackupEligible,
            BackedUp = made.BackedUp,
            EnrolledBy = carried.Value.Method,
            BoundAt = binding is null ? null : now,
            CreatedAt = now,
        };
        var done = fact with { Detail = fact.Detail.Add("by", carried.Value.Method.ToString()).AddRange(binding is null ? [] : [new("bound_by", binding.Method.ToString())]) };
        return await store.EnrolAsync(new PasskeyEnrolled(challenge, passkey, done, fact.RefusedAs), ct).ConfigureAwait(false) switch
        {
            PasskeyOutcome.Done => passkey,
            PasskeyOutcome.Spent => new Refusal(PasskeyErrors.ChallengeSpent),
            PasskeyOutcome.TooMany => new Refusal(PasskeyErrors.TooMany),
            PasskeyOutcome.Known => new Refusal(PasskeyErrors.Known),
            var other => throw new InvalidOperationException($"The store answered an enrolment with {other}."),
        };
    }

    private static string? FaultOf(MadePasskey? made) => made switch
    {
        null or { Handle.Length: 0 or > LongestHandle } or { PublicKey.Length: 0 or > LongestKey } => PasskeyErrors.NotVerified,
        { UserVerified: false } => PasskeyErrors.UserNotVerified,
        _ => null,
    };
}
