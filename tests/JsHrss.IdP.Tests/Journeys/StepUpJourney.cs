using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>A service of the hall wants the person present: signed in by password, it leads to the missing proof and back.</summary>
public sealed partial class StepUpJourney(HallInBrowser hall) : IClassFixture<HallInBrowser>
{
    private const string Service = "养老待遇资格认证";

    [Fact]
    [Trait("Case", "AS-01")]
    [Trait("Spec", "OIDC Core §5.5.1.1")]
    public async Task A_password_is_not_enough_the_phone_shows_who_it_is_and_the_service_goes_on()
    {
        using var phone = await HttpPhone.OfAsync(hall.Idp, Demo.Zhou, isEnrolled: true);
        await using var profile = await hall.ProfileAsync();
        var page = await ToServiceAsync(profile, Demo.Zhou);
        await page.GetByRole(AriaRole.Link, new() { Name = "现在验证本人" }).ClickAsync();
        await page.GetByText("办理“网上办事服务大厅”的这一项").WaitForAsync();
        foreach (var screen in Looking.Screens)
            await Looking.PictureAsync(page, screen, "journey-step-up");

        await page.GetByRole(AriaRole.Link, new() { Name = "用手机扫码验证" }).ClickAsync();
        await page.WaitForSelectorAsync("[data-qr-now=new]");
        await Looking.PictureAsync(page, new(1440, false), "journey-step-up-qr");
        await Looking.PictureAsync(page, new(390, true), "journey-step-up-qr");
        Assert.Equal(0, await page.Locator(".seg, .methods").CountAsync());
        await phone.ConfirmAsync(await phone.ScanAsync(await QrScreen.CodeAsync(page, hall.Idp)), "self");

        await page.ReachAsync(ServicePage());
        await Looking.PictureAsync(page, new(1440, false), "journey-step-up-back");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交申请" }).ClickAsync();
        await page.GetByText($"已提交：{Service}").WaitForAsync();
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.6")]
    public async Task Who_would_rather_not_is_back_at_the_hall_and_nothing_was_signed_in()
    {
        using var phone = await HttpPhone.OfAsync(hall.Idp, Demo.Wu, isEnrolled: true);
        await using var profile = await hall.ProfileAsync();
        var page = await ToServiceAsync(profile, Demo.Wu);
        await page.GetByRole(AriaRole.Link, new() { Name = "现在验证本人" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "不验证，返回“网上办事服务大厅”" }).ClickAsync();
        await page.GetByText("您没有同意登录").WaitForAsync();
    }

    private static async Task<IPage> ToServiceAsync(IBrowserContext profile, string account)
    {
        var page = await profile.NewPageAsync();
        await page.OpenAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "个人登录" }).First.ClickAsync();
        await page.FillAsync("#Account", account);
        await page.FillAsync("#Password", Demo.PersonalPassword);
        await page.ClickAsync("main form button[type=submit]");
        await page.ReachAsync(Ticket());
        await page.GetByRole(AriaRole.Link, new() { Name = Service }).First.ClickAsync();
        await page.GetByText("本人当场验证过").WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "提交申请" }).CountAsync());
        return page;
    }

    [GeneratedRegex(@"^http://localhost:\d+/s/\d+/")]
    private static partial Regex Ticket();

    [GeneratedRegex(@"^http://localhost:\d+/s/\d+/services/PS-0005")]
    private static partial Regex ServicePage();
}
