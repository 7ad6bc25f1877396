using JsHrss.Accounts.Passwords;

namespace JsHrss.Accounts.Tests.Passwords;

public sealed class BoundedPasswordHasherTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_all_turns_are_taken_the_next_is_busy_until_one_is_given_back()
    {
        using var hasher = new BoundedPasswordHasher(new PasswordOptions { Iterations = 10, HashesAtOnce = 2, HashWait = TimeSpan.Zero });
        var one = await hasher.EnterAsync(Ct);
        using var other = await hasher.EnterAsync(Ct);
        Assert.NotNull(one);
        Assert.NotNull(other);
        Assert.Null(await hasher.EnterAsync(Ct));
        one.Dispose();
        one.Dispose();
        using var third = await hasher.EnterAsync(Ct);
        Assert.NotNull(third);
        Assert.Null(await hasher.EnterAsync(Ct));
    }

    [Fact]
    [Trait("Case", "HT-05")]
    public async Task When_the_queue_is_full_the_next_is_told_at_once()
    {
        using var hasher = new BoundedPasswordHasher(new PasswordOptions { Iterations = 10, HashesAtOnce = 1, HashesWaiting = 2, HashWait = TimeSpan.FromMinutes(1) });
        var held = (await hasher.EnterAsync(Ct))!;
        var waiting = new[] { hasher.EnterAsync(Ct).AsTask(), hasher.EnterAsync(Ct).AsTask() };
        Assert.Null(await hasher.EnterAsync(Ct));
        held.Dispose();
        (await await Task.WhenAny(waiting))!.Dispose();
        Assert.All(await Task.WhenAll(waiting), Assert.NotNull);
    }

    [Fact]
    [Trait("Case", "PI-12")]
    public async Task A_cheaper_hash_is_told_and_a_dearer_one_is_kept()
    {
        using var hasher = new BoundedPasswordHasher(new PasswordOptions { Iterations = 20 });
        using var turn = (await hasher.EnterAsync(Ct))!;
        Assert.Equal(PasswordComparison.MatchesCheaply, await turn.CompareAsync("Demo-2026!", PasswordHash.Of("Demo-2026!", 10), Ct));
        Assert.Equal(PasswordComparison.Matches, await turn.CompareAsync("Demo-2026!", PasswordHash.Of("Demo-2026!", 20), Ct));
        Assert.Equal(PasswordComparison.Matches, await turn.CompareAsync("Demo-2026!", PasswordHash.Of("Demo-2026!", 30), Ct));
        Assert.Equal(PasswordComparison.Differs, await turn.CompareAsync("Other-2026!", PasswordHash.Of("Demo-2026!", 10), Ct));
        Assert.Equal(20, (await turn.HashAsync("Demo-2026!", Ct)).Iterations);
    }

    [Fact]
    [Trait("Case", "EN-01")]
    public void The_dummy_costs_what_a_real_hash_costs()
    {
        using var hasher = new BoundedPasswordHasher(new PasswordOptions { Iterations = 20 });
        Assert.Equal(20, hasher.Dummy.Iterations);
        Assert.False(hasher.Dummy.Matches(""));
    }

    [Fact]
    public async Task Somebody_who_left_waits_no_longer()
    {
        using var hasher = new BoundedPasswordHasher(new PasswordOptions { Iterations = 10, HashesAtOnce = 1, HashWait = TimeSpan.FromMinutes(1) });
        using var held = await hasher.EnterAsync(Ct);
        using var left = new CancellationTokenSource();
        var waiting = hasher.EnterAsync(left.Token).AsTask();
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
