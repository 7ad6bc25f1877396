using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Challenges;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.SignIn;

/// <summary>When a sign-in needs a human challenge, and what that costs whom.</summary>
public sealed class AttemptTests : IDisposable
{
    private const string Right = "Demo-2026!";
    private const string Known = "13000000003";
    private const string Unknown = "13999999999";

    private readonly HandMovedTime _clock = new();
    private readonly InMemoryHall _hall = new();
    private readonly InMemoryAttempts _attempts = new();
    private readonly InMemoryCredentials _credentials;
    private readonly BoundedPasswordHasher _hasher = new(new PasswordOptions { Iterations = 10 });
    private AttemptOptions _options = new();

    public AttemptTests()
    {
        _credentials = new InMemoryCredentials(_attempts);
        _hall.Persons.Add(new PersonalAccount(Sample.Person(), InMemoryHall.Password(_credentials, Right)));
    }

    public void Dispose() => _hasher.Dispose();

    private Task<SignInOutcome> SignIn(string account, string password = "Wrong-2026!", ChallengeAnswer? answer = null, string address = "203.0.113.7") =>
        new SignInWithPassword(_hall, _credentials, _attempts, _hasher, new LockoutOptions(), _options, _clock)
            .HandleAsync(new PasswordSignIn(account, password, null, new RequestOrigin(address, 40001, "test", null)) { Challenge = answer }, TestContext.Current.CancellationToken).AsTask();

    private ChallengeAnswer Answer(bool isRight = true, ChallengeKind kind = ChallengeKind.Picture) =>
        HumanChallenge.New(kind, ChallengePurposes.SignIn, ["7K3FM"], _clock.Now).Check(isRight ? "7K3FM" : "7K3FN", ChallengePurposes.SignIn, _clock.Now);

    [Theory]
    [InlineData(Known)]
    [InlineData(Unknown)]
    [InlineData("nobody at all")]
    [Trait("Spec", "C21")]
    [Trait("Case", "EN-01")]
    public async Task The_third_attempt_needs_a_challenge_whether_the_account_exists_or_not(string account)
    {
        Assert.Equal(new SignInOutcome.WrongAccountOrPassword(5, false), await SignIn(account));
        Assert.Equal(new SignInOutcome.WrongAccountOrPassword(5, true), await SignIn(account));
        var (lookUps, settled) = (_hall.LookUps, _credentials.Settled.Count);
        Assert.Equal(new SignInOutcome.ChallengeNeeded(false, false), await SignIn(account, Right));
        Assert.Equal(new SignInOutcome.ChallengeNeeded(true, false), await SignIn(account, Right, Answer(isRight: false)));
        Assert.Equal((lookUps, settled), (_hall.LookUps, _credentials.Settled.Count));
        Assert.Equal(new SignInOutcome.WrongAccountOrPassword(5, true), await SignIn(account, "Wrong-2026!", Answer()));
    }

    [Fact]
    [Trait("Case", "EN-10")]
    public async Task The_right_password_with_a_challenge_passes_whatever_others_tried_and_clears_the_account()
    {
        for (var i = 0; i < 100; i++)
            await SignIn(Known, "Wrong-2026!", address: $"198.51.100.{i}");
        Assert.IsType<SignInOutcome.ChallengeNeeded>(await SignIn(Known, Right));
        Assert.IsType<SignInOutcome.Proven>(await SignIn(Known, Right, Answer()));
        Assert.Equal(new SignInOutcome.WrongAccountOrPassword(5, false), await SignIn(Known));
    }

    [Fact]
    [Trait("Case", "EN-07")]
    public async Task All_spellings_of_an_account_share_one_count()
    {
        await SignIn("+86 130 0000 0003");
        await SignIn("１３００００００００３");
        Assert.IsType<SignInOutcome.ChallengeNeeded>(await SignIn(Known));
    }

