using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>扫码登录 of a person in a real browser, with a phone at the wire (R35, R36).</summary>
public sealed partial class PersonQrJourney(HallInBrowser hall) : IClassFixture<HallInBrowser>
{
    [Fact]
    [Trait("Case", "QR-02")]
    public async Task A_person_scans_compares_the_number_confirms_and_is_in_the_hall()
    {
        using var phone = await HttpPhone.OfAsync(hall.Idp, Demo.Zhou);
        await using var profile = await hall.ProfileAsync();
        var page = await QrScreen.OpenAsync(profile, "个人登录");
        await Looking.PictureAsync(page, new(390, false), "journey-qr-new");
        var request = await phone.ScanAsync(await QrScreen.CodeAsync(page, hall.Idp));
        await page.WaitForSelectorAsync("[data-qr-now=scanned]");
        Assert.Equal(request["pairing"], await page.Locator(".pair").InnerTextAsync());
        Assert.Equal("已扫码，请在手机上确认", await page.Locator("[data-qr-told]").TextContentAsync());
        await phone.ConfirmAsync(request, "self");
        await page.ReachAsync(Ticket());
        Assert.Contains("周*", await page.Locator("details.menu summary").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_on_the_phone_is_shown_and_scanning_again_works()
    {
        using var phone = await HttpPhone.OfAsync(hall.Idp, Demo.Wu);
        await using var profile = await hall.ProfileAsync();
        var page = await QrScreen.OpenAsync(profile, "个人登录");
        await phone.DenyAsync(await phone.ScanAsync(await QrScreen.CodeAsync(page, hall.Idp)));
        await page.WaitForSelectorAsync("[data-qr-now=denied]");
        Assert.Contains("您的账号是安全的", await page.Locator("[data-qr]").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "重新扫码" }).ClickAsync();
        await page.WaitForSelectorAsync("[data-qr-now=new]");
        await phone.ConfirmAsync(await phone.ScanAsync(await QrScreen.CodeAsync(page, hall.Idp)), "self");
        await page.ReachAsync(Ticket());
    }

    [Fact]
    public async Task Off_line_nothing_is_lost_and_back_on_line_there_is_a_new_code()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await QrScreen.OpenAsync(profile, "个人登录");
        var code = await QrScreen.CodeAsync(page, hall.Idp);
        await profile.SetOfflineAsync(true);
        await page.WaitForSelectorAsync("[data-qr-offline]:not([hidden])");
        foreach (var screen in Looking.Screens)
            await Looking.PictureAsync(page, screen, "journey-qr-offline");
        await profile.SetOfflineAsync(false);
        await page.WaitForSelectorAsync("[data-qr-now=new]");
        Assert.NotEqual(code, await QrScreen.CodeAsync(page, hall.Idp));
    }

    [Fact]
    public async Task Another_window_takes_the_code_over_and_this_one_says_so()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await QrScreen.OpenAsync(profile, "个人登录");
        await QrScreen.OpenAsync(profile, "单位登录");
        await page.WaitForSelectorAsync("[data-qr-now=replaced]");
        await Looking.PictureAsync(page, new(1440, false), "journey-qr-replaced");
    }

    [Fact]
    public async Task Without_script_a_button_does_it()
    {
        using var phone = await HttpPhone.OfAsync(hall.Idp, Demo.Zheng);
        await using var profile = await hall.ProfileAsync(script: false);
        var page = await QrScreen.OpenAsync(profile, "个人登录");
        await Looking.PictureAsync(page, new(390, false), "journey-qr-plain");
        await Looking.PictureAsync(page, new(1440, false), "journey-qr-plain");
        var request = await phone.ScanAsync(await QrScreen.CodeAsync(page, hall.Idp));
        await page.GetByRole(AriaRole.Button, new() { Name = "手机上已确认，继续" }).ClickAsync();
        Assert.Equal(request["pairing"], await page.Locator(".pair").InnerTextAsync());
        await phone.ConfirmAsync(request, "self");
        await page.GetByRole(AriaRole.Button, new() { Name = "手机上已确认，继续" }).ClickAsync();
        await page.ReachAsync(Ticket());
    }

    [GeneratedRegex(@"^http://localhost:\d+/s/\d+/")]
    private static partial Regex Ticket();
}

/// <summary>What a person sees of 扫码登录.</summary>
internal static class QrScreen
{
    /// <summary>From the hall to the code.</summary>
    public static async Task<IPage> OpenAsync(IBrowserContext profile, string tab)
    {
        var page = await profile.NewPageAsync();
        await page.OpenAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = tab }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "扫码登录" }).ClickAsync();
        await page.WaitForSelectorAsync("[data-qr-now=new]");
        return page;
    }

    /// <summary>What a phone reads; the drawing is held against it by another test.</summary>
    public static async Task<string> CodeAsync(IPage page, IdpHost idp) => $"{idp.Issuer}/qr/{(await page.Locator(".same-device a").GetAttributeAsync("href"))!.Split('/')[^1]}";
}
