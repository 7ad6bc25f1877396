using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Ledger;

public abstract partial class LedgerContract
{
    [Fact]
    [Trait("Spec", "RFC 6749 §4.1.2")]
    public async Task A_thing_is_spent_once()
    {
        var (ledger, _, code) = await WithCodeAsync();

        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Spend(code, Client, null)), Ct));
        var first = Clock.Now;
        Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await ledger.ApplyAsync(List(new Change.Spend(code, Client, null)), Ct);

        Assert.Equal(new Outcome.AlreadySpent(first, null), second);
    }

    [Theory]
    [InlineData(Keepsake.AuthorizationCode)]
    [InlineData(Keepsake.RefreshToken)]
    [Trait("Case", "CD-08")]
    [Trait("Case", "RT-02")]
    public async Task Of_fifty_racing_redemptions_exactly_one_is_done(Keepsake kind)
    {
        var ledger = await OpenAsync();
        var grant = AGrant();
        var handle = Mint(kind);
        await ledger.ApplyAsync(List(new Change.Open(grant), new Change.Keep(handle, Client, grant.Id, default, Clock.Now.AddSeconds(60))), Ct);
        var successors = Enumerable.Range(0, 50).Select(_ => Mint(Keepsake.RefreshToken)).ToArray();

        var outcomes = await Task.WhenAll(successors.Select(successor => Task.Run(
            async () => await ledger.ApplyAsync(
                List(new Change.Spend(handle, Client, successor.Key), KeepRefresh(successor, grant), AFact("grant.refreshed")), Ct), Ct)));

        Assert.Single(outcomes.OfType<Outcome.Done>());
        Assert.Equal(49, outcomes.OfType<Outcome.AlreadySpent>().Count());
        var winner = successors[Array.FindIndex(outcomes, outcome => outcome is Outcome.Done)].Key;
        Assert.All(outcomes.OfType<Outcome.AlreadySpent>(), lost => Assert.Equal(winner, lost.Successor));
        var kept = 0;
        foreach (var successor in successors)
            kept += await ledger.LookAsync(successor, Ct) is null ? 0 : 1;
        Assert.Equal(1, kept);
        Assert.Equal(1, await CountFactsAsync("grant.refreshed"));
    }

    [Fact]
    [Trait("Case", "CD-05")]
    public async Task Another_client_spends_nothing()
    {
        var (ledger, _, code) = await WithCodeAsync();

        Assert.IsType<Outcome.Gone>(await ledger.ApplyAsync(List(new Change.Spend(code, OtherClient, null)), Ct));

        Assert.Null((await ledger.LookAsync(code, Ct))?.SpentAt);
    }

    [Fact]
    public async Task An_unknown_thing_is_gone()
    {
        var ledger = await OpenAsync();
        Assert.IsType<Outcome.Gone>(await ledger.ApplyAsync(List(new Change.Spend(Mint(Keepsake.AuthorizationCode), Client, null)), Ct));
    }

    [Fact]
    [Trait("Case", "CD-09")]
    public async Task A_thing_is_gone_at_the_instant_it_expires_and_good_just_before()
    {
        var (ledger, grant, code) = await WithCodeAsync();
        var other = Mint(Keepsake.AuthorizationCode);
        await ledger.ApplyAsync(List(KeepCode(other, grant)), Ct);

        Clock.Advance(TimeSpan.FromSeconds(60) - TimeSpan.FromMilliseconds(1));
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Spend(code, Client, null)), Ct));
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.IsType<Outcome.Gone>(await ledger.ApplyAsync(List(new Change.Spend(other, Client, null)), Ct));
    }

    [Fact]
    public async Task Nothing_is_spent_under_an_ended_grant()
    {
        var (ledger, grant, code) = await WithCodeAsync();
        await ledger.ApplyAsync(List(new Change.End(grant.Id, "revoked")), Ct);

        Assert.IsType<Outcome.GrantEnded>(await ledger.ApplyAsync(List(new Change.Spend(code, Client, null)), Ct));
        Assert.Null((await ledger.LookAsync(code, Ct))?.SpentAt);
    }

    [Fact]
    public async Task A_spent_thing_is_reported_spent_even_when_its_grant_has_ended_or_it_has_expired()
    {
        var (ledger, grant, code) = await WithCodeAsync();
        await ledger.ApplyAsync(List(new Change.Spend(code, Client, null)), Ct);
        await ledger.ApplyAsync(List(new Change.End(grant.Id, "replay")), Ct);
        Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.IsType<Outcome.AlreadySpent>(await ledger.ApplyAsync(List(new Change.Spend(code, Client, null)), Ct));
    }

    [Fact]
    [Trait("Case", "RT-07")]
    public async Task A_grant_past_its_absolute_end_counts_as_ended()
    {
        var ledger = await OpenAsync();
        var grant = AGrant() with { IdleUntil = null };
        var refresh = Mint(Keepsake.RefreshToken);
        await ledger.ApplyAsync(List(new Change.Open(grant), KeepRefresh(refresh, grant) with { ExpiresAt = grant.EndsAt.AddDays(1) }), Ct);

        Clock.Advance(grant.EndsAt - Clock.Now);

        Assert.IsType<Outcome.GrantEnded>(await ledger.ApplyAsync(List(new Change.Spend(refresh, Client, Guid.CreateVersion7(Clock.Now))), Ct));
        Assert.IsType<Outcome.GrantEnded>(await ledger.ApplyAsync(List(new Change.Use(refresh, Client, Clock.Now.AddHours(1))), Ct));
    }

    [Fact]
    public async Task An_idle_grant_counts_as_ended_at_the_instant_its_idle_time_is_over()
    {
        var (ledger, grant, refresh) = await WithRefreshAsync();

        Clock.Advance(grant.IdleUntil!.Value - Clock.Now - TimeSpan.FromMilliseconds(1));
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Use(refresh, Client, Clock.Now.AddMinutes(1))), Ct));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<Outcome.GrantEnded>(await ledger.ApplyAsync(List(new Change.Use(refresh, Client, Clock.Now.AddHours(1))), Ct));
    }
}
