using System.Net;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.Token;

public sealed class RefreshTokenGrantTests
{
    private static readonly Client Rotating = SampleClients.Hall with { Id = new ClientId("rotating"), RotateRefreshTokens = true };

    [Fact]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    public async Task A_public_client_gets_a_new_refresh_token_each_time()
    {
        await using var host = await StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Spa);

        var refreshed = await host.RefreshAsync(SampleClients.Spa, tokens.RefreshToken);

        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
        Assert.NotEqual(tokens.RefreshToken, refreshed.RefreshToken);
        Assert.NotEqual(tokens.AccessToken, refreshed.AccessToken);
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(refreshed.AccessToken)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(SampleClients.Spa, refreshed.RefreshToken)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §6")]
    public async Task A_confidential_client_keeps_its_refresh_token()
    {
        await using var host = await StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);

        for (var i = 0; i < 3; i++)
        {
            host.Clock.Advance(TimeSpan.FromHours(1));
            var refreshed = await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken);
            Assert.Equal(HttpStatusCode.OK, refreshed.Status);
            Assert.Null(refreshed.RefreshToken);
        }
    }

    [Fact]
    [Trait("Spec", "OIDC Core §12.2/same")]
    [Trait("Spec", "OIDC Core §12.2/nonce")]
    [Trait("Case", "RT-09")]
    public async Task A_refresh_tells_of_the_same_sign_in_and_has_no_nonce()
    {
        await using var host = await StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        host.House.Authenticated = (_, _) => new Authentication(SampleHouse.AcrValues[2], ["face"], host.Clock.Now, "other");
        host.Clock.Advance(TimeSpan.FromHours(1));

        var refreshed = (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken)).Claims("id_token");

        var original = tokens.Claims("id_token");
        foreach (var name in new[] { "iss", "sub", "aud", "auth_time", "acr", "amr", "sid", "idp" })
            Assert.Equal(original.GetProperty(name).GetRawText(), refreshed.GetProperty(name).GetRawText());
        Assert.False(refreshed.TryGetProperty("nonce", out _));
        Assert.Equal(3600, refreshed.GetProperty("iat").GetInt64() - original.GetProperty("iat").GetInt64());
    }

    [Theory]
    [InlineData("hall-spa")]
    [InlineData("rotating")]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    [Trait("Spec", "RFC 6749 §6/valid")]
    [Trait("Spec", "OIDC Core §12.1/issued")]
    [Trait("Spec", "OIDC Core §12.3/form")]
    [Trait("Case", "RT-01")]
    public async Task A_rotated_token_that_comes_back_ends_the_family(string id)
    {
        await using var host = await StartAsync();
        var client = id == "rotating" ? Rotating : SampleClients.Spa;
        var first = await host.SignInAsync(client);
        var second = await host.RefreshAsync(client, first.RefreshToken);
        host.Clock.Advance(TimeSpan.FromSeconds(10));

        var replay = await host.RefreshAsync(client, first.RefreshToken);

        Assert.Equal(HttpStatusCode.BadRequest, replay.Status);
        Assert.Equal("invalid_grant", replay.Error);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(client, second.RefreshToken)).Error);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(second.AccessToken)).Status);
        Assert.Contains(host.Ledger.Facts, f => f is { Code: "grant.misused", Reason: "refresh_token_replayed" });
    }

    [Fact]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    [Trait("Case", "RT-02")]
    public async Task Within_the_grace_the_same_successor_is_answered_again()
    {
        await using var host = await StartAsync();
        var first = await host.SignInAsync(SampleClients.Spa);
        var second = await host.RefreshAsync(SampleClients.Spa, first.RefreshToken);
        host.Clock.Advance(TimeSpan.FromSeconds(9));

        var again = await host.RefreshAsync(SampleClients.Spa, first.RefreshToken);

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(second.RefreshToken, again.RefreshToken);
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(SampleClients.Spa, again.RefreshToken)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    [Trait("Case", "RT-03")]
    public async Task A_token_whose_successor_was_used_is_a_replay_even_in_the_same_second()
    {
        await using var host = await StartAsync();
        var first = await host.SignInAsync(SampleClients.Spa);
        var second = await host.RefreshAsync(SampleClients.Spa, first.RefreshToken);
        var third = await host.RefreshAsync(SampleClients.Spa, second.RefreshToken);

        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Spa, first.RefreshToken)).Error);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Spa, third.RefreshToken)).Error);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(50)]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    [Trait("Case", "RT-02")]
    public async Task Racing_refreshes_all_get_the_one_successor(int racers)
    {
        await using var host = await StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Spa);

        var answers = await Task.WhenAll(Enumerable.Range(0, racers).Select(_ => Task.Run(() => host.RefreshAsync(SampleClients.Spa, tokens.RefreshToken))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(answers.Select(a => a.RefreshToken).Distinct());
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §6")]
    public async Task Racing_uses_of_a_kept_token_all_succeed()
    {
        await using var host = await StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
    }

    [Fact]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    [Trait("Case", "RT-04")]
    public async Task Another_node_answers_the_same_successor_and_knows_a_replay()
    {
        await using var one = await StartAsync();
        await using var two = await ProviderHost.StartAsync(services => services
            .AddSingleton<ILedger>(one.Ledger)
            .AddSingleton<TimeProvider>(one.Clock)
            .AddSingleton(one.Service<ISuccessorKeys>())
            .AddSingleton<ISigningKeys>(one.Keys));
        var first = await one.SignInAsync(SampleClients.Spa);
        var second = await one.RefreshAsync(SampleClients.Spa, first.RefreshToken);

        Assert.Equal(second.RefreshToken, (await two.RefreshAsync(SampleClients.Spa, first.RefreshToken)).RefreshToken);
        Assert.Equal(HttpStatusCode.OK, (await two.UserInfoAsync(second.AccessToken)).Status);
        one.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("invalid_grant", (await two.RefreshAsync(SampleClients.Spa, first.RefreshToken)).Error);
        Assert.Equal(HttpStatusCode.Unauthorized, (await one.UserInfoAsync(second.AccessToken)).Status);
    }

    [Theory]
    [InlineData("partner")]
    [InlineData("hall-spa")]
    [Trait("Spec", "RFC 9700 §4.14")]
    [Trait("Spec", "RFC 6749 §6/client")]
    [Trait("Spec", "RFC 6749 §10.4/bound")]
    [Trait("Spec", "OIDC Core §12.1/issued")]
    [Trait("Case", "RT-05")]
    public async Task A_refresh_token_shown_by_another_client_ends_its_grant(string thief)
    {
        await using var host = await StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);

        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.All.Single(c => c.Id.Value == thief), tokens.RefreshToken)).Error);

        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken)).Error);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(tokens.AccessToken)).Status);
    }

    [Theory]
    [InlineData("openid profile phone", "invalid_scope")]
    [InlineData("unit", "invalid_scope")]
    [InlineData("openid  profile", "invalid_scope")]
    [InlineData("openid \"x\"", "invalid_scope")]
    [InlineData("openid", null)]
    [InlineData("profile openid", null)]
    [Trait("Spec", "RFC 6749 §6/scope")]
    [Trait("Case", "RT-06")]
    public async Task Scope_can_shrink_but_never_grow(string scope, string? error)
    {
        await using var host = await StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall, "openid profile");

        var refreshed = await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken, ("scope", scope));

        Assert.Equal(error, refreshed.Error);
        Assert.Equal(error is null ? scope : null, refreshed["scope"]);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §6/same-scope")]
    [Trait("Case", "RT-06")]
    public async Task A_narrower_token_shows_less_and_the_next_refresh_has_everything_again()
    {
        await using var host = await StartAsync();
        host.House.Claims = (grant, target) => grant.Entitlement.Scopes.Contains("profile") ? new() { ["name"] = "孙示名" } : [];
        var tokens = await host.SignInAsync(SampleClients.Spa, "openid profile");

        var narrow = await host.RefreshAsync(SampleClients.Spa, tokens.RefreshToken, ("scope", "openid"));
        var whole = await host.RefreshAsync(SampleClients.Spa, narrow.RefreshToken);

        Assert.False(narrow.Claims("id_token").TryGetProperty("name", out _));
        Assert.Null((await host.UserInfoAsync(narrow.AccessToken))["name"]);
        Assert.Equal("孙示名", (await host.UserInfoAsync(whole.AccessToken))["name"]);
        Assert.Null((await host.RefreshAsync(SampleClients.Spa, whole.RefreshToken, ("scope", "profile")))["id_token"]);
    }

    [Theory]
    [InlineData("https://elsewhere.example/", "invalid_target")]
    [InlineData("https://id.example", "invalid_target")]
    [InlineData(SampleClients.Resource, null)]
    [Trait("Spec", "RFC 8707 §2.2/refresh")]
    [Trait("Case", "RT-06")]
    public async Task Another_resource_than_granted_is_refused(string resource, string? error)
    {
        await using var host = await StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall, "openid", SampleClients.Resource);

        Assert.Equal(error, (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken, ("resource", resource))).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §6")]
    [Trait("Case", "RT-06")]
    public async Task A_refresh_that_asks_for_another_context_is_refused_and_not_ignored()
    {
        await using var host = await StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);

        Assert.Equal("invalid_request", (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken, ("unit_hint", "u_2"))).Error);
    }

    [Theory]
    [InlineData("hall", "openid", 8)]
    [InlineData("hall-spa", "openid", 8)]
    [InlineData("hall", "openid offline_access", 30 * 24)]
    [InlineData("hall-spa", "openid offline_access", 30 * 24)]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    [Trait("Case", "RT-07")]
    public async Task An_unused_refresh_token_ends(string id, string scope, int hours)
    {
        await using var host = await StartAsync();
        var client = SampleClients.All.Single(c => c.Id.Value == id);
        var early = await GrantedCode.OpenAsync(host, client, scope, grantLife: TimeSpan.FromDays(180));
        var tokens = await host.TokenAsync(client, early.Form);
        host.Clock.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromSeconds(1));
        var next = await host.RefreshAsync(client, tokens.RefreshToken);
        Assert.Equal(HttpStatusCode.OK, next.Status);
        host.Clock.Advance(TimeSpan.FromHours(hours));

        Assert.Equal("invalid_grant", (await host.RefreshAsync(client, next.RefreshToken ?? tokens.RefreshToken)).Error);
    }

    [Theory]
    [InlineData("hall")]
    [InlineData("hall-spa")]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    [Trait("Case", "RT-07")]
    public async Task However_often_it_is_used_the_grant_ends_at_its_absolute_end(string id)
    {
        await using var host = await StartAsync();
        var client = SampleClients.All.Single(c => c.Id.Value == id);
        var tokens = await host.SignInAsync(client);
        var current = tokens.RefreshToken;
        for (var i = 0; i < 11; i++)
        {
            host.Clock.Advance(TimeSpan.FromHours(1));
            var refreshed = await host.RefreshAsync(client, current);
            Assert.Equal(HttpStatusCode.OK, refreshed.Status);
            current = refreshed.RefreshToken ?? current;
        }

        host.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("invalid_grant", (await host.RefreshAsync(client, current)).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §5.2")]
    [Trait("Case", "RT-08")]
    public async Task Whoever_lost_their_standing_refreshes_no_more_and_regains_it_with_the_standing()
    {
        await using var host = await StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Spa);
        host.House.Judged = (_, _) => new Verdict.Refused("mandate_suspended");

        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Spa, tokens.RefreshToken)).Error);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        host.House.Judged = (_, _) => new Verdict.Served(null);

        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(SampleClients.Spa, tokens.RefreshToken)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9700 §4.14")]
    [Trait("Case", "RT-08")]
    public async Task An_ended_grant_refreshes_no_more_not_even_within_the_grace()
    {
        await using var host = await StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Spa);
        await host.RefreshAsync(SampleClients.Spa, tokens.RefreshToken);
        var grant = Jwt.Claims(tokens.AccessToken).GetProperty("grant_id").GetString()!;
        await host.Ledger.ApplyAsync(Change.List(new Change.End(OpenId.AccessTokens.GrantIdText.Read(grant)!.Value, "password_changed")), TestContext.Current.CancellationToken);

        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Spa, tokens.RefreshToken)).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §6")]
    public async Task Without_a_refresh_token_the_request_is_invalid()
    {
        await using var host = await StartAsync();

        Assert.Equal("invalid_request", (await host.TokenAsync(SampleClients.Hall, ("grant_type", "refresh_token"))).Error);
    }

    private static async Task<ProviderHost> StartAsync()
    {
        var host = await ProviderHost.StartAsync();
        host.Clients.Replace([.. SampleClients.All, Rotating]);
        return host;
    }
}
