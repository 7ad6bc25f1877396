using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Challenges;
using JsHrss.Accounts.SignIn;

namespace JsHrss.Accounts.Tests.Support;

/// <summary>The counters' contract in memory, over the rule itself.</summary>
internal sealed class InMemoryAttempts : IAttemptCounters
{
    /// <summary>For tests about something else.</summary>
    public static AttemptOptions NoLimits { get; } = new() { ChallengeFrom = int.MaxValue, NetworkChallengeFrom = int.MaxValue, NetworkFailures = int.MaxValue, AnomalyFailures = int.MaxValue };

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Kind, string Subject, DateTimeOffset Window), long> _rows = [];
    private readonly HashSet<Guid> _spent = [];

    public List<AuditFact> Alarms { get; } = [];

    public List<AttemptClaim> Reserved { get; } = [];

    public int GivenBack { get; private set; }

    public bool IsBroken { get; set; }

    public long Of(string kind, string subject = "") => _rows.Where(row => row.Key.Kind == kind && row.Key.Subject == subject).Sum(row => row.Value);

    public ValueTask<AttemptAdmission> ReserveAsync(AttemptClaim claim, AttemptOptions options, CancellationToken ct)
    {
        if (IsBroken)
            throw new InvalidOperationException("The store is away.");
        lock (_gate)
        {
            Reserved.Add(claim);
            return ValueTask.FromResult(Reserve(claim, options));
        }
    }

    public ValueTask SpendAsync(HumanChallenge replaced, CancellationToken ct)
    {
        lock (_gate)
            _spent.Add(replaced.Id);
        return ValueTask.CompletedTask;
    }

    public ValueTask GiveBackAsync(AttemptClaim claim, AttemptOptions options, CancellationToken ct)
    {
        lock (_gate)
        {
            GivenBack++;
            Add(claim, options, "account", claim.Account, -1);
            Add(claim, options, "network", claim.Network, -1);
            Add(claim, options, "all", "", -1);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> NeedsChallengeAsync(string network, AttemptOptions options, DateTimeOffset now, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>What the credential store does with a success.</summary>
    public void Clear(AttemptReserved reserved)
    {
        lock (_gate)
        {
            foreach (var row in _rows.Keys.Where(row => row.Kind == "account" && row.Subject == reserved.Claim.Account).ToArray())
                _rows.Remove(row);
            Add(reserved.Claim, reserved.Options, "network", reserved.Claim.Network, -1);
            Add(reserved.Claim, reserved.Options, "proven", "", 1);
        }
    }

    private AttemptAdmission Reserve(AttemptClaim claim, AttemptOptions options)
    {
        var (solved, usedUp) = Spend(claim, options);
        var counts = new AttemptCounts(
            Look(claim, options, "account", claim.Account), Look(claim, options, "network", claim.Network), Look(claim, options, "all", ""), Look(claim, options, "proven", ""), 0, 0);
        if (!solved && AttemptRule.NeedsChallenge(counts, options))
            return new AttemptAdmission.ChallengeNeeded(usedUp);
        if (counts.Network >= options.NetworkFailures)
            return new AttemptAdmission.TooMany(AttemptRule.WindowOf(claim.At, options.Window) + options.Window);
        Add(claim, options, "account", claim.Account, 1);
        Add(claim, options, "network", claim.Network, 1);
        Add(claim, options, "all", "", 1);
        var after = counts with { Account = counts.Account + 1, Network = counts.Network + 1, Everywhere = counts.Everywhere + 1 };
        if (AttemptRule.IsAnomaly(after, options) && Alarms.Count == 0)
            Alarms.Add(claim.Alarm);
        return new AttemptAdmission.Admitted(AttemptRule.NeedsChallenge(after, options));
    }

    private (bool Solved, bool UsedUp) Spend(AttemptClaim claim, AttemptOptions options)
    {
        if (claim.Answer is not { } answer || !_spent.Add(answer.Challenge) || !answer.IsRight)
            return (false, false);
        if (answer.Kind != ChallengeKind.Question)
            return (true, false);
        if (Look(claim, options, "question", claim.Network) >= options.QuestionsPerNetwork)
            return (false, true);
        Add(claim, options, "question", claim.Network, 1);
        return (true, false);
    }

    private long Look(AttemptClaim claim, AttemptOptions options, string kind, string subject) => _rows.GetValueOrDefault(Key(claim, options, kind, subject));

    private void Add(AttemptClaim claim, AttemptOptions options, string kind, string subject, int number)
    {
        var key = Key(claim, options, kind, subject);
        _rows[key] = Math.Max(0, _rows.GetValueOrDefault(key) + number);
    }

    private static (string, string, DateTimeOffset) Key(AttemptClaim claim, AttemptOptions options, string kind, string subject) =>
        (kind, subject, AttemptRule.WindowOf(claim.At, kind is "all" or "proven" ? options.AnomalyWindow : options.Window));
}
