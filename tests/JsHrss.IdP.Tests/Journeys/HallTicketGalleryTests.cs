using JsHrss.IdP.Tests.Hosting;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>Every page of the sample as a person and for a unit: pictured, measured, and nothing for axe to find.</summary>
public sealed class HallTicketGalleryTests(HallInBrowser hall) : IClassFixture<HallInBrowser>
{
    [Fact]
    public async Task The_pages_of_a_person()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        await page.OpenAsync("/signin/person");
        await page.Locator("[name=Account]").FillAsync("13000000006");
        await page.Locator("[name=Password]").FillAsync("Demo-2026!");
        await page.Locator("main form button.btn-primary").ClickAsync();
        await LookAtTicketAsync(page, "person");
    }

    [Fact]
    [Trait("Spec", "R153")]
    public async Task A_person_is_shown_where_things_are_sent_to()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        await page.OpenAsync("/signin/person");
        await page.Locator("[name=Account]").FillAsync(Demo.Han);
        await page.Locator("[name=Password]").FillAsync(Demo.PersonalPassword);
        await page.Locator("main form button.btn-primary").ClickAsync();
        await page.ReachAsync(url => url.Contains("/s/", StringComparison.Ordinal));
        await page.OpenAsync(page.Url + "profile");
        Assert.Contains("江苏省无锡市滨湖区*****", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("示例路", await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_of_an_agent()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        await page.OpenAsync("/signin/unit");
        await page.Locator("[name=UnitCode]").FillAsync("13150819");
        await page.Locator("[name=Account]").FillAsync("13000000003");
        await page.Locator("[name=Password]").FillAsync("Unit-2026!");
        await page.Locator("main form button.btn-primary").ClickAsync();
        await LookAtTicketAsync(page, "agent");
    }

    private async Task LookAtTicketAsync(IPage page, string who)
    {
        await page.ReachAsync(url => url.Contains("/s/", StringComparison.Ordinal));
        var start = page.Url;
        var services = await page.Locator("a[href*='/services/']").EvaluateAllAsync<string[]>("links => links.map(link => link.href)");
        foreach (var path in (string[])["", "profile", "cases", "signin-info", "api", "units", .. who == "agent" ? ["workbench"] : Array.Empty<string>()])
            await HallGalleryTests.LookAsync(page, $"{who}-{(path.Length == 0 ? "home" : path)}", start + path);
        await HallGalleryTests.LookAsync(page, $"{who}-service", services[0]);
        await HallGalleryTests.LookAsync(page, $"{who}-service-closed", services[^1]);
        await HallGalleryTests.LookAsync(page, $"{who}-start", hall.Hall + "/");
    }
}
