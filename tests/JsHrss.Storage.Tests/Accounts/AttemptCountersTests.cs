using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Challenges;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.SignIn;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Accounts;

public abstract class AttemptCountersTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private readonly AttemptOptions options = new() { NetworkChallengeFrom = 5, NetworkFailures = 8, AnomalyFailures = 30, QuestionsPerNetwork = 2 };
    private TestStore store = null!;

    private IAttemptCounters Counters => store.Get<IAttemptCounters>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await TestStore.StartAsync(on, clock);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private AttemptClaim Claim(string account = "phone:13000000003", string network = "203.0.113.7", ChallengeAnswer? answer = null) =>
        new(account, network, answer, clock.Now, new AuditFact { Code = FactCodes.SignInAnomaly, Result = AuditResult.Refused, Reason = SignInErrors.Spraying, At = clock.Now });

    private ChallengeAnswer Answer(bool isRight = true, ChallengeKind kind = ChallengeKind.Picture) =>
        HumanChallenge.New(kind, ChallengePurposes.SignIn, ["A"], clock.Now).Check(isRight ? "A" : "B", ChallengePurposes.SignIn, clock.Now);

    private async Task<AttemptAdmission> Reserve(AttemptClaim claim) => await Counters.ReserveAsync(claim, options, Ct);

    private Task<bool> Settle(AttemptClaim claim, bool clears) => Task.Run(async () =>
    {
        await store.Get<ICredentialStore>().SettleAttemptAsync(new AttemptSettled(null, clears, null, null, []) { Reserved = new AttemptReserved(claim, options) }, Ct);
        return true;
    });

    [Fact]
    [Trait("Case", "EN-08")]
    public async Task Of_a_hundred_attempts_at_once_two_pass_without_a_challenge()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Reserve(Claim()), Ct)));
        Assert.Equal([false, true], all.OfType<AttemptAdmission.Admitted>().Select(one => one.ChallengeNext).Order());
        Assert.Equal(98, all.OfType<AttemptAdmission.ChallengeNeeded>().Count());
        Assert.Equal(2L, store.Query("select n from counter where kind = 'attempt.account'")[0][0]);
        Assert.Equal(2L, store.Query("select n from counter where kind = 'attempt.network'")[0][0]);
    }

    [Fact]
    [Trait("Case", "OT-08")]
    public async Task One_answer_sent_fifty_times_at_once_is_taken_once()
    {
        await Reserve(Claim());
        await Reserve(Claim());
        var answer = Answer();
        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Reserve(Claim(answer: answer)), Ct)));
        Assert.Single(all.OfType<AttemptAdmission.Admitted>());
    }

    [Fact]
    [Trait("Case", "OT-08")]
    public async Task A_challenge_that_was_replaced_opens_nothing_however_often_it_is_replaced()
    {
        await Reserve(Claim());
        await Reserve(Claim());
        var (replaced, other) = (Challenge(), Challenge());
        await Counters.SpendAsync(replaced, Ct);
        await Counters.SpendAsync(replaced, Ct);
        Assert.IsType<AttemptAdmission.ChallengeNeeded>(await Reserve(Claim(answer: Right(replaced))));
        Assert.IsType<AttemptAdmission.Admitted>(await Reserve(Claim(answer: Right(other))));
        await Counters.SpendAsync(other, Ct);

        HumanChallenge Challenge() => HumanChallenge.New(ChallengeKind.Picture, ChallengePurposes.SignIn, ["A"], clock.Now);
        ChallengeAnswer Right(HumanChallenge challenge) => challenge.Check("A", ChallengePurposes.SignIn, clock.Now);
    }

    [Fact]
    [Trait("Case", "OT-08")]
    public async Task A_wrong_answer_is_spent_although_nothing_is_counted()
    {
        await Reserve(Claim());
        await Reserve(Claim());
        Assert.IsType<AttemptAdmission.ChallengeNeeded>(await Reserve(Claim(answer: Answer(isRight: false))));
        Assert.Equal(1, store.Count("sighting where kind = 'challenge'"));
        Assert.Equal(2L, store.Query("select n from counter where kind = 'attempt.account'")[0][0]);
    }

    [Fact]
    public async Task A_success_forgets_the_account_and_gives_the_address_its_one_back()
    {
        await Reserve(Claim());
        var right = Claim();
        await Reserve(right);
        await Settle(right, clears: true);
        Assert.Equal(0, store.Count("counter where kind = 'attempt.account'"));
        Assert.Equal(1L, store.Query("select n from counter where kind = 'attempt.network'")[0][0]);
        Assert.Equal(1L, store.Query("select n from counter where kind = 'attempt.proven'")[0][0]);
        Assert.Equal(new AttemptAdmission.Admitted(false), await Reserve(Claim()));
    }

    [Fact]
    public async Task A_failure_that_is_settled_stays_counted_and_one_given_back_does_not()
    {
        var wrong = Claim();
        await Reserve(wrong);
        await Settle(wrong, clears: false);
        var busy = Claim();
        await Reserve(busy);
        await Counters.GiveBackAsync(busy, options, Ct);
        Assert.All(["attempt.account", "attempt.network", "attempt.all"], kind => Assert.Equal(1L, store.Query($"select n from counter where kind = '{kind}'")[0][0]));
    }

    [Fact]
    public async Task An_address_is_challenged_then_refused_and_its_window_ends()
    {
        for (var i = 0; i < 4; i++)
            Assert.IsType<AttemptAdmission.Admitted>(await Reserve(Claim($"text:{i}")));
        Assert.True(await Counters.NeedsChallengeAsync("203.0.113.7", options, clock.Now, Ct));
        Assert.False(await Counters.NeedsChallengeAsync("203.0.113.8", options, clock.Now, Ct));
        Assert.IsType<AttemptAdmission.ChallengeNeeded>(await Reserve(Claim("text:x")));
        for (var i = 4; i < 8; i++)
            Assert.IsType<AttemptAdmission.Admitted>(await Reserve(Claim($"text:{i}", answer: Answer())));
        var refused = Assert.IsType<AttemptAdmission.TooMany>(await Reserve(Claim("text:y", answer: Answer())));
        Assert.InRange(refused.Until, clock.Now, clock.Now + options.Window);
        Assert.Equal(8, store.Count("counter where kind = 'attempt.account'  and n > 0"));
        clock.Advance(options.Window);
        Assert.IsType<AttemptAdmission.Admitted>(await Reserve(Claim("text:z")));
    }

    [Fact]
    public async Task Questions_in_words_run_out_for_an_address()
    {
        for (var i = 0; i < 2; i++)
            Assert.IsType<AttemptAdmission.Admitted>(await Reserve(Claim($"text:{i}", answer: Answer(kind: ChallengeKind.Question))));
        await Reserve(Claim("text:0"));
        Assert.Equal(new AttemptAdmission.ChallengeNeeded(true), await Reserve(Claim("text:0", answer: Answer(kind: ChallengeKind.Question))));
    }

    [Fact]
    [Trait("Case", "EN-12")]
    public async Task Spraying_alarms_once_a_window_and_challenges_everybody_until_the_next_window_has_passed()
    {
        for (var i = 0; i < 60; i++)
            await Reserve(Claim($"text:{i}", $"198.51.100.{i}"));
        Assert.Equal(30L, store.Query("select n from counter where kind = 'attempt.all'")[0][0]);
        Assert.Equal(1, store.Count("audit_fact where code = 'sign_in.anomaly'"));
        Assert.True(await Counters.NeedsChallengeAsync("192.0.2.1", options, clock.Now, Ct));
        Assert.IsType<AttemptAdmission.Admitted>(await Reserve(Claim("text:a", "192.0.2.1", Answer())));
        clock.Advance(options.AnomalyWindow);
        Assert.IsType<AttemptAdmission.ChallengeNeeded>(await Reserve(Claim("text:b", "192.0.2.1")));
        clock.Advance(options.AnomalyWindow);
        Assert.IsType<AttemptAdmission.Admitted>(await Reserve(Claim("text:b", "192.0.2.1")));
    }

    [Fact]
    public async Task The_statements_do_what_the_rule_says_over_any_course_of_attempts()
    {
        var random = new Random(11);
        var (accounts, networks) = (new Dictionary<(string, DateTimeOffset), long>(), new Dictionary<(string, DateTimeOffset), long>());
        var wide = options with { AnomalyFailures = int.MaxValue };
        for (var i = 0; i < 400; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(random.Next(4)));
            var solved = random.Next(3) == 0;
            var claim = Claim($"text:{random.Next(4)}", $"192.0.2.{random.Next(3)}", solved ? Answer() : null);
            var window = AttemptRule.WindowOf(clock.Now, wide.Window);
            var (account, network) = (accounts.GetValueOrDefault((claim.Account, window)), networks.GetValueOrDefault((claim.Network, window)));
            var refused = !solved && AttemptRule.NeedsChallenge(new(account, network, 0, 0, 0, 0), wide);
            var admission = await Counters.ReserveAsync(claim, wide, Ct);
            if (network >= wide.NetworkFailures)
            {
                // Which of the two limits answers first is the store's choice; neither lets it pass.
                Assert.IsNotType<AttemptAdmission.Admitted>(admission);
                continue;
            }

            Assert.Equal(refused, admission is AttemptAdmission.ChallengeNeeded);
            if (refused)
                continue;
            (accounts[(claim.Account, window)], networks[(claim.Network, window)]) = (account + 1, network + 1);
            Assert.Equal(AttemptRule.NeedsChallenge(new(account + 1, network + 1, 0, 0, 0, 0), wide), Assert.IsType<AttemptAdmission.Admitted>(admission).ChallengeNext);
        }
    }

    [Fact]
    [Trait("Case", "PI-02")]
    public async Task The_table_holds_neither_account_nor_address()
    {
        await Reserve(Claim());
        var subjects = store.Query("select distinct subject_hmac from counter").Select(row => Convert.ToHexString((byte[])row[0]!)).ToArray();
        Assert.Equal(3, subjects.Length);
        Assert.DoesNotContain(subjects, subject => subject.Contains(Convert.ToHexString("13000000003"u8), StringComparison.Ordinal) || subject.Contains(Convert.ToHexString("203.0.113.7"u8), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_attempt_costs_one_write()
    {
        store.Commands.Reset();
        await Reserve(Claim(answer: Answer()));
        Assert.Equal((0, 1), (store.Commands.Reads, store.Commands.Writes));
    }
}

public sealed class AttemptCountersTestsOnSqlite() : AttemptCountersTests(TestDatabase.Sqlite);

public sealed class AttemptCountersTestsOnPostgreSql(PostgreSqlTests server) : AttemptCountersTests(server);
