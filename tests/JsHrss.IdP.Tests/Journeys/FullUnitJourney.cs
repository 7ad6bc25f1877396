using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>韩示亲's unit has its administrator and ten agents: another is refused with M17 and M12, until one leaves (R121, R125).</summary>
public sealed class FullUnitJourney(PageBrowser browser, OwnIdp idp) : IClassFixture<PageBrowser>, IClassFixture<OwnIdp>
{
    [Fact]
    [Trait("Spec", "R121")]
    [Trait("Spec", "R125")]
    [Trait("Case", "UN-06")]
    [Trait("Case", "UN-07")]
    public async Task The_eleventh_agent_and_a_second_administrator_are_refused_until_a_seat_is_free()
    {
        await using var profile = await browser.ProfileAsync(new Uri(idp.Host.Issuer));
        var page = await profile.NewPageAsync();
        var members = await GovernedHall.EnterAsync(page, idp.Host, Demo.U4, Demo.Han);
        await page.OpenAsync(members);
        await page.Locator("[data-terms] button").ClickAsync();
        Assert.Equal(["1", "1", "10"], await page.Locator("[data-card]").EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.count)"));
        foreach (var screen in Looking.ScreensOfOneState)
            await Looking.PictureAsync(page, screen, "journey-full-unit");

        // Told beforehand: nobody fills in what cannot be sent.
        foreach (var place in new[] { members, members + "/new" })
        {
            await page.OpenAsync(place);
            var told = await page.Locator("[data-full]").InnerTextAsync();
            Assert.Contains("该单位已有管理员，请先变更或删除现有管理员", told, StringComparison.Ordinal);
            Assert.Contains("经办人已达上限（10名），请先删除后再添加", told, StringComparison.Ordinal);
            Assert.Equal((0, 0), (await page.Locator("#form").CountAsync(), await page.Locator("[data-add]:enabled").CountAsync()));
        }

        // The frozen agent fills a seat like any other, and leaves it like any other.
        await page.OpenAsync(members);
        await page.Locator("article[data-role=agent]", new() { HasText = "许" }).Locator("[data-action=end]").ClickAsync();
        await page.FillAsync("#Confirm", "许");
        await page.Locator("#form button.btn-danger").ClickAsync();
        await page.WaitForSelectorAsync("[data-done=ended]");
        await page.OpenAsync(members + "/new");
        Assert.True(await page.Locator("[name=Role][value=administrator]").IsDisabledAsync());
        await GovernedHall.FillAsync(page, "agent", Demo.SunName, Demo.SunIdNumber, Demo.Sun);
        await page.WaitForSelectorAsync("[data-done=added]");
        Assert.Equal("10", await page.Locator("[data-card=agent]").GetAttributeAsync("data-count"));
    }
}
