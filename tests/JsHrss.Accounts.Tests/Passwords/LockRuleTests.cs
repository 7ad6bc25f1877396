using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Passwords;

public sealed class LockRuleTests
{
    private static readonly LockoutOptions Options = new();
    private static readonly DateTimeOffset Start = HandMovedTime.Start;

    private static (LockState State, Attempt Last) Fail(int times, LockState? from = null, DateTimeOffset? at = null)
    {
        var state = from ?? LockState.Open;
        Attempt last = new Attempt.Unknown();
        for (var i = 0; i < times; i++)
            (state, last) = LockRule.Reserve(state, Options, at ?? Start);
        return (state, last);
    }

    [Fact]
    [Trait("Spec", "C21")]
    public void Four_failures_leave_it_open()
    {
        var (state, last) = Fail(4);
        Assert.Equal(new Attempt.Counted(4, null), last);
        Assert.Null(state.LockedUntil);
    }

    [Fact]
    [Trait("Spec", "R22")]
    public void The_fifth_failure_closes_it_for_four_hours()
    {
        var (state, last) = Fail(5);
        Assert.Equal(new Attempt.Counted(5, Start.AddHours(4)), last);
        Assert.Equal(Start.AddHours(4), state.LockedUntil);
    }

    [Fact]
    [Trait("Case", "EN-09")]
    public void While_closed_five_more_are_compared_and_then_none()
    {
        var (state, _) = Fail(5);
        var before = state.LockedUntil;
        (state, var fifth) = Fail(5, state, Start.AddHours(1));
        Assert.Equal(new Attempt.WhileLocked(Start.AddHours(4)), fifth);
        (state, var sixth) = Fail(1, state, Start.AddHours(2));
        Assert.Equal(new Attempt.NotCompared(Start.AddHours(4)), sixth);
        Assert.Equal(before, state.LockedUntil);
        Assert.Equal(5, state.Failures);
    }

    [Fact]
    [Trait("Spec", "R22")]
    public void It_opens_at_the_very_instant_and_counts_from_one()
    {
        var (locked, _) = Fail(10);
        Assert.IsType<Attempt.NotCompared>(Fail(1, locked, Start.AddHours(4).AddMilliseconds(-1)).Last);
        var (state, last) = Fail(1, locked, Start.AddHours(4));
        Assert.Equal(new Attempt.Counted(1, null), last);
        Assert.Equal(new LockState(1, Start.AddHours(4), null, 0), state);
    }

    [Fact]
    public void A_second_lock_compares_five_of_its_own()
    {
        var (locked, _) = Fail(10);
        var again = Fail(5, locked, Start.AddHours(4)).State;
        Assert.Equal(new Attempt.WhileLocked(Start.AddHours(8)), Fail(1, again, Start.AddHours(4)).Last);
    }

    [Fact]
    [Trait("Spec", "C21")]
    public void Failures_more_than_thirty_minutes_after_the_first_begin_anew()
    {
        var (four, _) = Fail(4);
        Assert.Equal(new Attempt.Counted(5, Start.AddMinutes(30).AddMilliseconds(-1).AddHours(4)), Fail(1, four, Start.AddMinutes(30).AddMilliseconds(-1)).Last);
        Assert.Equal(new Attempt.Counted(1, null), Fail(1, four, Start.AddMinutes(30)).Last);
    }

    [Fact]
    public void The_window_does_not_slide()
    {
        var state = Fail(2).State;
        state = Fail(2, state, Start.AddMinutes(29)).State;
        Assert.Equal(Start, state.WindowFrom);
        Assert.Equal(new Attempt.Counted(1, null), Fail(1, state, Start.AddMinutes(31)).Last);
    }

    [Fact]
    [Trait("Case", "EN-08")]
    public async Task A_hundred_parallel_attempts_compare_at_most_ten()
    {
        var credentials = new InMemoryCredentials();
        var id = CredentialId.New(Start);
        credentials.Add(id, PasswordHash.Of("Demo-2026!", 10));
        var attempts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () => await credentials.ReserveAttemptAsync(id, Options, Start, CancellationToken.None))));
        Assert.Equal(5, attempts.OfType<Attempt.Counted>().Count());
        Assert.Equal(5, attempts.OfType<Attempt.WhileLocked>().Count());
        Assert.Equal(90, attempts.OfType<Attempt.NotCompared>().Count());
    }

    [Fact]
    public void Options_say_what_is_wrong_with_them()
    {
        Assert.Empty(new LockoutOptions().Validate());
        Assert.Equal(4, new LockoutOptions { Failures = 0, Window = TimeSpan.Zero, Duration = TimeSpan.FromSeconds(-1), ComparedWhileLocked = -1 }.Validate().Length);
        Assert.Empty(new PasswordOptions().Validate(development: false));
        Assert.Empty(new PasswordOptions { Iterations = 1000 }.Validate(development: true));
        Assert.Contains("Iterations", Assert.Single(new PasswordOptions { Iterations = 1000 }.Validate(development: false)), StringComparison.Ordinal);
        Assert.Equal(6, new PasswordOptions { MinLength = 7, MaxLength = 6, Remembered = 0, InitialLifetime = TimeSpan.Zero, HashesAtOnce = -1, HashWait = TimeSpan.FromHours(1) }.Validate(true).Length);
    }
}
