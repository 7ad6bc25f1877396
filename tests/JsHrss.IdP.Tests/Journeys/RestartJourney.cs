using System.Net;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>A server that ends and starts again over its data has forgotten nobody, and forgiven nothing.</summary>
public sealed class RestartJourney
{
    [Fact]
    [Trait("Case", "RT-04")]
    [Trait("Case", "PI-09")]
    public async Task Sessions_tokens_forms_and_replays_are_known_after_a_restart()
    {
        await using var host = await IdpHost.StartAsync();
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(host);
        using var spa = Relying.HallSpa(host);
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U1, Demo.Li));
        var rotated = await spa.RedeemAsync(await browser.GoAsync(spa.AuthorizeUrl()));
        await spa.RefreshAsync(rotated["refresh_token"]!);
        var code = (await browser.GoAsync(hall.AuthorizeUrl()))["code"]!;
        using var waiting = new HttpBrowser();
        var form = await waiting.GoAsync(hall.AuthorizeUrl());
        using var keys = new HttpClient { BaseAddress = new Uri(host.Issuer) };
        var before = await keys.GetStringAsync("/connect/jwks", TestContext.Current.CancellationToken);

        await host.RestartAsync();

        Assert.Equal(before, await keys.GetStringAsync("/connect/jwks", TestContext.Current.CancellationToken));
        Assert.Equal(Demo.U1Number, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Json.UnitOf());
        Assert.Equal(Demo.U1Number, (await hall.IntrospectAsync(tokens["access_token"]!)).Json.UnitOf());
        Assert.Equal(Demo.U1Number, (await hall.RefreshAsync(tokens["refresh_token"]!)).UnitOf());
        Assert.Equal(Demo.U1Number, (await hall.RedeemAsync(code)).UnitOf());
        Assert.NotNull((await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"))))["code"]);
        Assert.NotNull((await waiting.SubmitAsync(form, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword)))["code"]);

        Assert.Equal("invalid_grant", (await hall.RedeemAsync(code))["error"]);
        host.Clock.Add(TimeSpan.FromSeconds(11));
        Assert.Equal("invalid_grant", (await spa.RefreshAsync(rotated["refresh_token"]!))["error"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await spa.GetAsync("/connect/userinfo", rotated["access_token"]!)).Status);
    }

    [Fact]
    [Trait("Case", "EN-09")]
    public async Task A_lock_outlives_a_restart()
    {
        await using var host = await IdpHost.StartAsync();
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(host);
        var page = await browser.GoAsync(hall.AuthorizeUrl());
        for (var failure = 0; failure < 5; failure++)
            page = await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", "Wrong-2026!"));
        await host.RestartAsync();
        Assert.Contains("账户已锁定", (await browser.AsPersonAsync(hall, Demo.Sun)).Text, StringComparison.Ordinal);
    }
}
