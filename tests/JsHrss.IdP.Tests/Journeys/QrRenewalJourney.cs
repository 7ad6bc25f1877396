using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>「每分钟自动更新，请勿将此码分享给他人」 (R37), in a real browser and with a clock moved by hand.</summary>
public sealed class QrRenewalJourney(PageBrowser browser) : IClassFixture<PageBrowser>
{
    [Fact]
    [Trait("Case", "QR-03")]
    public async Task Codes_renew_themselves_with_M19_and_rest_after_five()
    {
        await using var host = await IdpHost.StartAsync();
        await using var profile = await browser.ProfileAsync(new Uri(host.Issuer));
        var page = await profile.NewPageAsync();
        await page.OpenAsync("/sign-in/qr");
        for (var round = 1; round < 5; round++)
        {
            var code = await QrScreen.CodeAsync(page, host);
            host.Clock.Add(TimeSpan.FromSeconds(61));
            await page.WaitForFunctionAsync("old => document.querySelector('.same-device a')?.href.split('/').pop() !== old", code.Split('/')[^1]);
            Assert.Equal("二维码已失效，已为您自动刷新", await page.Locator("[data-qr-told]").TextContentAsync());
        }

        await Looking.PictureAsync(page, new(1440, true), "journey-qr-renewed");
        host.Clock.Add(TimeSpan.FromSeconds(61));
        await page.WaitForSelectorAsync("[data-qr-now=expired]");
        await page.GetByRole(AriaRole.Button, new() { Name = "换一个二维码" }).ClickAsync();
        await page.WaitForSelectorAsync("[data-qr-now=new]");
    }
}
