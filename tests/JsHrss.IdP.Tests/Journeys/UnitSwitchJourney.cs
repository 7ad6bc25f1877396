using System.Net;
using JsHrss.Accounts.Identifiers;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>From one unit to another without a new sign-in, by a refresh (docs/tokens.md).</summary>
public sealed class UnitSwitchJourney(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Case", "RT-06")]
    [Trait("Case", "UN-02")]
    public async Task Who_signed_in_with_the_phone_goes_from_unit_to_unit_and_to_oneself()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var first = await ByPhoneAsync(browser, hall, Demo.Wang, Demo.U1Number);

        var second = await hall.RefreshAsync(first["refresh_token"]!, ("unit_hint", Demo.U2));

        Assert.Equal((Demo.U1Number, Demo.U2Number), (first.UnitOf(), second.UnitOf()));
        foreach (var same in new[] { "sub", "auth_time", "acr", "amr", "idp" })
            Assert.Equal(first.Claims().GetProperty(same).GetRawText(), second.Claims().GetProperty(same).GetRawText());
        Assert.Equal("""["SI-0201"]""", Assert.Single(second.Json.GetProperty("authorization_details").EnumerateArray()).GetProperty("items").GetRawText());
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(first["refresh_token"]!))["error"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", first["access_token"]!)).Status);
        Assert.Equal(Demo.U2Number, (await hall.GetAsync("/connect/userinfo", second["access_token"]!)).Json.UnitOf());

        var third = await hall.RefreshAsync(second["refresh_token"]!, ("unit_hint", "self"));
        Assert.Null(third.UnitOf());
        Assert.False(third.Json.TryGetProperty("authorization_details", out _));
        Assert.Equal(Demo.U1Number, (await hall.RefreshAsync(third["refresh_token"]!, ("unit_hint", Demo.U1Number))).UnitOf());
    }

    [Fact]
    [Trait("Case", "RT-06")]
    [Trait("Case", "UN-01")]
    public async Task Nobody_goes_where_they_have_no_part_and_the_token_stays()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await ByPhoneAsync(browser, hall, Demo.Li, Demo.U1Number);
        var member = tokens.Claims().GetProperty("represents").GetProperty("sub").GetString();

        foreach (var hint in new[] { Demo.U3Number, "13159999", Demo.InstitutionNumber, member!, "' or 1=1 --", "事项", "SELF" })
            Assert.Equal("access_denied", (await hall.RefreshAsync(tokens["refresh_token"]!, ("unit_hint", hint)))["error"]);

        using var spa = Relying.HallSpa(_host);
        Assert.Equal("invalid_request", (await spa.RefreshAsync(tokens["refresh_token"]!, ("unit_hint", Demo.U2Number)))["error"]);
        Assert.Equal(Demo.U1Number, (await hall.RefreshAsync(tokens["refresh_token"]!)).UnitOf());
    }

    [Fact]
    [Trait("Case", "RT-06")]
    [Trait("Case", "CD-17")]
    public async Task A_part_that_ended_cannot_be_gone_to_and_ends_who_went()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var first = await ByPhoneAsync(browser, hall, Demo.Zhang, Demo.U1Number);
        var second = await hall.RefreshAsync(first["refresh_token"]!, ("unit_hint", Demo.U3Number));
        var unit = UnitId.Read(second.Claims().GetProperty("represents").GetProperty("sub").GetString())!.Value.Value;

        await _host.Database.ChangeAsync("update unit set status = 3 where id = @id", ("@id", unit));

        Assert.Equal("invalid_grant", (await hall.RefreshAsync(second["refresh_token"]!, ("unit_hint", Demo.U1Number)))["error"]);
        var again = await ByPhoneAsync(browser, hall, Demo.Zhang, Demo.U1Number);
        Assert.Equal("access_denied", (await hall.RefreshAsync(again["refresh_token"]!, ("unit_hint", Demo.U3Number)))["error"]);
    }

    private async Task<Answer> ByPhoneAsync(HttpBrowser browser, Relying hall, string account, string unitNumber)
    {
        browser.Cookies.Clear();
        using var phone = await PhoneKey.OfAsync(_host, account, isEnrolled: true);
        var page = await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", unitNumber)));
        page = await browser.GoAsync(page.Url.Replace("/sign-in?", "/sign-in/qr?", StringComparison.Ordinal) + "&tab=unit");
        var request = (await phone.ScanAsync(Passkeying.CodeOf(page))).Value;
        Assert.Null(await phone.ConfirmAsync(request, request.Contexts.Single(one => one.Unit!.UnitNumber.Value == unitNumber && one.Unit.Institution is null).Context.ToString()));
        return await hall.RedeemAsync(await browser.SubmitAsync(page, "form[data-qr-form]"));
    }
}
