using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>For whom a request is served: asked where several contexts are open, never guessed (docs/tokens.md, principle 5).</summary>
public sealed class ContextJourney(SharedIdp idp)
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    public async Task Of_two_open_contexts_the_person_is_asked_and_the_tokens_say_which()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        Assert.Null((await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Li))).UnitOf());
        Assert.Equal(Demo.U1Number, (await hall.RedeemAsync(await browser.JoinUnitAsync(hall, Demo.U1Number, Demo.Li))).UnitOf());

        var chooser = (await browser.GoAsync(hall.AuthorizeUrl())).At("choose");
        Assert.Contains("李*", chooser.Text, StringComparison.Ordinal);
        var tokens = await hall.RedeemAsync(await browser.ChooseAsync(chooser, Demo.U1Name));
        Assert.Equal(Demo.U1Number, tokens.UnitOf());
        Assert.Equal("administrator", tokens.Claims().GetProperty("represents").GetProperty("role").GetString());

        chooser = (await browser.GoAsync(hall.AuthorizeUrl())).At("choose");
        Assert.Null((await hall.RedeemAsync(await browser.ChooseAsync(chooser, "本人"))).UnitOf());
    }

    [Fact]
    public async Task A_unit_whose_password_is_missing_can_be_chosen_and_its_own_password_is_asked_for()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Li));
        var chooser = (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "select_account")))).At("choose");
        var page = (await browser.ChooseAsync(chooser, Demo.U2Name)).At("sign-in");
        Assert.Contains($"为“{Demo.U2Name}”办事，需要您在这个单位的密码", page.Text, StringComparison.Ordinal);
        Assert.Equal(Demo.U2Number, page.Document.QuerySelector("#UnitCode")?.GetAttribute("value"));

        page = (await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Li), ("Password", Demo.UnitPassword))).At("sign-in");
        Assert.Contains("账号或密码错误。", page.Text, StringComparison.Ordinal);
        var back = await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Li), ("Password", Demo.U2Password));
        Assert.Equal(Demo.U2Number, (await hall.RedeemAsync(back)).UnitOf());
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    public async Task Select_account_reopens_the_chooser_once()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U1, Demo.Li));
        var chooser = (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "select_account")))).At("choose");
        Assert.Equal(Demo.U1Number, (await hall.RedeemAsync(await browser.ChooseAsync(chooser, Demo.U1Name))).UnitOf());
        Assert.Equal(Demo.U1Number, (await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl()))).UnitOf());
    }

    [Theory]
    [InlineData(Demo.U1)]
    [InlineData(Demo.U1Number)]
    [InlineData("91320100ma0000007x")]
    public async Task A_hint_in_any_spelling_leads_straight_to_its_unit(string hint)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Li));
        await hall.RedeemAsync(await browser.JoinUnitAsync(hall, Demo.U1Number, Demo.Li));
        Assert.Equal(Demo.U1Number, (await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", hint))))).UnitOf());
        Assert.Equal(Demo.U1Number, (await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", hint), ("prompt", "none"))))).UnitOf());
        Assert.Null((await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", "self"), ("prompt", "none"))))).UnitOf());
    }

    [Fact]
    public async Task A_hint_may_name_an_institution()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.InstitutionNumber, Demo.Cao));
        var tokens = await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", Demo.InstitutionNumber))));
        Assert.Equal(Demo.InstitutionNumber, tokens.Claims().GetProperty("represents").GetProperty("institution").GetProperty("no").GetString());
        (await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", Demo.U1Number)))).At("not-served");
    }

    [Theory]
    [InlineData(Demo.U3Number)]
    [InlineData(Demo.U3)]
    [InlineData("J0000007")]
    [InlineData("nonsense")]
    [Trait("Case", "UN-01")]
    public async Task A_hint_at_a_unit_of_others_is_refused_and_never_answered_with_another_unit(string hint)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U1, Demo.Li));
        (await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", hint), ("prompt", "none")))).Refused("access_denied");
        var page = (await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", hint)))).At("not-served");
        (await browser.SubmitAsync(page, "form[action*='not-served']")).Refused("access_denied");
    }

    [Fact]
    [Trait("Case", "UN-01")]
    public async Task The_chooser_takes_only_what_it_offered()
    {
        using var others = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await hall.RedeemAsync(await others.AsMemberAsync(hall, Demo.U3, Demo.Zhang));
        var theirs = (await others.GoAsync(hall.AuthorizeUrl(("prompt", "select_account")))).Document.QuerySelectorAll("button[name=Context]")[^1].GetAttribute("value")!;

        using var browser = new HttpBrowser();
        await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Li));
        var chooser = (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "select_account")))).At("choose");
        foreach (var context in new[] { theirs, "", "u1", Demo.U1Number })
            chooser = (await browser.SubmitAsync(chooser, "form[action*='choose']", ("Context", context))).At("choose");
        Assert.Null((await hall.RedeemAsync(await browser.ChooseAsync(chooser, "本人"))).UnitOf());
    }

    [Fact]
    [Trait("Case", "AZ-15")]
    [Trait("Spec", "OIDC Core §3.1.2.6")]
    public async Task Without_pages_the_client_is_told_what_is_missing()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none")))).Refused("login_required");
        await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Li));
        Assert.Null((await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"))))).UnitOf());
        (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"), ("unit_hint", Demo.U2Number)))).Refused("interaction_required");
        await hall.RedeemAsync(await browser.JoinUnitAsync(hall, Demo.U1Number, Demo.Li));
        (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none")))).Refused("interaction_required");
    }

    [Fact]
    public async Task A_request_without_scope_unit_is_for_oneself_whatever_is_open()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Li));
        await hall.RedeemAsync(await browser.JoinUnitAsync(hall, Demo.U1Number, Demo.Li));
        Assert.Null((await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl(("scope", "openid profile"))))).UnitOf());
        (await browser.GoAsync(hall.AuthorizeUrl(("scope", "openid profile"), ("unit_hint", Demo.U1Number), ("prompt", "none")))).Refused("access_denied");
    }

    [Fact]
    public async Task Two_tabs_hold_two_units_apart_until_the_session_ends()
    {
        using var browser = new HttpBrowser();
        using var first = Relying.Hall(_host);
        using var second = Relying.Hall(_host);
        var one = await first.RedeemAsync(await browser.AsMemberAsync(first, Demo.U1, Demo.Li));
        var two = await second.RedeemAsync(await browser.JoinUnitAsync(second, Demo.U2Number, Demo.Li, Demo.U2Password));
        Assert.Equal(one.Claims().GetProperty("sub").GetString(), two.Claims().GetProperty("sub").GetString());
        Assert.NotEqual(one.Claims().GetProperty("sid").GetString(), two.Claims().GetProperty("sid").GetString());
        foreach (var (party, tokens, unit) in new[] { (first, one, Demo.U1Number), (second, two, Demo.U2Number), (first, one, Demo.U1Number) })
        {
            Assert.Equal(unit, tokens.UnitOf());
            var again = await party.RefreshAsync(tokens["refresh_token"]!);
            Assert.Equal(unit, again.UnitOf());
            Assert.Equal(tokens.Claims().GetProperty("sid").GetString(), again.Claims().GetProperty("sid").GetString());
            Assert.Equal(unit, (await party.GetAsync("/connect/userinfo", again["access_token"]!)).Json.UnitOf());
            Assert.Equal(unit, (await party.GetAsync("/api/me", tokens["access_token"]!)).Json.UnitOf());
            Assert.Equal(unit, (await party.IntrospectAsync(tokens["access_token"]!)).Json.UnitOf());
        }

        await browser.SubmitAsync(await browser.GoAsync(_host.Issuer + "/sign-out"), "form[action*='sign-out']");
        foreach (var (party, tokens) in new[] { (first, one), (second, two) })
        {
            Assert.Equal("invalid_grant", (await party.RefreshAsync(tokens["refresh_token"]!))["error"]);
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await party.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status);
        }
    }
}
