using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>A client that serves units alone, and the levels that clients and requests may ask for.</summary>
public sealed class UnitDeskJourney(SharedIdp idp)
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    public async Task Its_sign_in_page_has_the_unit_form_only()
    {
        using var browser = new HttpBrowser();
        using var desk = Relying.UnitDesk(_host);
        var page = (await browser.GoAsync(desk.AuthorizeUrl())).At("sign-in");
        Assert.Null(page.Document.QuerySelector(".seg"));
        Assert.NotNull(page.Document.QuerySelector("#UnitCode"));
        Assert.Equal(Demo.U1Number, (await desk.RedeemAsync(await browser.AsMemberAsync(desk, Demo.U1, Demo.Li))).UnitOf());
    }

    [Fact]
    public async Task A_personal_session_is_asked_for_the_proof_of_a_unit()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var desk = Relying.UnitDesk(_host);
        await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Li));
        (await browser.GoAsync(desk.AuthorizeUrl(("prompt", "none")))).Refused("interaction_required");
        var page = (await browser.GoAsync(desk.AuthorizeUrl())).At("sign-in");
        Assert.NotNull(page.Document.QuerySelector("#UnitCode"));
        var back = await browser.SubmitAsync(page, SigningIn.PersonForm, ("UnitCode", Demo.U2), ("Account", Demo.Li), ("Password", Demo.U2Password));
        Assert.Equal(Demo.U2Number, (await desk.RedeemAsync(back)).UnitOf());
    }

    [Theory]
    [InlineData(Demo.Sun)]
    [InlineData(Demo.Qian)]
    [InlineData(Demo.Lu)]
    [InlineData(Demo.Cao)]
    [Trait("Case", "AS-10")]
    public async Task A_person_without_a_unit_to_serve_is_told_so(string account)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var desk = Relying.UnitDesk(_host);
        await hall.RedeemAsync(await browser.AsPersonAsync(hall, account));
        var page = (await browser.GoAsync(desk.AuthorizeUrl())).At("not-served");
        (await browser.SubmitAsync(page, "form[action*='not-served']")).Refused("access_denied");
        (await browser.GoAsync(desk.AuthorizeUrl(("prompt", "none")))).Refused("access_denied");
    }

    [Fact]
    public async Task Without_scope_unit_it_gets_nothing()
    {
        using var browser = new HttpBrowser();
        using var desk = Relying.UnitDesk(_host);
        (await browser.GoAsync(desk.AuthorizeUrl(("scope", "openid profile")))).Refused("invalid_scope");
    }

    [Fact]
    [Trait("Case", "AS-01")]
    [Trait("Spec", "OIDC Core §5.5.1.1")]
    public async Task An_essential_level_that_the_account_has_not_is_an_error_of_its_own()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var essential = ("claims", """{"id_token":{"acr":{"essential":true,"values":["urn:jshrss:acr:realperson"]}}}""");
        (await browser.AsPersonAsync(hall, Demo.Sun, Demo.PersonalPassword, essential)).Refused("unmet_authentication_requirements");
        (await browser.GoAsync(hall.AuthorizeUrl(essential, ("prompt", "none")))).Refused("unmet_authentication_requirements");
        Assert.Equal("urn:jshrss:acr:realname", (await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl()))).Claims().GetProperty("acr").GetString());

        using var other = new HttpBrowser();
        Assert.Equal("urn:jshrss:acr:realperson", (await hall.RedeemAsync(await other.AsPersonAsync(hall, Demo.Li, Demo.PersonalPassword, essential))).Claims().GetProperty("acr").GetString());
    }

    [Theory]
    [InlineData(Demo.Qian, "urn:jshrss:acr:registered")]
    [InlineData(Demo.Sun, "urn:jshrss:acr:realname")]
    [InlineData(Demo.Li, "urn:jshrss:acr:realperson")]
    [Trait("Case", "AS-02")]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    public async Task Acr_values_are_best_effort_and_the_token_tells_what_was_reached(string account, string reached)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, account, Demo.PersonalPassword, ("acr_values", "urn:jshrss:acr:realperson-live urn:jshrss:acr:realperson")));
        Assert.Equal(reached, tokens.Claims().GetProperty("acr").GetString());
        Assert.Equal(reached, (await hall.RefreshAsync(tokens["refresh_token"]!)).Claims().GetProperty("acr").GetString());
        Assert.Equal(reached, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!))["acr"]);
        Assert.Equal(reached, (await hall.IntrospectAsync(tokens["access_token"]!))["acr"]);
    }
}
