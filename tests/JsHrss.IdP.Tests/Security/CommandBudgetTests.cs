using System.Net;
using JsHrss.IdP.Tests.Api;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Security;

/// <summary>Round trips of every operation, as the storage design promises them (§5): a further one is a decision.</summary>
public sealed class CommandBudgetTests(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    public async Task Every_operation_keeps_its_budget()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var spa = Relying.HallSpa(_host);
        using var batch = Relying.Batch(_host);
        await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U1, Demo.Li));
        _host.Commands.Take();

        var code = (await browser.GoAsync(hall.AuthorizeUrl()))["code"]!;
        Spent("authorize, signed in, no page", 1, 1);
        var pushed = await hall.PushAsync();
        Spent("pushed authorization request", 0, 1);
        Assert.NotNull((await browser.GoAsync(hall.ReferenceUrl(pushed["request_uri"]!)))["code"]);
        Spent("authorize by reference, signed in, no page", 2, 1);
        var tokens = await hall.RedeemAsync(code);
        Spent("token: code", 1, 1);
        await hall.RefreshAsync(tokens["refresh_token"]!);
        Spent("refresh, kept", 1, 1);

        var rotating = await spa.RedeemAsync(await browser.GoAsync(spa.AuthorizeUrl()));
        _host.Commands.Take();
        await spa.RefreshAsync(rotating["refresh_token"]!);
        Spent("refresh, rotating", 1, 1);

        var access = tokens["access_token"]!;
        await hall.GetAsync("/connect/userinfo", access);
        Spent("userinfo, live", 1, 0);
        await hall.GetAsync("/connect/userinfo", access);
        Spent("userinfo, cached", 0, 0);
        // Both default addresses in one look, for who asks: tokens, and userinfo without them, know nothing of it.
        using var sending = Relying.Hall(_host, "openid address unit");
        var addressed = (await sending.RedeemAsync(await browser.GoAsync(sending.AuthorizeUrl())))["access_token"]!;
        _host.Commands.Take();
        await sending.GetAsync("/connect/userinfo", addressed);
        Spent("userinfo with addresses, live", 2, 0);
        await sending.GetAsync("/connect/userinfo", addressed);
        Spent("userinfo with addresses, cached", 1, 0);
        await batch.IntrospectAsync(access);
        Spent("introspection, cached", 0, 0);
        await hall.GetAsync("/api/me", access);
        Spent("api/me, cached", 0, 0);
        var second = (await hall.RefreshAsync(tokens["refresh_token"]!))["access_token"]!;
        _host.Commands.Take();
        await batch.IntrospectAsync(second);
        Spent("introspection, live", 1, 0);

        var asking = new Asking(_host, "Basic " + Convert.ToBase64String("hall:hall-dev-secret-0123456789abcdefghij"u8));
        Assert.Equal("permitted", (await asking.AskAsync(Asked.About(tokens.Claims().GetProperty("sub").GetString()!, "SI-0101", "submit", Demo.U1))).Outcome());
        Spent("evaluation, always live", 1, 0);

        Assert.Equal(HttpStatusCode.OK, (await batch.TokenAsync(("grant_type", "client_credentials"))).Status);
        Spent("client_credentials", 0, 0);
        await hall.RevokeAsync(second);
        Spent("revocation of an access token", 0, 1);
        await hall.RevokeAsync(tokens["refresh_token"]!);
        Spent("revocation of a refresh token", 1, 1);

        (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"), ("unit_hint", Demo.U2)))).Refused("interaction_required");
        Spent("authorize without pages, refused", 1, 0);
        using var nobody = new HttpBrowser();
        (await nobody.GoAsync(hall.AuthorizeUrl(("prompt", "none")))).Refused("login_required");
        Spent("authorize without pages, nobody signed in", 0, 0);
        using var http = new HttpClient();
        foreach (var path in new[] { "/.well-known/openid-configuration", "/connect/jwks", "/help" })
            await http.GetStringAsync(_host.Issuer + path, TestContext.Current.CancellationToken);
        Spent("what is the same for all", 0, 0);

        using var person = new HttpBrowser();
        var page = await person.GoAsync(_host.Issuer + "/sign-in");
        Spent("sign-in page: who is challenged", 1, 0);
        page = await person.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", "Wrong-2026!"));
        // Counters before anything, the credential's own before the hash, the outcome after it.
        Spent("sign-in, wrong", 1, 3);
        await person.SendAsync(HttpMethod.Post, _host.Issuer + "/sign-in?tab=person", Form(page, Demo.Sun, Demo.PersonalPassword));
        Spent("sign-in, right: and the session", 1, 4);

        void Spent(string operation, int reads, int writes)
        {
            var (read, written) = _host.Commands.Take();
            Assert.Equal($"{operation}: {reads} + {writes}", $"{operation}: {read} + {written}");
        }
    }

    private static FormUrlEncodedContent Form(Stop page, string account, string password) => new(new Dictionary<string, string>
    {
        ["__RequestVerificationToken"] = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
        ["Account"] = account,
        ["Password"] = password,
    });

    [Fact]
    public async Task Garbage_costs_the_database_nothing()
    {
        using var hall = Relying.Hall(_host);
        using var stranger = new Relying(_host, "hall", "wrong-secret-0123456789abcdefghijkl", "", "openid");
        using var nobody = new Relying(_host, "nobody", "wrong-secret-0123456789abcdefghijkl", "", "openid");
        var least = (Reads: int.MaxValue, Writes: int.MaxValue);
        // The watch over the configuration reads once a second by itself; of several tries one falls between.
        for (var attempt = 0; attempt < 5 && least != (0, 0); attempt++)
        {
            _host.Commands.Take();
            await TryAllAsync();
            var (reads, writes) = _host.Commands.Take();
            least = (Math.Min(least.Reads, reads), Math.Min(least.Writes, writes));
        }

        Assert.Equal((0, 0), least);

        async Task TryAllAsync()
        {
            Assert.Equal("invalid_client", (await stranger.TokenAsync(("grant_type", "authorization_code"), ("code", "x")))["error"]);
            Assert.Equal("invalid_client", (await nobody.TokenAsync(("grant_type", "authorization_code"), ("code", "x")))["error"]);
            Assert.Equal("invalid_grant", (await hall.RedeemAsync("x"))["error"]);
            Assert.Equal("invalid_grant", (await hall.RefreshAsync("x"))["error"]);
            Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", "x.y.z")).Status);
            Assert.Equal("False", (await hall.IntrospectAsync("x"))["active"]);
        }
    }
}
