using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>Every page of the sample, signed out and around it: pictured, measured, and nothing for axe to find.</summary>
public sealed class HallGalleryTests(HallInBrowser hall) : IClassFixture<HallInBrowser>
{
    [Theory]
    [InlineData("home", "/")]
    [InlineData("about", "/about")]
    [InlineData("spa", "/spa")]
    [InlineData("partner", "/partner")]
    [InlineData("agency", "/agency")]
    [InlineData("unit-desk", "/unit-desk")]
    [InlineData("failed", "/signin-failed?error=access_denied")]
    [InlineData("ended", "/ended")]
    [InlineData("signed-out", "/signed-out")]
    [InlineData("signed-out-here", "/signed-out?only=here")]
    [InlineData("signed-out-unit-desk", "/signed-out?client=unit-desk")]
    [InlineData("nowhere", "/nowhere")]
    public async Task A_page_for_everybody(string name, string path)
    {
        await using var profile = await hall.ProfileAsync();
        await LookAsync(await profile.NewPageAsync(), name, hall.Hall + path);
    }

    [Fact]
    public async Task The_pages_of_somebody_with_two_identities_before_and_after_signing_out()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        await SigningOut.InAsTwoAsync(page, page);
        var second = page.Url;
        await LookAsync(page, "two-start", hall.Hall + "/");
        await LookAsync(page, "two-signed-out", hall.Hall + "/signed-out");
        await LookAsync(page, "signout-all", hall.Hall + "/signout-all");
        await LookAsync(page, "signout", SigningOut.Ticket().Match(second).Value + "signout");
        await LookAsync(page, "two-signin-info", SigningOut.Ticket().Match(second).Value + "signin-info");
        await page.OpenAsync(second);
        await page.Locator("details.menu summary").ClickAsync();
        foreach (var screen in Looking.Screens)
            await Looking.PictureAsync(page, screen, "hall-two-menu");
        await SigningOut.AtServerAsync(page, hall.Idp.Issuer, "browser");
        await SigningOut.IsToldAsync(page, second);
        await LookAsync(page, "ended-elsewhere", page.Url);
    }

    internal static async Task LookAsync(IPage page, string name, string url)
    {
        await page.OpenAsync(url);
        foreach (var screen in Looking.Screens)
            await Looking.PictureAsync(page, screen, "hall-" + name);
        await Looking.MeasureFocusAsync(page, name);
        Looking.SkipWithoutAxe();
        await Looking.AskAxeAsync(page, new(1440, false), name);
        await Looking.AskAxeAsync(page, new(390, true), name, again: true);
    }
}
