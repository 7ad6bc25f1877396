using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>Pictures of every page and state, to be looked at.</summary>
public sealed class ScreenshotTests(PageBrowser browser) : IClassFixture<PageBrowser>
{
    private static readonly Screen[] Screens = [new(390, false), new(390, true), new(1440, false), new(1440, true), new(390, false, Large: true), new(1440, false, Large: true)];

    public static TheoryData<string> Names => [.. Gallery.All.Select(picture => picture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_page_is_pictured_and_never_scrolls_sideways(string name)
    {
        var picture = Gallery.All.Single(one => one.Name == name);
        await using var host = await PagesHost.StartAsync(picture.Scene());
        await PictureAsync(picture, host, "zh", Screens);
        await PictureAsync(picture, host, "en", [new(390, false)]);
    }

    private async Task PictureAsync(Gallery.Picture picture, PagesHost host, string language, Screen[] screens)
    {
        var folder = Directory.CreateDirectory(PagesHost.SourceFolder("artifacts/screens")).FullName;
        await using var profile = await browser.ProfileAsync(host.Address, language);
        var page = await PageBrowser.OpenAsync(profile, picture);
        foreach (var screen in screens)
        {
            await screen.ShowAsync(page);
            var name = $"{picture.Name}.{screen.Name}{(language == "zh" ? "" : $".{language}")}.png";
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = true, Animations = ScreenshotAnimations.Disabled });
            var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(sideways <= 0, $"{name} scrolls sideways by {sideways} px.");
        }
    }
}