    [Fact]
    [Trait("Case", "OT-08")]
    public async Task An_answer_is_good_for_one_attempt_right_or_wrong()
    {
        await SignIn(Known);
        await SignIn(Known);
        var answer = Answer();
        Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn(Known, "Wrong-2026!", answer));
        Assert.Equal(new SignInOutcome.ChallengeNeeded(true, false), await SignIn(Known, Right, answer));
        var unneeded = Answer();
        Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn(Unknown, "Wrong-2026!", unneeded));
        Assert.IsType<SignInOutcome.ChallengeNeeded>(await SignIn(Known, Right, unneeded));
    }

    [Fact]
    public async Task Questions_in_words_are_accepted_from_one_address_a_few_times_only()
    {
        _options = _options with { ChallengeFrom = 1, QuestionsPerNetwork = 2 };
        for (var i = 0; i < 2; i++)
            Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn($"1399999999{i}", "Wrong-2026!", Answer(kind: ChallengeKind.Question)));
        Assert.Equal(new SignInOutcome.ChallengeNeeded(true, true), await SignIn(Known, Right, Answer(kind: ChallengeKind.Question)));
        Assert.IsType<SignInOutcome.Proven>(await SignIn(Known, Right, Answer()));
        Assert.Equal("Picture", _credentials.Facts[^1].Detail["challenge"]);
        Assert.IsType<SignInOutcome.Proven>(await SignIn(Known, Right, Answer(kind: ChallengeKind.Question), "198.51.100.1"));
        Assert.Equal("Question", _credentials.Facts[^1].Detail["challenge"]);
    }

    [Fact]
    public async Task An_address_with_many_failures_is_challenged_and_at_last_refused_until_its_window_ends()
    {
        _options = _options with { NetworkChallengeFrom = 4, NetworkFailures = 5 };
        for (var i = 0; i < 3; i++)
            Assert.Equal(new SignInOutcome.WrongAccountOrPassword(5, i == 2), await SignIn($"1399999999{i}"));
        Assert.IsType<SignInOutcome.ChallengeNeeded>(await SignIn("13999999994"));
        Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn(Known, "Wrong-2026!", Answer(), "198.51.100.1"));
        for (var i = 4; i < 6; i++)
            Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn($"1399999999{i}", "Wrong-2026!", Answer()));
        Assert.Equal(new SignInOutcome.TooMany(HandMovedTime.Start.AddMinutes(30)), await SignIn(Known, Right, Answer()));
        _clock.Pass(TimeSpan.FromMinutes(30));
        Assert.IsType<SignInOutcome.Proven>(await SignIn(Known, Right));
    }

    [Fact]
    public async Task Sign_ins_that_succeed_do_not_count_against_an_office()
    {
        _options = _options with { NetworkChallengeFrom = 4, AnomalyFailures = 4 };
        for (var i = 0; i < 50; i++)
            Assert.IsType<SignInOutcome.Proven>(await SignIn(Known, Right));
        Assert.Equal(0, _attempts.Of("network", "203.0.113.7"));
        Assert.Equal((50, 50), (_attempts.Of("all"), _attempts.Of("proven")));
        Assert.Empty(_attempts.Alarms);
    }

    [Fact]
    [Trait("Case", "EN-12")]
    public async Task Of_ten_thousand_accounts_sprayed_from_two_hundred_addresses_at_most_one_in_a_hundred_is_compared()
    {
        var compared = 0;
        for (var i = 0; i < 10_000; i++)
            compared += await SignIn($"139{i:D8}", "Demo-2026!", address: $"198.51.100.{i % 200}") is SignInOutcome.ChallengeNeeded ? 0 : 1;
        Assert.Equal(100, compared);
        var alarm = Assert.Single(_attempts.Alarms);
        Assert.Equal((FactCodes.SignInAnomaly, SignInErrors.Spraying), (alarm.Code, alarm.Reason));
        Assert.IsType<SignInOutcome.Proven>(await SignIn(Known, Right, Answer(), "192.0.2.1"));
    }

    [Fact]
    [Trait("Case", "EN-16")]
    public async Task A_store_that_cannot_count_lets_nothing_be_compared()
    {
        _attempts.IsBroken = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => SignIn(Known, Right));
        Assert.Equal(0, _hall.LookUps);
        Assert.Empty(_credentials.Reserved);
    }

    [Theory]
    [InlineData(0, 0, 0, 0, false)]
    [InlineData(2, 0, 0, 0, true)]
    [InlineData(0, 18, 0, 0, false)]
    [InlineData(0, 19, 0, 0, true)]
    [InlineData(0, 0, 99, 0, false)]
    [InlineData(0, 0, 100, 0, true)]
    [InlineData(0, 0, 300, 200, false)]
    [InlineData(0, 0, 200, 100, true)]
    public void The_rule_counts_the_attempt_that_is_asked_about(long account, long network, long all, long proven, bool needed)
    {
        Assert.Equal(needed, AttemptRule.NeedsChallenge(new(account, network, all, proven, 0, 0), new()));
        Assert.Equal(needed, AttemptRule.NeedsChallenge(new(account, network, 0, 0, all, proven), new()));
    }

    [Fact]
    public void Options_say_what_is_wrong_with_them()
    {
        Assert.Empty(new AttemptOptions().Validate());
        Assert.Equal(
            8,
            new AttemptOptions { ChallengeFrom = 0, NetworkChallengeFrom = 0, NetworkFailures = -1, Window = TimeSpan.Zero, AnomalyFailures = 0, AnomalyPercent = 101, AnomalyWindow = TimeSpan.FromDays(2), QuestionsPerNetwork = -1 }.Validate().Length);
    }
}
