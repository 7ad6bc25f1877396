using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>Pictures of every page and state, to be looked at.</summary>
public sealed class ScreenshotTests(PageBrowser browser) : IClassFixture<PageBrowser>
{
    private static readonly Screen[] Screens =
    [
        new(390, false), new(390, true), new(1440, false), new(1440, true),
        new(390, false, Large: true), new(1440, false, Large: true), new(390, false, Language: "en"), new(1440, false, Language: "en"),
    ];

    public static TheoryData<string> Names => [.. Gallery.All.Select(picture => picture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_page_is_pictured_and_never_scrolls_sideways(string name)
    {
        var picture = Gallery.All.Single(one => one.Name == name);
        var folder = Directory.CreateDirectory(PagesHost.SourceFolder("artifacts/screens")).FullName;
        await using var host = await PagesHost.StartAsync(picture.Scene());
        foreach (var screen in Screens)
        {
            await using var profile = await browser.ScreenAsync(host.Address, screen);
            var page = await PageBrowser.OpenAsync(profile, picture);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.{screen.Name}.png"), FullPage = true });
            var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(sideways <= 0, $"{name}.{screen.Name} scrolls sideways by {sideways} px.");
        }
    }
}
