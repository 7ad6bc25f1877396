using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Issuing;

/// <summary>What two clients can learn from each other about whom they serve.</summary>
public sealed class PairwiseSubjectTests
{
    private static readonly Client Second = SampleClients.Hall with { Id = new ClientId("rotating"), RedirectUris = ["https://partner.example/second"], SectorIdentifier = "partner.example", RotateRefreshTokens = true, FirstParty = true };

    private static readonly Client Elsewhere = SampleClients.Hall with { SectorIdentifier = "elsewhere.example" };

    [Fact]
    [Trait("Spec", "OIDC Core §8.1/per-sector")]
    [Trait("Case", "PI-03")]
    public async Task One_sector_knows_a_person_by_one_name_and_every_other_by_another()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Partner, Second, Elsewhere, SampleClients.Spa);

        var partner = SubOf(await host.SignInAsync(SampleClients.Partner));
        var second = SubOf(await host.SignInAsync(Second));
        var elsewhere = SubOf(await host.SignInAsync(Elsewhere));
        var open = SubOf(await host.SignInAsync(SampleClients.Spa));

        Assert.Equal(partner, second);
        Assert.Equal(3, new[] { partner, elsewhere, open }.Distinct().Count());
        Assert.Equal("p_sample", open);
        Assert.All([partner, elsewhere], sub => Assert.InRange(sub.Length, 8, 255));
        Assert.All([partner, elsewhere], sub => Assert.DoesNotContain("sample", sub, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Spec", "OIDC Core §8.1/deterministic")]
    [Trait("Spec", "OIDC Core §12.2/same")]
    public async Task The_name_is_the_same_in_every_answer_and_after_every_refresh()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Partner, Second, SampleClients.Hall);
        var tokens = await host.SignInAsync(Second);
        var sub = SubOf(tokens);

        var refreshed = await host.RefreshAsync(Second, tokens.RefreshToken);

        Assert.Equal(sub, tokens.Claims("access_token").GetProperty("sub").GetString());
        Assert.Equal(sub, (await host.UserInfoAsync(tokens.AccessToken))["sub"]);
        Assert.Equal(sub, (await host.IntrospectAsync(Second, tokens.AccessToken))["sub"]);
        Assert.Equal(sub, (await host.IntrospectAsync(Second, refreshed.RefreshToken!))["sub"]);
        Assert.Equal(sub, SubOf(refreshed));
        Assert.Equal(sub, SubOf(await host.SignInAsync(Second)));
    }

    [Fact]
    [Trait("Spec", "OIDC Core §8")]
    public async Task A_session_has_another_sid_for_every_client_even_within_a_sector()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Partner with { FirstParty = true }, Second);
        host.SignIn();

        await new AuthorizeRequest().For("partner", "https://partner.example/callback").GetAsync(host.Browser);
        await new AuthorizeRequest().For("rotating", "https://partner.example/second").GetAsync(host.Browser);

        Assert.Equal(2, host.Ledger.Joined.Select(join => join.Sid).Distinct().Count());
        Assert.Single(host.Ledger.Joined.Select(join => join.Session).Distinct());
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    [Trait("Spec", "OIDC Core §8.1")]
    public async Task Hints_and_claims_name_the_person_as_the_client_knows_them()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(Elsewhere, SampleClients.Spa);
        var idToken = (await host.SignInAsync(Elsewhere))["id_token"]!;
        var sub = Jwt.Claims(idToken).GetProperty("sub").GetString();
        host.SignIn();

        (await Silent().With("id_token_hint", idToken).GetAsync(host.Browser)).CodeAtHall();
        (await Silent().With("claims", $$$$"""{"id_token":{"sub":{"value":"{{{{sub}}}}"}}}""").GetAsync(host.Browser)).CodeAtHall();
        Assert.Equal("login_required", (await Silent().With("claims", """{"id_token":{"sub":{"value":"p_sample"}}}""").GetAsync(host.Browser)).ErrorAtHall());
        Assert.Equal("login_required", (await Silent().With("id_token_hint", idToken).With("claims", """{"id_token":{"sub":{"value":"p_sample"}}}""").GetAsync(host.Browser)).ErrorAtHall());
        host.SignIn("p_other");
        Assert.Equal("login_required", (await Silent().With("id_token_hint", idToken).GetAsync(host.Browser)).ErrorAtHall());
    }

    private static AuthorizeRequest Silent() => new AuthorizeRequest().With("prompt", "none");

    private static string SubOf(Answered tokens) => tokens.Claims("id_token").GetProperty("sub").GetString()!;
}
