using System.Net;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Security;

/// <summary>A request that waits for a person belongs to one browser, and says what it said when it came.</summary>
public sealed class WaitingRequestTests(SharedIdp idp)
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Case", "AZ-12")]
    public async Task Hidden_fields_added_to_the_sign_in_form_change_nothing()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid profile");
        var page = await browser.GoAsync(hall.AuthorizeUrl());
        var back = await browser.SubmitAsync(
            page, SigningIn.PersonForm, ("Account", Demo.Li), ("Password", Demo.PersonalPassword),
            ("scope", "openid profile phone unit items offline_access"), ("client_id", "partner"), ("redirect_uri", "https://evil.example/"), ("state", "forged"), ("nonce", "forged"),
            ("code_challenge", new string('A', 43)), ("acr", "urn:jshrss:acr:realperson-live"), ("auth_time", "1"), ("unit_hint", Demo.U1), ("Context", "self"),
            ("sub", "p_00000000000000000000000000"), ("interaction", "int_forged"), ("returnUrl", "https://evil.example/"));
        Assert.StartsWith("http://localhost:5300/signin-oidc?", back.Url, StringComparison.Ordinal);
        Assert.Equal("st-1", back["state"]);
        var tokens = await hall.RedeemAsync(back);
        Assert.Null(tokens.UnitOf());
        Assert.Equal("no-1", tokens.Claims().GetProperty("nonce").GetString());
        Assert.Equal("urn:jshrss:acr:realperson", tokens.Claims().GetProperty("acr").GetString());
        Assert.Equal("openid profile", tokens.Claims("access_token").GetProperty("scope").GetString());
    }

    [Fact]
    [Trait("Case", "AZ-12")]
    public async Task The_query_of_a_page_can_swap_nothing_either()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid");
        var page = await browser.GoAsync(hall.AuthorizeUrl());
        page = (await browser.GoAsync(page.Url + "&client_id=partner&scope=openid+phone&redirect_uri=https://evil.example/&unit_hint=" + Demo.U1)).At("sign-in");
        var back = await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword));
        Assert.Equal("openid", (await hall.RedeemAsync(back)).Claims("access_token").GetProperty("scope").GetString());
    }

    [Theory]
    [InlineData("sign-in")]
    [InlineData("choose")]
    [InlineData("consent")]
    [InlineData("not-served")]
    [InlineData("connect/authorize/resume")]
    [Trait("Case", "AZ-21")]
    public async Task The_address_of_a_waiting_request_is_worth_nothing_in_another_browser(string page)
    {
        using var victim = new HttpBrowser();
        using var thief = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var waiting = await victim.GoAsync(hall.AuthorizeUrl());
        await thief.AsPersonAsync(hall, Demo.Zhou);
        var stolen = $"{_host.Issuer}/{page}{new Uri(waiting.Url).Query}";
        var seen = await thief.GoAsync(stolen);
        Assert.Equal(HttpStatusCode.BadRequest, seen.Status);
        Assert.Null(seen.Document.QuerySelector("input[name=Password]"));
        Assert.Contains("已经过期", seen.Text, StringComparison.Ordinal);
        using var posted = await thief.SendAsync(HttpMethod.Post, stolen, new FormUrlEncodedContent([new("Account", Demo.Zhou), new("Password", Demo.PersonalPassword), new("Context", "self"), new("decision", "allow")]));
        Assert.InRange((int)posted.StatusCode, 400, 405);
        Assert.NotNull((await victim.SubmitAsync(waiting, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword)))["code"]);
    }

    [Fact]
    [Trait("Case", "AZ-21")]
    [Trait("Case", "CD-10")]
    public async Task A_victim_sent_to_the_attackers_waiting_request_does_not_sign_in_for_him()
    {
        using var attacker = new HttpBrowser();
        using var victim = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var trap = await attacker.GoAsync(hall.AuthorizeUrl());
        Assert.Equal(HttpStatusCode.BadRequest, (await victim.GoAsync(trap.Url)).Status);
        (await attacker.GoAsync(trap.Url)).At("sign-in");
    }

    [Fact]
    [Trait("Case", "AZ-21")]
    public async Task An_answered_request_cannot_be_answered_again()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var page = await browser.GoAsync(hall.AuthorizeUrl());
        await hall.RedeemAsync(await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword)));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GoAsync(page.Url)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GoAsync($"{_host.Issuer}/connect/authorize/resume{new Uri(page.Url).Query}")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("int_")]
    [InlineData("int_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("code_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../etc/passwd")]
    [InlineData("%00")]
    [Trait("Case", "AZ-21")]
    public async Task A_guessed_handle_gives_a_page_and_nothing_else(string handle)
    {
        using var browser = new HttpBrowser();
        foreach (var page in new[] { "sign-in", "choose", "consent", "not-served", "connect/authorize/resume" })
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.GoAsync($"{_host.Issuer}/{page}?interaction={handle}")).Status);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData("/\r\nLocation: https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.example")]
    [InlineData("http:evil.example")]
    [InlineData("")]
    [Trait("Case", "AZ-22")]
    public async Task The_way_back_from_the_display_settings_stays_at_home(string back)
    {
        using var browser = new HttpBrowser();
        var page = await browser.GoAsync(_host.Issuer + "/help");
        var token = page.Document.QuerySelector("form[action='/display'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var answer = await browser.SendAsync(HttpMethod.Post, _host.Issuer + "/display", new FormUrlEncodedContent([new("back", back), new("lang", "en"), new("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    [Trait("Case", "AZ-22")]
    public async Task Signing_in_without_a_waiting_request_ends_at_our_own_page_whatever_the_address_says()
    {
        using var browser = new HttpBrowser();
        var page = await browser.GoAsync(_host.Issuer + "/sign-in?returnUrl=https://evil.example/&redirect_uri=https://evil.example/&next=//evil.example");
        var home = await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword));
        Assert.Equal(_host.Issuer + "/", home.Url);
        Assert.DoesNotContain("evil.example", home.Body, StringComparison.Ordinal);
    }
}
