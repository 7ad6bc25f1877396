using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>「一个管理员可管理多家单位」 (R123, R141): from unit to unit in the hall, without a new sign-in where the proof allows it.</summary>
public sealed partial class AdministratorOfSeveralUnitsJourney(HallInBrowser hall) : IClassFixture<HallInBrowser>
{
    [Fact]
    [Trait("Spec", "R123")]
    [Trait("Spec", "R141")]
    [Trait("Case", "UN-02")]
    public async Task Signed_in_with_the_phone_an_administrator_goes_from_unit_to_unit_by_one_press()
    {
        using var phone = await HttpPhone.OfAsync(hall.Idp, Demo.Li, isEnrolled: true);
        await using var profile = await hall.ProfileAsync();
        var page = await QrScreen.OpenAsync(profile, "单位登录");
        var request = await phone.ScanAsync(await QrScreen.CodeAsync(page, hall.Idp));
        Assert.Equal([Demo.U1Number, Demo.U2Number, Demo.U4Number], request.Contexts.Select(one => one.Number));
        await phone.ConfirmAsync(request, request.Contexts[0].Context);
        await page.ReachAsync(Ticket());
        var first = Ticket().Match(page.Url).Value;
        // A service is opened first: what is left open is over after a switch, and says so.
        await page.OpenAsync(first + "services/SI-0103");

        foreach (var (name, kept) in new[] { (Demo.U2Name, "管理员"), (Demo.U4Name, "管理员"), ("为自己办事", "实人用户") })
        {
            await page.OpenAsync(Ticket().Match(page.Url).Value + "units");
            if (name == Demo.U2Name)
            {
                foreach (var screen in Looking.ScreensOfOneState)
                    await Looking.PictureAsync(page, screen, "journey-units");
            }

            await page.Locator(".choices button", new() { HasText = name }).ClickAsync();
            await page.GetByText("已切换，不需要重新登录").WaitForAsync();
            var corner = await page.Locator("details.menu summary").InnerTextAsync();
            Assert.Contains(name == "为自己办事" ? "李*" : name, corner, StringComparison.Ordinal);
            Assert.Contains(kept, corner, StringComparison.Ordinal);
        }

        await page.OpenAsync(first + "services/SI-0103");
        Assert.Contains("这个页面的登录已经结束", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "R141")]
    public async Task A_units_password_opens_no_other_unit_so_the_switch_asks_for_that_one_and_the_first_goes_on()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        await page.OpenAsync("/signin/unit");
        await SignInAsync(page, Demo.U1, Demo.UnitPassword);
        await page.ReachAsync(Ticket());
        var first = Ticket().Match(page.Url).Value;

        await page.OpenAsync(first + "units");
        await page.Locator(".choices button", new() { HasText = Demo.U2Name }).ClickAsync();
        await page.GetByText($"为“{Demo.U2Name}”办事，需要您在这个单位的密码").WaitForAsync();
        await SignInAsync(page, null, Demo.U2Password);
        await page.ReachAsync(Ticket());
        Assert.NotEqual(first, Ticket().Match(page.Url).Value);
        Assert.Contains(Demo.U2Name, await page.Locator("details.menu summary").InnerTextAsync(), StringComparison.Ordinal);
        await page.OpenAsync(first);
        Assert.Contains(Demo.U1Name, await page.Locator("details.menu summary").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task SignInAsync(IPage page, string? unit, string password)
    {
        if (unit is not null)
            await page.FillAsync("#UnitCode", unit);
        await page.FillAsync("#Account", Demo.Li);
        await page.FillAsync("#Password", password);
        await page.ClickAsync("main form button.btn-primary");
    }

    [GeneratedRegex(@"^http://localhost:\d+/s/\d+/")]
    private static partial Regex Ticket();
}
