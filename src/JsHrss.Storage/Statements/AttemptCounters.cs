using JsHrss.Accounts.Challenges;
using JsHrss.Accounts.SignIn;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Statements;

/// <summary>Failures of sign-in by account, address and everywhere, in the table <c>counter</c>.</summary>
internal sealed partial class AttemptCounters(IHallDatabase database, LookupIndex index, AuditWriter audit, ILogger<AttemptCounters> log) : IAttemptCounters
{
    private const string ChallengeKindOfSightings = "challenge";

    // Also for passkeys. 0 rows: this challenge has been answered before, right or wrong, or another one took its place (case OT-08).
    internal static readonly Sql SpendSql = Sql.Of(
        "insert into sighting(kind, issuer, jti_digest, until) values (@kind, '', @id, @until) on conflict do nothing",
        sqlServer: """
        insert into sighting(kind, issuer, jti_digest, until) select @kind, '', @id, @until
        where not exists(select 1 from sighting with (updlock, holdlock) where kind = @kind and issuer = '' and jti_digest = @id)
        """);

    public async ValueTask<AttemptAdmission> ReserveAsync(AttemptClaim claim, AttemptOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(options);
        var counts = new AttemptCountKeys(index, claim, options);
        var origin = audit.Origin();
        var (admission, alarm) = await database.WriteAsync(write => Reserve(write, claim, counts, options, origin), ct).ConfigureAwait(false);
        if (alarm is { } failures)
            Spraying(failures);
        return admission;
    }

    public async ValueTask SpendAsync(HumanChallenge replaced, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(replaced);
        await database.WriteAsync(write => IsFirst(write, replaced.Id, replaced.ExpiresAt), ct).ConfigureAwait(false);
    }

    public async ValueTask GiveBackAsync(AttemptClaim claim, AttemptOptions options, CancellationToken ct)
    {
        var counts = new AttemptCountKeys(index, claim, options);
        await database.WriteAsync(
            write =>
            {
                write.Return(counts.Account);
                write.Return(counts.Network);
                write.Return(counts.Everywhere);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask<bool> NeedsChallengeAsync(string network, AttemptOptions options, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        var counts = new AttemptCountKeys(index, "", network, now, options);
        return await database.ReadAsync(
            statements => AttemptRule.NeedsChallenge(Look(statements.Get, counts) with { Network = CounterSql.Look(statements.Get, counts.Network) }, options),
            ct).ConfigureAwait(false);
    }

    /// <summary>What a success does to the counters, in the transaction that settles it.</summary>
    public Action<LaneWrite> Clearing(AttemptReserved reserved)
    {
        var counts = new AttemptCountKeys(index, reserved.Claim, reserved.Options);
        return write =>
        {
            write.Forget(counts.Account);
            write.Return(counts.Network);
            write.Take(counts.Proven);
        };
    }

    private (AttemptAdmission Admission, long? Alarm) Reserve(LaneWrite write, AttemptClaim claim, AttemptCountKeys counts, AttemptOptions options, AuditOrigin origin)
    {
        var (solved, usedUp) = claim.Answer is { } answer ? Spend(write, answer, counts, options) : (false, false);
        var before = Look(write.Prepare, counts);
        if (!solved && AttemptRule.IsAnomaly(before, options))
            return (new AttemptAdmission.ChallengeNeeded(usedUp), null);
        if (write.Take(counts.Account, options.ChallengeFrom, solved: solved) is not { } account)
            return (new AttemptAdmission.ChallengeNeeded(usedUp), null);
        if (write.Take(counts.Network, options.NetworkChallengeFrom, options.NetworkFailures, solved) is not { } network)
        {
            write.Return(counts.Account);
            return CounterSql.Look(write.Prepare, counts.Network) >= options.NetworkFailures
                ? (new AttemptAdmission.TooMany(counts.Network.Window + options.Window), null)
                : (new AttemptAdmission.ChallengeNeeded(usedUp), null);
        }

        var after = before with { Account = account, Network = network, Everywhere = write.Take(counts.Everywhere) ?? before.Everywhere };
        var raises = AttemptRule.IsAnomaly(after.Everywhere, after.Proven, options) && write.Take(counts.Alarm, most: 1) is not null;
        if (raises)
            audit.Write(write, [claim.Alarm], origin);
        return (new AttemptAdmission.Admitted(AttemptRule.NeedsChallenge(after, options)), raises ? after.Everywhere - after.Proven : null);
    }

    private static (bool Solved, bool QuestionsUsedUp) Spend(LaneWrite write, ChallengeAnswer answer, AttemptCountKeys counts, AttemptOptions options)
    {
        if (!IsFirst(write, answer.Challenge, answer.ExpiresAt) || !answer.IsRight)
            return (false, false);
        var isWithin = answer.Kind != ChallengeKind.Question || write.Take(counts.Questions, most: options.QuestionsPerNetwork) is not null;
        return (isWithin, !isWithin);
    }

    private static bool IsFirst(LaneWrite write, Guid challenge, DateTimeOffset until) =>
        write.Prepare(SpendSql).Bind("@kind", ChallengeKindOfSightings).Bind("@id", StoredKey.Of(challenge)).Bind("@until", until).Run() == 1;

    private static AttemptCounts Look(Func<string, Statement> prepare, AttemptCountKeys counts) => new(
        0,
        0,
        CounterSql.Look(prepare, counts.Everywhere),
        CounterSql.Look(prepare, counts.Proven),
        CounterSql.Look(prepare, counts.EverywhereBefore),
        CounterSql.Look(prepare, counts.ProvenBefore));

    [LoggerMessage(3201, LogLevel.Warning, "Sign-ins fail in such numbers ({Failures} in this window) that every attempt now needs a human challenge: is somebody spraying passwords?")]
    private partial void Spraying(long failures);
}
