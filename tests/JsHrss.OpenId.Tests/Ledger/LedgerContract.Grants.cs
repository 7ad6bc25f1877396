using System.Security.Cryptography;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Ledger;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task Ending_a_grant_ends_its_children_and_no_other()
    {
        var ledger = await OpenAsync();
        var parent = AGrant();
        var child = AGrant(parent.Id);
        var stranger = AGrant();
        await ledger.ApplyAsync(List(new Change.Open(parent), new Change.Open(child), new Change.Open(stranger)), Ct);

        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.End(parent.Id, "sign_out")), Ct));

        Assert.Equal("sign_out", await EndOfAsync(ledger, parent));
        Assert.Equal("sign_out", await EndOfAsync(ledger, child));
        Assert.Null(await EndOfAsync(ledger, stranger));
    }

    [Fact]
    public async Task Ending_a_child_leaves_its_parent_open()
    {
        var ledger = await OpenAsync();
        var parent = AGrant();
        var child = AGrant(parent.Id);
        await ledger.ApplyAsync(List(new Change.Open(parent), new Change.Open(child)), Ct);

        await ledger.ApplyAsync(List(new Change.End(child.Id, "sign_out")), Ct);

        Assert.Null(await EndOfAsync(ledger, parent));
    }

    [Fact]
    [Trait("Case", "RT-06")]
    public async Task A_grant_goes_over_into_a_child_as_one_list()
    {
        var (ledger, root, refresh) = await WithRefreshAsync();
        var child = AGrant(root.Id);
        var next = Mint(Keepsake.RefreshToken);

        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(GoOver(refresh, root, child, next), Ct));

        Assert.Equal("context_switched", await EndOfAsync(ledger, root));
        Assert.Null(await EndOfAsync(ledger, child));
        var kept = (await ledger.LookAsync(next, Ct))!.Grant!;
        Assert.Equal((child.Id, (GrantId?)root.Id), (kept.Id, kept.Parent));
        Assert.Equal(next.Key, (await ledger.LookAsync(refresh, Ct))!.Successor);
        Assert.IsType<Outcome.AlreadySpent>(await ledger.ApplyAsync(GoOver(refresh, root, AGrant(root.Id), Mint(Keepsake.RefreshToken)), Ct));
        var third = AGrant(root.Id);
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(GoOver(next, child, third, Mint(Keepsake.RefreshToken)), Ct));
        Assert.Equal(("context_switched", (string?)null), (await EndOfAsync(ledger, child), await EndOfAsync(ledger, third)));

        await ledger.ApplyAsync(List(new Change.End(root.Id, "refresh_token_replayed")), Ct);

        Assert.Equal("refresh_token_replayed", await EndOfAsync(ledger, third));
        Assert.Equal(2, await CountFactsAsync("grant.switched"));
    }

    [Fact]
    [Trait("Case", "RT-06")]
    public async Task Of_racing_lists_that_take_a_grant_over_one_is_applied()
    {
        var (ledger, root, refresh) = await WithRefreshAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(async () => await ledger.ApplyAsync(GoOver(refresh, root, AGrant(root.Id), Mint(Keepsake.RefreshToken)), Ct), Ct)));

        Assert.Single(outcomes, outcome => outcome is Outcome.Done);
        Assert.Equal(1, await CountFactsAsync("grant.switched"));
    }

    private System.Collections.Immutable.ImmutableArray<Change> GoOver(Handle presented, Grant from, Grant child, Handle next) => List(
        new Change.Spend(presented, Client, next.Key), new Change.End(from.Id, "context_switched"), new Change.Open(child), KeepRefresh(next, child),
        new Change.Join(Session, Client, Context, "s_switched"), new Change.Touch(Session, Clock.Now), AFact("grant.switched"));

    [Fact]
    public async Task Ending_an_ended_grant_is_no_error_and_keeps_the_first_reason()
    {
        var ledger = await OpenAsync();
        var grant = AGrant();
        await ledger.ApplyAsync(List(new Change.Open(grant)), Ct);

        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.End(grant.Id, "replay")), Ct));
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.End(grant.Id, "sign_out")), Ct));

        Assert.Equal("replay", await EndOfAsync(ledger, grant));
    }

    [Fact]
    public async Task Ending_and_its_fact_need_nothing_else_in_the_list()
    {
        var (ledger, grant, code) = await WithCodeAsync();

        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.End(grant.Id, "replay"), AFact("grant.revoked")), Ct));

        Assert.Equal("replay", (await ledger.LookAsync(code, Ct))?.Grant?.EndedBecause);
        Assert.Equal(1, await CountFactsAsync("grant.revoked"));
    }

    [Fact]
    public async Task A_denied_token_is_denied_alone_and_denying_twice_is_no_error()
    {
        var ledger = await OpenAsync();
        var grant = AGrant();
        await ledger.ApplyAsync(List(new Change.Open(grant)), Ct);
        var (denied, other) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));

        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Deny(denied, Clock.Now.AddMinutes(5))), Ct));
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Deny(denied, Clock.Now.AddMinutes(5))), Ct));

        Assert.True((await ledger.StateAsync(grant.Id, denied, Freshness.Live, Ct)).Denied);
        var state = await ledger.StateAsync(grant.Id, other, Freshness.Live, Ct);
        Assert.False(state.Denied);
        AssertSame(grant, state.Grant);
    }

    [Fact]
    public async Task A_token_without_grant_has_a_state_too()
    {
        var ledger = await OpenAsync();
        var token = RandomNumberGenerator.GetBytes(32);
        Assert.Equal(new TokenState(false, null, null), await ledger.StateAsync(null, token, Freshness.Live, Ct));

        await ledger.ApplyAsync(List(new Change.Deny(token, Clock.Now.AddMinutes(5))), Ct);

        Assert.Equal(new TokenState(true, null, null), await ledger.StateAsync(null, token, Freshness.Live, Ct));
    }

    [Fact]
    [Trait("Case", "RT-13")]
    public async Task An_end_is_seen_at_once_live_and_within_four_seconds_otherwise()
    {
        var ledger = await OpenAsync();
        var grant = AGrant();
        var token = RandomNumberGenerator.GetBytes(32);
        await ledger.ApplyAsync(List(new Change.Open(grant)), Ct);
        Assert.Null((await ledger.StateAsync(grant.Id, token, Freshness.AtMostFourSecondsOld, Ct)).Grant?.EndedBecause);

        await ledger.ApplyAsync(List(new Change.End(grant.Id, "end_all")), Ct);

        Assert.Equal("end_all", (await ledger.StateAsync(grant.Id, token, Freshness.Live, Ct)).Grant?.EndedBecause);
        Clock.Advance(TimeSpan.FromSeconds(4.001));
        Assert.Equal("end_all", (await ledger.StateAsync(grant.Id, token, Freshness.AtMostFourSecondsOld, Ct)).Grant?.EndedBecause);
    }

    [Fact]
    public async Task An_unknown_grant_has_no_state()
    {
        var ledger = await OpenAsync();
        var state = await ledger.StateAsync(new GrantId(Guid.CreateVersion7(Clock.Now)), RandomNumberGenerator.GetBytes(32), Freshness.Live, Ct);
        Assert.Null(state.Grant);
    }

    private static async Task<string?> EndOfAsync(ILedger ledger, Grant grant)
    {
        var state = await ledger.StateAsync(grant.Id, RandomNumberGenerator.GetBytes(32), Freshness.Live, Ct);
        Assert.NotNull(state.Grant);
        return state.Grant.EndedBecause;
    }
}
