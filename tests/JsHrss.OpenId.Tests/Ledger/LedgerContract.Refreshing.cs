using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Ledger;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_rotated_token_names_its_successor_and_the_grant_lives_on()
    {
        var (ledger, grant, refresh) = await WithRefreshAsync();
        var successor = Mint(Keepsake.RefreshToken);
        var idleUntil = Clock.Now.AddHours(9);

        var outcome = await ledger.ApplyAsync(
            List(new Change.Spend(refresh, Client, successor.Key), KeepRefresh(successor, grant), new Change.Prolong(grant.Id, idleUntil)), Ct);

        Assert.IsType<Outcome.Done>(outcome);
        var old = await ledger.LookAsync(refresh, Ct);
        Assert.Equal(successor.Key, old?.Successor);
        Assert.Equal(Clock.Now, old?.SpentAt);
        Assert.Equal(idleUntil, old?.Grant?.IdleUntil);
        Assert.Null((await ledger.LookAtSuccessorAsync(successor.Key, Ct))?.SpentAt);
    }

    [Fact]
    public async Task A_kept_token_is_used_again_and_again_and_moves_the_idle_end()
    {
        var (ledger, _, refresh) = await WithRefreshAsync();

        for (var use = 1; use <= 3; use++)
        {
            Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Use(refresh, Client, Clock.Now.AddHours(8))), Ct));
        }

        var found = await ledger.LookAsync(refresh, Ct);
        Assert.Null(found?.SpentAt);
        Assert.Equal(Clock.Now.AddHours(8), found?.Grant?.IdleUntil);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §10.4/bound")]
    [Trait("Case", "RT-05")]
    public async Task A_kept_token_serves_its_own_client_only()
    {
        var (ledger, grant, refresh) = await WithRefreshAsync();

        Assert.IsType<Outcome.Gone>(await ledger.ApplyAsync(List(new Change.Use(refresh, OtherClient, Clock.Now.AddHours(9))), Ct));
        Assert.Equal(grant.IdleUntil, (await ledger.LookAsync(refresh, Ct))?.Grant?.IdleUntil);
    }

    [Fact]
    public async Task A_spent_token_cannot_be_used()
    {
        var (ledger, _, refresh) = await WithRefreshAsync();
        var successor = Guid.CreateVersion7(Clock.Now);
        await ledger.ApplyAsync(List(new Change.Spend(refresh, Client, successor)), Ct);

        Assert.Equal(new Outcome.AlreadySpent(Clock.Now, successor), await ledger.ApplyAsync(List(new Change.Use(refresh, Client, Clock.Now.AddHours(1))), Ct));
    }

    [Fact]
    public async Task A_kept_token_under_an_ended_grant_or_past_its_own_end_cannot_be_used()
    {
        var (ledger, grant, refresh) = await WithRefreshAsync();
        var shortLived = Mint(Keepsake.RefreshToken);
        await ledger.ApplyAsync(List(KeepRefresh(shortLived, grant) with { ExpiresAt = Clock.Now.AddMinutes(1) }), Ct);

        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<Outcome.Gone>(await ledger.ApplyAsync(List(new Change.Use(shortLived, Client, Clock.Now.AddHours(1))), Ct));
        await ledger.ApplyAsync(List(new Change.End(grant.Id, "sign_out")), Ct);
        Assert.IsType<Outcome.GrantEnded>(await ledger.ApplyAsync(List(new Change.Use(refresh, Client, Clock.Now.AddHours(1))), Ct));
    }
}
