using System.Net;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>The department's app at the wire: bound tokens over the real store and at the server's own interfaces.</summary>
public sealed class BoundTokenTests(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Spec", "RFC 9449 §7.1")]
    [Trait("Case", "JW-15")]
    public async Task The_app_signs_in_refreshes_and_is_served_with_its_key_alone()
    {
        using var key = new KeyHolder();
        using var stolen = new KeyHolder();
        using var browser = new HttpBrowser();
        using var app = Relying.MobileApp(_host, key);
        using var thief = Relying.MobileApp(_host, stolen);
        using var bearer = Relying.MobileApp(_host, null);

        var tokens = await app.RedeemAsync(await browser.AsPersonAsync(app, Demo.Sun));
        Assert.Equal("DPoP", tokens["token_type"]);
        var access = tokens["access_token"]!;
        foreach (var path in new[] { "/connect/userinfo", "/api/me", "/api/me/units?more=1" })
        {
            Assert.Equal(HttpStatusCode.OK, (await app.GetAsync(path, access)).Status);
            Assert.Equal((HttpStatusCode.Unauthorized, "invalid_token"), Of(await thief.GetAsync(path, access)));
            Assert.Equal((HttpStatusCode.Unauthorized, "invalid_token"), Of(await bearer.GetAsync(path, access)));
            Assert.Equal((HttpStatusCode.Unauthorized, "invalid_dpop_proof"), Of(await bearer.GetAsync(path, access, "DPoP")));
        }

        Assert.Contains("DPoP error=\"insufficient_user_authentication\"", (await app.GetAsync("/api/me?max_age=0", access)).Challenge, StringComparison.Ordinal);
        Assert.Equal("invalid_grant", (await thief.RefreshAsync(tokens["refresh_token"]!))["error"]);
        Assert.Equal("invalid_dpop_proof", (await bearer.RefreshAsync(tokens["refresh_token"]!))["error"]);
        var refreshed = await app.RefreshAsync(tokens["refresh_token"]!);
        Assert.Equal((HttpStatusCode.OK, "DPoP", null), (refreshed.Status, refreshed["token_type"], refreshed["refresh_token"]));
        Assert.Equal(HttpStatusCode.OK, (await app.RefreshAsync(tokens["refresh_token"]!)).Status);

        using var hall = Relying.Hall(_host);
        var told = await hall.IntrospectAsync(refreshed["access_token"]!);
        Assert.Equal(("True", "DPoP"), (told["active"], told["token_type"]));
        Assert.Equal(tokens.Claims("access_token").GetProperty("cnf").GetProperty("jkt").GetString(), told.Json.GetProperty("cnf").GetProperty("jkt").GetString());
    }

    [Fact]
    [Trait("Case", "JW-16")]
    public async Task A_pushed_request_with_a_proof_binds_its_code()
    {
        using var key = new KeyHolder();
        using var stolen = new KeyHolder();
        using var browser = new HttpBrowser();
        using var app = Relying.MobileApp(_host, key);
        var pushed = await app.PushAsync();
        Assert.Equal(HttpStatusCode.Created, pushed.Status);
        var page = await browser.GoAsync(app.ReferenceUrl(pushed["request_uri"]!));
        var code = (await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Zhou), ("Password", Demo.PersonalPassword)))["code"]!;

        using var thief = Relying.MobileApp(_host, stolen);
        var taken = await thief.TokenAsync(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "jshrss-app://callback"), ("code_verifier", app.Verifier));
        Assert.Equal("invalid_grant", taken["error"]);
        Assert.Equal("DPoP", (await app.RedeemAsync(code))["token_type"]);
    }

    [Fact]
    [Trait("Case", "JW-15")]
    public async Task Of_fifty_racing_uses_of_one_proof_exactly_one_is_served()
    {
        using var key = new KeyHolder();
        using var browser = new HttpBrowser();
        using var app = Relying.MobileApp(_host, key);
        var access = (await app.RedeemAsync(await browser.AsPersonAsync(app, Demo.Wu)))["access_token"]!;
        await app.GetAsync("/api/me", access);
        var proof = key.Proof("GET", new Uri(_host.Issuer + "/api/me"), access);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.GetAsync("/api/me", access, proof: proof)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), lost => Assert.Equal((HttpStatusCode.Unauthorized, "invalid_dpop_proof"), Of(lost)));
    }

    [Fact]
    public async Task What_a_proof_costs_the_database_is_known()
    {
        using var key = new KeyHolder();
        using var browser = new HttpBrowser();
        using var app = Relying.MobileApp(_host, key);
        var tokens = await app.RedeemAsync(await browser.AsPersonAsync(app, Demo.Zheng));
        await app.GetAsync("/api/me", tokens["access_token"]!);
        _host.Commands.Take();

        await app.GetAsync("/api/me", tokens["access_token"]!);
        Assert.Equal((0, 1), _host.Commands.Take());
        await app.RefreshAsync(tokens["refresh_token"]!);
        Assert.Equal((1, 1), _host.Commands.Take());
    }

    private static (HttpStatusCode Status, string? Error) Of(Answer answer) => (answer.Status, answer["error"]);
}
