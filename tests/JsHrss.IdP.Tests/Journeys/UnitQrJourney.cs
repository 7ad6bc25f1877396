using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>扫码登录 for a unit in a real browser (R109, R112, R141): the phone chooses, and nobody types a password.</summary>
public sealed partial class UnitQrJourney(HallInBrowser hall) : IClassFixture<HallInBrowser>
{
    [Fact]
    [Trait("Case", "QR-12")]
    [Trait("Spec", "R141")]
    public async Task A_person_of_several_units_chooses_one_on_the_phone()
    {
        using var phone = await HttpPhone.OfAsync(hall.Idp, Demo.Wang, isEnrolled: true);
        await using var profile = await hall.ProfileAsync();
        var page = await QrScreen.OpenAsync(profile, "单位登录");
        foreach (var screen in Looking.Screens)
            await Looking.PictureAsync(page, screen, "journey-qr-unit");
        var request = await phone.ScanAsync(await QrScreen.CodeAsync(page, hall.Idp));
        Assert.Equal("unit", request.Json.GetProperty("shown").GetProperty("as").GetString());
        var second = request.Contexts.Single(one => one.Number == Demo.U2Number);
        await page.WaitForSelectorAsync("[data-qr-now=scanned]");
        await Looking.PictureAsync(page, new(390, true), "journey-qr-unit-scanned");
        await phone.ConfirmAsync(request, second.Context);
        await page.ReachAsync(Ticket());
        Assert.Contains(Demo.U2Name, await page.Locator("details.menu summary").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_legal_representative_of_a_unit_signs_in_to_it_with_the_phone_alone()
    {
        using var phone = await HttpPhone.OfAsync(hall.Idp, Demo.Zhang, isEnrolled: true);
        await using var profile = await hall.ProfileAsync();
        var page = await QrScreen.OpenAsync(profile, "单位登录");
        var request = await phone.ScanAsync(await QrScreen.CodeAsync(page, hall.Idp));
        var own = request.Contexts.Single(one => one.Number == Demo.U1Number);
        Assert.Null(own.Refused);
        await phone.ConfirmAsync(request, own.Context);
        await page.ReachAsync(Ticket());
        Assert.Contains(Demo.U1Name, await page.Locator("details.menu summary").InnerTextAsync(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^http://localhost:\d+/s/\d+/")]
    private static partial Regex Ticket();
}
