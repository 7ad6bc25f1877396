using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>What asks for a new proof of somebody already signed in, and that it asks once.</summary>
[Trait("Spec", "OIDC Core §3.1.2.1")]
public sealed class FreshSignInJourney(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "0")]
    [Trait("Case", "AS-03")]
    public async Task A_fresh_password_is_demanded_once_and_is_what_the_token_tells(string parameter, string value)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var before = AuthTime(await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun)));
        _host.Clock.Add(TimeSpan.FromMinutes(2));

        var page = (await browser.GoAsync(hall.AuthorizeUrl((parameter, value)))).At("sign-in");
        // Neither going on without typing nor a second look gets past it.
        var interaction = System.Web.HttpUtility.ParseQueryString(new Uri(page.Url).Query)["interaction"];
        (await browser.GoAsync($"{_host.Issuer}/connect/authorize/resume?interaction={interaction}")).At("sign-in");
        (await browser.GoAsync($"{_host.Issuer}/choose?interaction={interaction}")).At("choose");
        page = (await browser.GoAsync(hall.AuthorizeUrl((parameter, value)))).At("sign-in");
        _host.Clock.Add(TimeSpan.FromMinutes(1));
        var demanded = _host.Clock.GetUtcNow().ToUnixTimeSeconds();
        var tokens = await hall.RedeemAsync(await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword)));
        Assert.True(AuthTime(tokens) >= demanded && demanded >= before + 180);

        // The old tokens' time stays what it was; without the demand nothing is asked.
        Assert.Equal(AuthTime(tokens), AuthTime(await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl()))));
    }

    [Fact]
    [Trait("Case", "AS-03")]
    public async Task A_wrong_password_does_not_refresh_anything()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var before = AuthTime(await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Zhou)));
        _host.Clock.Add(TimeSpan.FromMinutes(2));
        var page = (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "login")))).At("sign-in");
        (await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Zhou), ("Password", "Wrong-2026!"))).At("sign-in");
        (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"), ("max_age", "60")))).Refused("login_required");
        Assert.Equal(before, AuthTime(await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"))))));
    }

    [Fact]
    public async Task Max_age_asks_only_when_the_proof_is_older()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var first = AuthTime(await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Wu)));
        _host.Clock.Add(TimeSpan.FromMinutes(4));
        Assert.Equal(first, AuthTime(await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl(("max_age", "300"))))));
        _host.Clock.Add(TimeSpan.FromMinutes(2));
        (await browser.GoAsync(hall.AuthorizeUrl(("max_age", "300"), ("prompt", "none")))).Refused("login_required");
        var page = (await browser.GoAsync(hall.AuthorizeUrl(("max_age", "300")))).At("sign-in");
        Assert.Contains("离您上次输入密码有一段时间了", page.Text, StringComparison.Ordinal);
        var again = await hall.RedeemAsync(await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Wu), ("Password", Demo.PersonalPassword)));
        Assert.True(AuthTime(again) >= first + 360);
        // A refresh repeats the time of the sign-in it stems from (OpenID Connect Core §12.2).
        _host.Clock.Add(TimeSpan.FromMinutes(1));
        Assert.Equal(AuthTime(again), AuthTime(await hall.RefreshAsync(again["refresh_token"]!)));
    }

    [Fact]
    [Trait("Case", "AS-04")]
    public async Task A_units_proof_is_as_old_as_itself_whatever_else_was_proven_since()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var unit = AuthTime(await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U1, Demo.Li)));
        _host.Clock.Add(TimeSpan.FromMinutes(6));
        var page = (await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", "self")))).At("sign-in");
        await hall.RedeemAsync(await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Li), ("Password", Demo.PersonalPassword)));
        Assert.Equal(unit, AuthTime(await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", Demo.U1Number))))));
        (await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", Demo.U1Number), ("max_age", "300"), ("prompt", "none")))).Refused("login_required");
        page = (await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", Demo.U1Number), ("max_age", "300")))).At("sign-in");
        var again = await hall.RedeemAsync(await browser.SubmitAsync(page, SigningIn.PersonForm, ("UnitCode", Demo.U1), ("Account", Demo.Li), ("Password", Demo.UnitPassword)));
        Assert.Equal(Demo.U1Number, again.UnitOf());
        Assert.True(AuthTime(again) >= unit + 360);
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task A_hint_at_another_person_is_never_answered_with_this_ones_tokens()
    {
        using var browser = new HttpBrowser();
        using var others = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var own = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun));
        var other = await hall.RedeemAsync(await others.AsPersonAsync(hall, Demo.Zheng));
        Assert.NotNull((await browser.GoAsync(hall.AuthorizeUrl(("id_token_hint", own["id_token"]!), ("prompt", "none"))))["code"]);
        (await browser.GoAsync(hall.AuthorizeUrl(("id_token_hint", other["id_token"]!), ("prompt", "none")))).Refused("login_required");

        var page = (await browser.GoAsync(hall.AuthorizeUrl(("id_token_hint", other["id_token"]!)))).At("sign-in");
        Assert.Contains("等待的不是孙*的账号", page.Text, StringComparison.Ordinal);
        page = (await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword))).At("sign-in");
        var tokens = await hall.RedeemAsync(await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Zheng), ("Password", Demo.PersonalPassword)));
        Assert.Equal(other.Claims().GetProperty("sub").GetString(), tokens.Claims().GetProperty("sub").GetString());
    }

    [Theory]
    [InlineData("login consent")]
    [InlineData("login select_account")]
    [InlineData("login select_account consent")]
    public async Task Several_prompts_are_each_answered_once(string prompt)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Zhang));
        _host.Clock.Add(TimeSpan.FromMinutes(1));
        var stop = (await browser.GoAsync(hall.AuthorizeUrl(("prompt", prompt)))).At("sign-in");
        stop = await browser.SubmitAsync(stop, SigningIn.PersonForm, ("Account", Demo.Zhang), ("Password", Demo.PersonalPassword));
        if (prompt.EndsWith("consent", StringComparison.Ordinal))
            stop = await browser.SubmitAsync(stop.At("consent"), "form[action*='consent']", ("decision", "allow"));
        await hall.RedeemAsync(stop);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    public async Task A_login_hint_fills_the_form_and_ui_locales_choose_its_language()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var page = (await browser.GoAsync(hall.AuthorizeUrl(("login_hint", "13999999999"), ("ui_locales", "fr en-GB zh-CN")))).At("sign-in");
        Assert.Equal("13999999999", page.Document.QuerySelector("#Account")?.GetAttribute("value"));
        Assert.Equal("en", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal("zh-CN", (await browser.GoAsync(hall.AuthorizeUrl(("ui_locales", "fr")))).Document.DocumentElement.GetAttribute("lang"));
    }

    private static long AuthTime(Answer tokens) => tokens.Claims().GetProperty("auth_time").GetInt64();
}
