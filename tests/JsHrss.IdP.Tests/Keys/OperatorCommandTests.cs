using System.Net;
using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Keys;

/// <summary>What an operator does while the server runs, and how soon it shows.</summary>
public sealed class OperatorCommandTests(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "PI-08")]
    public async Task A_revoked_signing_key_is_refused_everywhere_and_refresh_tokens_survive()
    {
        await using var host = await StartAsync();
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun));
        var stolen = Assert.Single(await KidsAsync(host));

        var (code, told) = await host.CommandAsync("keys", "revoke", stolen);
        Assert.True(code == 0, told);

        await UntilAsync(async () => (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status == HttpStatusCode.Unauthorized);
        Assert.Equal("False", (await hall.IntrospectAsync(tokens["access_token"]!))["active"]);
        Assert.DoesNotContain(stolen, await KidsAsync(host));
        var refreshed = await hall.RefreshAsync(tokens["refresh_token"]!);
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/connect/userinfo", refreshed["access_token"]!)).Status);
        Assert.NotNull((await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"))))["code"]);
    }

    [Fact]
    [Trait("Case", "PI-08")]
    [Trait("Case", "RT-12")]
    public async Task Cutting_grants_ends_grants_tokens_and_sessions_and_a_new_sign_in_brings_new_ones()
    {
        await using var host = await StartAsync();
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(host, "openid profile offline_access");
        using var batch = Relying.Batch(host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun));
        var own = (await batch.TokenAsync(("grant_type", "client_credentials")))["access_token"]!;
        Assert.Equal("True", (await batch.IntrospectAsync(own))["active"]);

        Assert.Equal(0, (await host.CommandAsync("keys", "revoke", (await KidsAsync(host))[0], "--cut-grants")).Code);

        await UntilAsync(async () => (await batch.IntrospectAsync(own))["active"] == "False");
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
        (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none")))).Refused("login_required");
        host.Clock.Add(TimeSpan.FromSeconds(1));
        var anew = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun));
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/connect/userinfo", anew["access_token"]!)).Status);
    }

    [Fact]
    [Trait("Case", "PI-10")]
    public async Task After_the_ring_is_revoked_everybody_signs_in_again_and_nothing_else_breaks()
    {
        await using var host = await StartAsync();
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(host);
        using var job = Relying.Hall(host, "openid profile offline_access");
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun));
        var offline = await job.RedeemAsync(await browser.GoAsync(job.AuthorizeUrl()));
        using var waiting = new HttpBrowser();
        var form = await waiting.GoAsync(hall.AuthorizeUrl());

        var (code, told) = await host.CommandAsync("ring", "revoke-all");
        Assert.True(code == 0, told);
        Assert.Contains("1 sessions ended", told, StringComparison.Ordinal);

        await UntilAsync(async () => (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"))))["error"] == "login_required");
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
        Assert.Equal(HttpStatusCode.OK, (await job.RefreshAsync(offline["refresh_token"]!)).Status);
        // The sessions are over at once, the ring is another within a second: a form of that second shows itself again.
        await UntilAsync(async () => (await browser.AsPersonAsync(hall, Demo.Sun))["code"] is not null);

        // The form that was open shows itself again, and the next try goes through.
        await UntilAsync(async () =>
        {
            form = await waiting.SubmitAsync(form, SigningIn.PersonForm, ("Account", Demo.Zhou), ("Password", Demo.PersonalPassword));
            Assert.True(form.Status is HttpStatusCode.OK or HttpStatusCode.SeeOther or HttpStatusCode.Found, $"{form.Status} at {form.Url}");
            return form["code"] is not null;
        });
    }

    [Fact]
    [Trait("Case", "PI-06")]
    public async Task Lists_show_states_and_nothing_secret()
    {
        await using var host = await StartAsync();
        var kid = (await KidsAsync(host))[0];
        await host.CommandAsync("keys", "rotate", "--now");
        var (code, keys) = await host.CommandAsync("keys", "list");
        Assert.Equal(0, code);
        Assert.Matches($"{kid}  ES256  active ", keys);
        Assert.Matches("ES256  published ", keys);
        Assert.Matches("trusted", (await host.CommandAsync("ring", "list")).Text);
        Assert.Contains("no bound", (await host.CommandAsync("not-before")).Text, StringComparison.Ordinal);
        Assert.All(new[] { "BEGIN", "\"d\"", "masterKey", "sealed" }, secret => Assert.DoesNotContain(secret, keys, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "Another process uses", "migrate")]
    [InlineData(1, "There is no key nobody", "keys", "revoke", "nobody")]
    [InlineData(1, "There is no key for HS256", "keys", "rotate", "--alg", "HS256")]
    [InlineData(2, "KID is missing", "keys", "revoke")]
    [InlineData(2, "'--sideways' is not understood", "keys", "rotate", "--sideways")]
    [InlineData(2, "--alg wants a value", "keys", "rotate", "--alg")]
    [InlineData(2, "'keyz' is no command", "keyz")]
    [InlineData(2, "'more' is not understood", "keys", "list", "more")]
    public async Task A_line_that_cannot_be_done_says_why_and_changes_nothing(int expected, string why, params string[] line)
    {
        // An option without a value must be the last word.
        var (code, text) = line[^1] == "--alg" ? await RunAloneAsync(line) : await idp.Host.CommandAsync(line);
        Assert.Equal(expected, code);
        Assert.Contains(why, text, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Text)> RunAloneAsync(string[] line)
    {
        await using var output = new StringWriter();
        return (await JsHrss.IdP.Commands.OperatorCommands.RunAsync(line, output, output), output.ToString());
    }

    private static Task<IdpHost> StartAsync() => IdpHost.StartAsync(settings: "Keys:Algorithms:0=ES256");

    private static async Task<string[]> KidsAsync(IdpHost host)
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.Issuer) };
        return [.. JsonDocument.Parse(await http.GetStringAsync("/connect/jwks", Ct)).RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }

    /// <summary>A second is what the server promises; a busy machine gets more.</summary>
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if (await holds())
                return;
            await Task.Delay(100, Ct);
        }

        Assert.Fail("It did not show within ten seconds.");
    }
}
