using System.Net;
using System.Text.Json;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>What changes in the accounts after somebody signed in reaches every later use of what they were given.</summary>
public sealed class StandingJourney(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Case", "CD-17")]
    [Trait("Case", "UN-03")]
    [Trait("Case", "RT-13")]
    public async Task A_suspended_member_loses_code_refresh_userinfo_introspection_and_interface()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U2, Demo.Wang, Demo.U2Password));
        var code = (await browser.GoAsync(hall.AuthorizeUrl()))["code"]!;
        var access = tokens["access_token"]!;
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/connect/userinfo", access)).Status);
        Assert.Equal("True", (await hall.IntrospectAsync(access))["active"]);

        await ChangeMemberAsync(tokens, "suspended_at", _host.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.Equal("invalid_grant", (await hall.RedeemAsync(code))["error"]);
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
        (await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", Demo.U2), ("prompt", "none")))).Refused("access_denied");

        // What an interface learned may be four seconds old (security design, decision 16), not older.
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", access)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/api/me", access)).Status);
        var introspected = await hall.IntrospectAsync(access);
        Assert.Equal("""{"active":false}""", introspected.Json.GetRawText());
    }

    [Fact]
    [Trait("Case", "UN-05")]
    [Trait("Spec", "R137")]
    public async Task An_item_taken_away_is_missing_from_the_next_token()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U1, Demo.Wang));
        Assert.Equal(["SI-0101", "SI-0102"], Items(tokens));
        await _host.Database.ChangeAsync("update mandate set items = 'SI-0102', version = version + 1 where id = @id", ("@id", MandateOf(tokens)));
        var refreshed = await hall.RefreshAsync(tokens["refresh_token"]!);
        Assert.Equal(["SI-0102"], Items(refreshed));
        Assert.Equal(2, refreshed.Claims("access_token").GetProperty("represents").GetProperty("mandate").GetProperty("version").GetInt32());
        await _host.Database.ChangeAsync("update mandate set items = 'SI-0101 SI-0102' where id = @id", ("@id", MandateOf(tokens)));
    }

    [Fact]
    [Trait("Case", "UN-04")]
    public async Task A_mandate_shortened_or_put_off_ends_what_hangs_on_it()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U1, Demo.ZhangKong));
        var code = (await browser.GoAsync(hall.AuthorizeUrl()))["code"]!;
        var today = JsHrss.Accounts.ChinaTime.DayOf(_host.Clock.GetUtcNow()).DayNumber;
        await _host.Database.ChangeAsync("update mandate set first_day = @day where id = @id", ("@day", today + 1), ("@id", MandateOf(tokens)));
        Assert.Equal("invalid_grant", (await hall.RedeemAsync(code))["error"]);
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
        await _host.Database.ChangeAsync("update mandate set first_day = @day, last_day = @day where id = @id", ("@day", today - 1), ("@id", MandateOf(tokens)));
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);

        var page = await (new HttpBrowser()).AsMemberAsync(hall, Demo.U1, Demo.ZhangKong);
        Assert.Contains("您的授权未生效或已到期", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "UN-16")]
    public async Task Tokens_of_a_unit_that_ended_end_and_its_number_given_anew_inherits_nothing()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U3, Demo.Zhang));
        var unit = UnitId.Read(tokens.Claims().GetProperty("represents").GetProperty("sub").GetString())!.Value.Value;
        await _host.Database.ChangeAsync("update unit set status = 3, number = '13159999', version = version + 1 where id = @id", ("@id", unit));
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
        (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"), ("unit_hint", "13159999")))).Refused("access_denied");

        await _host.PlantAsync(new SeedPlan { Units = [_host.NewUnit("后来样例有限公司", Demo.U3Number, "91320100MB0000099")] });
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
        (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"), ("unit_hint", Demo.U3Number)))).Refused("access_denied");
        using var another = new HttpBrowser();
        Assert.Contains("账号或密码错误。", (await another.AsMemberAsync(hall, Demo.U3Number, Demo.Zhang)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "UN-21")]
    [Trait("Spec", "R143")]
    public async Task A_member_removed_and_added_again_gets_nothing_back()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid unit items offline_access");
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.InstitutionNumber, Demo.Cao));
        var now = _host.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await ChangeMemberAsync(tokens, "ended_at", now);
        await ChangeMemberAsync(tokens, "status", 9);
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);

        var person = PersonId.Read(tokens.Claims().GetProperty("sub").GetString())!.Value;
        var unit = UnitId.Read(tokens.Claims().GetProperty("represents").GetProperty("sub").GetString())!.Value;
        var again = _host.NewAgent(person, unit, "SI-0101");
        await _host.PlantAsync(new SeedPlan { Members = [again], Credentials = [_host.NewPassword(person, again.Id, "Again-2026!")] });
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
        (await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", Demo.U1Number), ("prompt", "none")))).Refused("interaction_required");

        using var another = new HttpBrowser();
        Assert.Contains("账号或密码错误。", (await another.AsMemberAsync(hall, Demo.U1, Demo.Cao)).Text, StringComparison.Ordinal);
        Assert.Equal(Demo.U1Number, (await hall.RedeemAsync(await another.AsMemberAsync(hall, Demo.U1, Demo.Cao, "Again-2026!"))).UnitOf());
    }

    [Fact]
    [Trait("Case", "CD-17")]
    public async Task A_frozen_person_is_signed_in_nowhere_and_keeps_no_grant()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid profile offline_access");
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Zheng));
        var code = (await browser.GoAsync(hall.AuthorizeUrl()))["code"]!;
        var person = PersonId.Read(tokens.Claims().GetProperty("sub").GetString())!.Value.Value;
        await _host.Database.ChangeAsync("update person set frozen_at = @now where id = @id", ("@now", _host.Clock.GetUtcNow().ToUnixTimeMilliseconds()), ("@id", person));
        Assert.Equal("invalid_grant", (await hall.RedeemAsync(code))["error"]);
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
        (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none")))).Refused("login_required");
        using var another = new HttpBrowser();
        (await another.AsPersonAsync(hall, Demo.Zheng)).At("sign-in");
    }

    [Fact]
    [Trait("Case", "AS-13")]
    public async Task A_level_that_fell_ends_what_was_given_at_the_higher_one()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Wu));
        Assert.Equal("real_person", tokens.Claims().GetProperty("auth_level").GetString());
        var person = PersonId.Read(tokens.Claims().GetProperty("sub").GetString())!.Value.Value;
        await _host.Database.ChangeAsync("update person set capped_at_level = @level where id = @id", ("@level", (int)JsHrss.Accounts.People.AssuranceLevel.RealName), ("@id", person));
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
        var lower = await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl()));
        Assert.Equal("real_name", lower.Claims().GetProperty("auth_level").GetString());
        Assert.Equal("urn:jshrss:acr:realname", lower.Claims().GetProperty("acr").GetString());
    }

    [Fact]
    [Trait("Case", "UN-01")]
    [Trait("Case", "UN-02")]
    public async Task A_code_and_a_refresh_token_serve_their_own_unit_whatever_else_is_asked()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U1, Demo.Li));
        var two = (await browser.JoinUnitAsync(hall, Demo.U2Number, Demo.Li, Demo.U2Password))["code"]!;
        Assert.Equal("invalid_request", (await hall.TokenAsync(
            ("grant_type", "authorization_code"), ("code", two), ("redirect_uri", "http://localhost:5300/signin-oidc"), ("code_verifier", hall.Verifier), ("unit_hint", Demo.U1Number)))["error"]);
        var tokens = await hall.RedeemAsync(two);
        Assert.Equal(Demo.U2Number, tokens.UnitOf());
        // The password of one unit opens no other: what this grant tells of would not be true there.
        Assert.Equal("interaction_required", (await hall.RefreshAsync(tokens["refresh_token"]!, ("unit_hint", Demo.U1Number)))["error"]);
        Assert.Equal(Demo.U2Number, (await hall.RefreshAsync(tokens["refresh_token"]!)).UnitOf());
        Assert.Equal(Demo.U2Number, (await hall.GetAsync($"/connect/userinfo?unit_hint={Demo.U1Number}&org={Demo.U1}", tokens["access_token"]!)).Json.UnitOf());
        Assert.Equal(Demo.U2Number, (await hall.GetAsync($"/api/me?unit_hint={Demo.U1Number}", tokens["access_token"]!)).Json.UnitOf());
    }

    private Task ChangeMemberAsync(Answer tokens, string column, object value) =>
        _host.Database.ChangeAsync($"update membership set {column} = @value where id = (select membership from mandate where id = @mandate)", ("@value", value), ("@mandate", MandateOf(tokens)));

    private static Guid MandateOf(Answer tokens) =>
        MandateId.Read(tokens.Claims().GetProperty("represents").GetProperty("mandate").GetProperty("id").GetString())!.Value.Value;

    private static string[] Items(Answer tokens)
    {
        Assert.True(tokens.Status == HttpStatusCode.OK, tokens.Json.ToString());
        return [.. tokens.Json.GetProperty("authorization_details").EnumerateArray().SelectMany(detail => detail.GetProperty("items").EnumerateArray()).Select(item => item.GetString()!)];
    }
}
