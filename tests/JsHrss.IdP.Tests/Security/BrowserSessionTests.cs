using System.Buffers.Text;
using System.Net;
using System.Text;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Security;

/// <summary>A session belongs to the person who proved themselves, at the browser where they did.</summary>
public sealed class BrowserSessionTests(SharedIdp idp)
{
    private const string Cookie = "__Host-idp.session";
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Case", "RT-15")]
    public async Task A_session_planted_by_an_attacker_does_not_become_the_victims()
    {
        using var attacker = new HttpBrowser();
        using var victim = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await attacker.AsPersonAsync(hall, Demo.Zhou);
        var planted = attacker.Cookies[Cookie];
        victim.Cookies[Cookie] = planted;
        var page = await victim.GoAsync(hall.AuthorizeUrl(("prompt", "login")));
        var tokens = await hall.RedeemAsync(await victim.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword)));
        Assert.Equal("孙*", (await hall.GetAsync("/api/me", tokens["access_token"]!))["masked_name"]);
        Assert.NotEqual(planted, victim.Cookies[Cookie]);
        (await attacker.GoAsync(hall.AuthorizeUrl(("prompt", "none")))).Refused("login_required");
        using var invented = new HttpBrowser();
        invented.Cookies[Cookie] = "ses_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        await invented.AsPersonAsync(hall, Demo.Sun);
        Assert.NotEqual("ses_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", invented.Cookies[Cookie]);
    }

    [Fact]
    [Trait("Case", "RT-15")]
    public async Task A_further_proof_renews_the_secret_and_the_old_cookie_is_dead()
    {
        using var browser = new HttpBrowser();
        using var copy = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await browser.AsPersonAsync(hall, Demo.Li);
        copy.Cookies[Cookie] = browser.Cookies[Cookie];
        Assert.NotNull((await copy.GoAsync(hall.AuthorizeUrl(("prompt", "none"))))["code"]);
        await browser.JoinUnitAsync(hall, Demo.U1Number, Demo.Li);
        Assert.NotEqual(copy.Cookies[Cookie], browser.Cookies[Cookie]);
        (await copy.GoAsync(hall.AuthorizeUrl(("prompt", "none")))).Refused("login_required");
        Assert.NotNull((await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"), ("unit_hint", "self"))))["code"]);
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task Another_person_at_the_same_browser_begins_anew_and_ends_what_the_first_had()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var first = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Wu));
        var page = (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "login")))).At("sign-in");
        var second = await hall.RedeemAsync(await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Zheng), ("Password", Demo.PersonalPassword)));
        foreach (var claim in new[] { "sub", "sid" })
            Assert.NotEqual(first.Claims().GetProperty(claim).GetString(), second.Claims().GetProperty(claim).GetString());
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(first["refresh_token"]!))["error"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", first["access_token"]!)).Status);
        Assert.Equal("郑*", (await hall.GetAsync("/api/me", second["access_token"]!))["masked_name"]);
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task A_member_of_a_unit_does_not_join_the_session_of_another_person()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await browser.AsPersonAsync(hall, Demo.Sun);
        var page = await browser.GoAsync(_host.Issuer + "/sign-in?tab=unit");
        await browser.SubmitAsync(page, SigningIn.PersonForm, ("UnitCode", Demo.U1), ("Account", Demo.Li), ("Password", Demo.UnitPassword));
        Assert.Equal(Demo.U1Number, (await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl()))).UnitOf());
        (await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", "self"), ("prompt", "none")))).Refused("interaction_required");
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.3/csrf-clickjacking")]
    [Trait("Spec", "RFC 6749 §10.12/csrf")]
    [Trait("Case", "RT-20")]
    public async Task Credentials_posted_from_another_site_sign_nobody_in()
    {
        using var hall = Relying.Hall(_host);
        using var attacker = new HttpBrowser();
        using var victim = new HttpBrowser();
        var own = await attacker.GoAsync(_host.Issuer + "/sign-in");
        var token = own.Document.QuerySelector($"{SigningIn.PersonForm} input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await victim.GoAsync(_host.Issuer + "/sign-in");
        foreach (var extra in new KeyValuePair<string, string>[][] { [], [new("__RequestVerificationToken", token)], [new("__RequestVerificationToken", "x")] })
        {
            using var posted = await victim.SendAsync(HttpMethod.Post, _host.Issuer + "/sign-in", new FormUrlEncodedContent([new("Account", Demo.Zhou), new("Password", Demo.PersonalPassword), .. extra]));
            Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
            Assert.DoesNotContain(Cookie, victim.Cookies.Keys);
        }

        // SameSite=Lax: a post from another site carries no cookie at all.
        using var bare = new HttpBrowser();
        using var crossSite = await bare.SendAsync(HttpMethod.Post, _host.Issuer + "/sign-in", new FormUrlEncodedContent([new("Account", Demo.Zhou), new("Password", Demo.PersonalPassword), new("__RequestVerificationToken", token)]));
        Assert.DoesNotContain(Cookie, bare.Cookies.Keys);
        (await victim.GoAsync(hall.AuthorizeUrl(("prompt", "none")))).Refused("login_required");
    }

    [Fact]
    [Trait("Case", "RT-20")]
    public async Task Signing_out_choosing_and_display_cannot_be_posted_from_another_site()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await browser.AsPersonAsync(hall, Demo.Sun);
        using var image = await browser.SendAsync(HttpMethod.Get, _host.Issuer + "/sign-out");
        using var signOut = await browser.SendAsync(HttpMethod.Post, _host.Issuer + "/sign-out", new FormUrlEncodedContent([]));
        using var display = await browser.SendAsync(HttpMethod.Post, _host.Issuer + "/display", new FormUrlEncodedContent([new("lang", "en")]));
        Assert.Equal(HttpStatusCode.BadRequest, display.StatusCode);
        var chooser = (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "select_account")))).At("choose");
        using var chosen = await browser.SendAsync(HttpMethod.Post, chooser.Url, new FormUrlEncodedContent([new("Context", "self")]));
        Assert.Equal(HttpStatusCode.OK, chosen.StatusCode);
        Assert.NotNull((await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"))))["code"]);
    }

    [Fact]
    [Trait("Case", "RT-21")]
    [Trait("Spec", "RFC 6265bis §4.1.3")]
    public async Task Every_cookie_is_host_bound_secure_hidden_from_script_and_lax()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var first = await browser.SendAsync(HttpMethod.Get, hall.AuthorizeUrl());
        var signIn = new Uri(new Uri(_host.Issuer), first.Headers.Location!).ToString();
        using var page = await browser.SendAsync(HttpMethod.Get, signIn);
        var form = await Stop.ReadAsync(signIn, page);
        var token = form.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var signedIn = await browser.SendAsync(HttpMethod.Post, signIn, new FormUrlEncodedContent([new("Account", Demo.Sun), new("Password", Demo.PersonalPassword), new("__RequestVerificationToken", token)]));
        using var shown = await browser.SendAsync(HttpMethod.Post, _host.Issuer + "/display", new FormUrlEncodedContent([new("lang", "zh"), new("__RequestVerificationToken", token)]));
        string[] cookies = [.. new[] { first, page, signedIn, shown }.SelectMany(answer => answer.Headers.TryGetValues("Set-Cookie", out var lines) ? lines : [])];
        Assert.Equal(["__Host-idp.antiforgery", "__Host-idp.browser", Cookie], cookies.Select(line => line.Split('=')[0]).Where(name => name != "__Host-idp.display").Distinct().Order(StringComparer.Ordinal));
        foreach (var line in cookies)
        {
            var attributes = line.Split(';', StringSplitOptions.TrimEntries).Skip(1).Select(one => one.ToLowerInvariant()).ToArray();
            Assert.StartsWith("__Host-", line, StringComparison.Ordinal);
            Assert.Superset(new HashSet<string>(["secure", "httponly", "samesite=lax", "path=/"]), attributes.ToHashSet());
            Assert.DoesNotContain(attributes, one => one.StartsWith("domain", StringComparison.Ordinal));
        }
    }

    [Fact]
    [Trait("Case", "RT-21")]
    public async Task A_percent_encoded_twin_of_the_cookies_name_is_another_cookie()
    {
        using var browser = new HttpBrowser();
        using var other = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await browser.AsPersonAsync(hall, Demo.Sun);
        other.Cookies["__Host-idp%2Esession"] = browser.Cookies[Cookie];
        (await other.GoAsync(hall.AuthorizeUrl(("prompt", "none")))).Refused("login_required");
    }

    [Fact]
    [Trait("Case", "PI-05")]
    public async Task Cookies_hold_handles_and_nothing_of_the_request_or_the_person()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var waiting = await browser.GoAsync(hall.AuthorizeUrl(("login_hint", Demo.Sun)));
        var before = browser.Cookies.Values.ToArray();
        var tokens = await hall.RedeemAsync(await browser.SubmitAsync(waiting, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword)));
        foreach (var value in before.Concat(browser.Cookies.Values))
        {
            Assert.InRange(value.Length, 1, 200);
            // A handle is kind_ and base64url; the framework's token is base64url alone.
            string[] encoded = [value, value[(value.IndexOf('_', StringComparison.Ordinal) + 1)..]];
            var decoded = string.Concat(encoded.Where(text => Base64Url.IsValid(text)).Select(text => Encoding.Latin1.GetString(Base64Url.DecodeFromChars(text))));
            Assert.NotEqual("", decoded);
            foreach (var secret in new[] { "hall", "openid", "st-1", "no-1", Demo.Sun, Demo.SunIdNumber, tokens.Claims().GetProperty("sub").GetString()! })
                Assert.DoesNotContain(secret, value + decoded, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("\"")]
    [InlineData("%00%ff")]
    [InlineData("ses_")]
    [InlineData("ses_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("{\"sub\":\"p_00000000000000000000000000\"}")]
    [Trait("Case", "HT-14")]
    public async Task Malformed_cookies_of_our_own_names_make_an_anonymous_browser_that_can_still_sign_in(string value)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        foreach (var name in new[] { Cookie, "__Host-idp.browser", "__Host-idp.antiforgery", "__Host-idp.display" })
            browser.Cookies[name] = value;
        (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none")))).Refused("login_required");
        Assert.NotNull((await browser.AsPersonAsync(hall, Demo.Sun))["code"]);
    }
}
