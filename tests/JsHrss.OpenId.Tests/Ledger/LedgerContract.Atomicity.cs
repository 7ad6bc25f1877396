using System.Security.Cryptography;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Ledger;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task Nothing_of_a_list_is_written_when_its_spend_fails()
    {
        var (ledger, _, code) = await WithCodeAsync();
        await ledger.ApplyAsync(List(new Change.Spend(code, Client, null)), Ct);
        var grant = AGrant();
        var refresh = Mint(Keepsake.RefreshToken);
        var token = RandomNumberGenerator.GetBytes(32);
        var jti = RandomNumberGenerator.GetBytes(32);

        var outcome = await ledger.ApplyAsync(
            List(
                new Change.Spend(code, Client, null),
                new Change.Sight("client_assertion", "hall", jti, Clock.Now.AddMinutes(5)),
                new Change.Open(grant),
                KeepRefresh(refresh, grant),
                new Change.Deny(token, Clock.Now.AddMinutes(5)),
                AFact("grant.redeemed")),
            Ct);

        Assert.IsType<Outcome.AlreadySpent>(outcome);
        Assert.Null(await ledger.LookAsync(refresh, Ct));
        Assert.Equal(new TokenState(false, null, null), await ledger.StateAsync(grant.Id, token, Freshness.Live, Ct));
        Assert.Equal(0, await CountFactsAsync("grant.redeemed"));
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Sight("client_assertion", "hall", jti, Clock.Now.AddMinutes(5))), Ct));
    }

    [Fact]
    [Trait("Spec", "RFC 7523 §3")]
    public async Task A_sighting_repeats_for_nobody_and_stops_its_whole_list()
    {
        var (ledger, _, code) = await WithCodeAsync();
        var jti = RandomNumberGenerator.GetBytes(32);
        var sight = new Change.Sight("client_assertion", "hall", jti, Clock.Now.AddMinutes(5));
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(sight), Ct));

        var outcome = await ledger.ApplyAsync(List(new Change.Spend(code, Client, null), sight, AFact("grant.redeemed")), Ct);

        Assert.Equal(new Outcome.AlreadySeen("client_assertion"), outcome);
        Assert.Null((await ledger.LookAsync(code, Ct))?.SpentAt);
        Assert.Equal(0, await CountFactsAsync("grant.redeemed"));
    }

    [Fact]
    public async Task Of_fifty_racing_sightings_one_is_first()
    {
        var ledger = await OpenAsync();
        var sight = new Change.Sight("client_assertion", "hall", RandomNumberGenerator.GetBytes(32), Clock.Now.AddMinutes(5));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await ledger.ApplyAsync(List(sight), Ct), Ct)));

        Assert.Single(outcomes.OfType<Outcome.Done>());
        Assert.Equal(49, outcomes.OfType<Outcome.AlreadySeen>().Count());
    }

    [Fact]
    public async Task The_same_identifier_of_another_issuer_or_kind_is_another_sighting()
    {
        var ledger = await OpenAsync();
        var jti = RandomNumberGenerator.GetBytes(32);
        var until = Clock.Now.AddMinutes(5);
        await ledger.ApplyAsync(List(new Change.Sight("client_assertion", "hall", jti, until)), Ct);

        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Sight("client_assertion", "partner", jti, until)), Ct));
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Sight("dpop", "hall", jti, until)), Ct));
    }

    [Fact]
    public async Task A_whole_sign_in_is_one_list()
    {
        var (ledger, interaction) = await WithInteractionAsync();
        var grant = AGrant();
        var code = Mint(Keepsake.AuthorizationCode);

        var outcome = await ledger.ApplyAsync(
            List(
                new Change.Spend(interaction, Client, null),
                new Change.Open(grant),
                KeepCode(code, grant),
                new Change.Join(Session, Client, Context, "s_sample"),
                new Change.Touch(Session, Clock.Now),
                AFact("grant.opened")),
            Ct);

        Assert.IsType<Outcome.Done>(outcome);
        AssertSame(grant, (await ledger.LookAsync(code, Ct))?.Grant);
        Assert.NotNull((await ledger.LookAsync(interaction, Ct))?.SpentAt);
        Assert.Equal(1, await CountFactsAsync("grant.opened"));
    }

    [Fact]
    public async Task Joining_a_session_again_is_no_error()
    {
        var ledger = await OpenAsync();
        var join = new Change.Join(Session, Client, Context, "s_sample");
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(join), Ct));
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(join), Ct));
    }
}
