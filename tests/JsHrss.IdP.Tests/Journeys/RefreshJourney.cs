using System.Net;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>Refresh tokens over the real store: kept by a client that can prove itself, rotated by one that cannot.</summary>
public sealed class RefreshJourney(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    public async Task A_confidential_client_keeps_its_token()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun));
        for (var use = 0; use < 3; use++)
        {
            var again = await hall.RefreshAsync(tokens["refresh_token"]!);
            Assert.Equal(HttpStatusCode.OK, again.Status);
            Assert.Null(again["refresh_token"]);
            Assert.NotEqual(tokens["access_token"], again["access_token"]);
        }
    }

    [Fact]
    [Trait("Case", "RT-01")]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    public async Task A_public_client_rotates_and_a_replay_ends_the_family()
    {
        using var browser = new HttpBrowser();
        using var spa = Relying.HallSpa(_host);
        var first = await spa.RedeemAsync(await browser.AsPersonAsync(spa, Demo.Sun));
        var second = await spa.RefreshAsync(first["refresh_token"]!);
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.NotEqual(first["refresh_token"], second["refresh_token"]);
        // An answer that got lost is answered alike for some seconds, and no longer.
        Assert.Equal(second["refresh_token"], (await spa.RefreshAsync(first["refresh_token"]!))["refresh_token"]);
        _host.Clock.Add(TimeSpan.FromSeconds(11));
        Assert.Equal("invalid_grant", (await spa.RefreshAsync(first["refresh_token"]!))["error"]);
        Assert.Equal("invalid_grant", (await spa.RefreshAsync(second["refresh_token"]!))["error"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await spa.GetAsync("/connect/userinfo", second["access_token"]!)).Status);
    }

    [Fact]
    [Trait("Case", "RT-03")]
    public async Task The_middle_of_three_tokens_of_one_second_is_a_replay()
    {
        using var browser = new HttpBrowser();
        using var spa = Relying.HallSpa(_host);
        var first = await spa.RedeemAsync(await browser.AsPersonAsync(spa, Demo.Zhou));
        var second = await spa.RefreshAsync(first["refresh_token"]!);
        var third = await spa.RefreshAsync(second["refresh_token"]!);
        Assert.Equal(HttpStatusCode.OK, third.Status);
        // Within the grace the successor of the first is spent already: that is no lost answer.
        Assert.Equal("invalid_grant", (await spa.RefreshAsync(first["refresh_token"]!))["error"]);
        Assert.Equal("invalid_grant", (await spa.RefreshAsync(third["refresh_token"]!))["error"]);
    }

    [Fact]
    [Trait("Case", "RT-05")]
    [Trait("Case", "CD-05")]
    public async Task What_another_client_presents_is_burnt()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var spa = Relying.HallSpa(_host);
        using var partner = Relying.Partner(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Wu));
        Assert.Equal("invalid_grant", (await partner.RefreshAsync(tokens["refresh_token"]!))["error"]);
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);

        var code = (await browser.GoAsync(hall.AuthorizeUrl()))["code"]!;
        Assert.Equal("invalid_grant", (await spa.TokenAsync(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "http://localhost:5300/signin-oidc"), ("code_verifier", hall.Verifier)))["error"]);
        Assert.Equal("invalid_grant", (await hall.RedeemAsync(code))["error"]);
    }

    [Fact]
    [Trait("Case", "CD-07")]
    [Trait("Spec", "RFC 6749 §4.1.2")]
    public async Task A_code_redeemed_again_ends_what_it_gave()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var back = await browser.AsPersonAsync(hall, Demo.Zheng);
        var tokens = await hall.RedeemAsync(back);
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status);
        Assert.Equal("invalid_grant", (await hall.RedeemAsync(back["code"]!))["error"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status);
        Assert.Equal("False", (await hall.IntrospectAsync(tokens["access_token"]!))["active"]);
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
    }

    [Fact]
    [Trait("Case", "RT-10")]
    [Trait("Spec", "RFC 7009 §2.1")]
    public async Task Revoking_a_refresh_token_ends_its_access_tokens_and_others_tokens_are_left_alone()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var partner = Relying.Partner(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Zhang));
        Assert.Equal(HttpStatusCode.OK, (await partner.RevokeAsync(tokens["refresh_token"]!)).Status);
        Assert.Equal(HttpStatusCode.OK, (await partner.RevokeAsync(tokens["access_token"]!)).Status);
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status);

        var further = await hall.RefreshAsync(tokens["refresh_token"]!);
        Assert.Equal(HttpStatusCode.OK, (await hall.RevokeAsync(further["access_token"]!)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", further["access_token"]!)).Status);
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status);
        Assert.Equal(HttpStatusCode.OK, (await hall.RevokeAsync(tokens["refresh_token"]!)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status);
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
    }

    [Fact]
    [Trait("Case", "RT-07")]
    public async Task Sliding_never_passes_the_absolute_end_of_the_session()
    {
        await using var host = await IdpHost.StartAsync();
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun));
        for (var hour = 1; hour < 12; hour++)
        {
            host.Clock.Add(TimeSpan.FromHours(1));
            Assert.Equal(HttpStatusCode.OK, (await hall.RefreshAsync(tokens["refresh_token"]!)).Status);
        }

        host.Clock.Add(TimeSpan.FromHours(1));
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
    }

    [Fact]
    public async Task With_offline_access_a_grant_outlives_sign_out_and_without_it_does_not()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var offline = Relying.Hall(_host, "openid offline_access");
        var kept = await offline.RedeemAsync(await browser.AsPersonAsync(offline, Demo.Li));
        var ended = await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl()));
        await browser.SubmitAsync(await browser.GoAsync(_host.Issuer + "/sign-out"), "form[action*='sign-out']");
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(ended["refresh_token"]!))["error"]);
        Assert.Equal(HttpStatusCode.OK, (await offline.RefreshAsync(kept["refresh_token"]!)).Status);
    }
}
