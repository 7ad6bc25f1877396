using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>Every page and state in a real browser: pictured to be looked at, and measured (REG-24, WCAG 2.2 AA).</summary>
public sealed class GalleryTests(PageBrowser browser) : IClassFixture<PageBrowser>
{
    private static readonly string Axe = PagesHost.SourceFolder("tests/interop/node_modules/axe-core/axe.min.js");

    private static readonly Screen[] Screens = [new(390, false), new(390, true), new(1440, false), new(1440, true)];

    /// <summary>One page of each shape is pictured in 大字版 and in English too; the others only measured.</summary>
    private static readonly string[] Shapes = ["sign-in-unit", "sign-in-wrong", "choose", "consent", "not-served-level", "error-gone", "help"];

    public static TheoryData<string> Names => [.. Gallery.All.Select(picture => picture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_is_pictured_never_scrolls_sideways_shows_the_focus_and_gives_axe_nothing_to_find(string name)
    {
        var picture = Gallery.All.Single(one => one.Name == name);
        await using var host = await PagesHost.StartAsync(picture.Scene());
        await using var profile = await browser.ProfileAsync(host.Address);
        var page = await PageBrowser.OpenAsync(profile, picture);
        foreach (var screen in Screens)
            await PictureAsync(page, screen, name);
        if (Shapes.Contains(name))
        {
            await PictureAsync(page, new(390, false, Large: true), name);
            await PictureAsync(page, new(1440, false, Large: true), name);
            await using var english = await browser.ProfileAsync(host.Address, "en");
            await PictureAsync(await PageBrowser.OpenAsync(english, picture), new(390, false), $"{name}.en");
        }

        await MeasureFocusAsync(page, name);
        Assert.SkipUnless(File.Exists(Axe), "axe-core is not installed; run npm ci in tests/interop.");
        foreach (var screen in (Screen[])[new(1440, false), new(320, true, Large: true)])
            await AskAxeAsync(page, screen, name);
    }

    private static async Task PictureAsync(IPage page, Screen screen, string name)
    {
        var folder = Directory.CreateDirectory(PagesHost.SourceFolder("artifacts/screens")).FullName;
        await screen.ShowAsync(page);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.{screen.Name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
        await FitsAsync(page, $"{name}.{screen.Name}");
    }

    private static async Task FitsAsync(IPage page, string name)
    {
        var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(sideways <= 0, $"{name} scrolls sideways by {sideways} px.");
    }

    /// <summary>A ring of 3 px on whatever has the focus (2.4.7), and 24 px to hit (2.5.8; a box is hit by its label, a link within a sentence is exempt).</summary>
    private static async Task MeasureFocusAsync(IPage page, string name)
    {
        await page.Keyboard.PressAsync("Tab");
        var faults = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), summary")].filter(one => one.checkVisibility() && !one.disabled).flatMap(one => {
              one.focus();
              const ring = getComputedStyle(one), box = (one.closest("label") ?? one).getBoundingClientRect();
              const small = box.width < 24 || box.height < 24, inText = one.parentElement.matches("p, li") && one.parentElement.textContent.trim() !== one.textContent.trim();
              return [
                ring.outlineStyle !== "solid" || ring.outlineWidth !== "3px" ? [`no ring: ${one.outerHTML}`] : [],
                small && !inText ? [`${box.width} x ${box.height}: ${one.outerHTML}`] : [],
              ].flat();
            })
            """);
        Assert.True(faults.Length == 0, $"{name}: {string.Join("\n", faults)}");
    }

    private static async Task AskAxeAsync(IPage page, Screen screen, string name)
    {
        await screen.ShowAsync(page);
        await FitsAsync(page, $"{name}.{screen.Name}");
        await page.WaitForFunctionAsync("() => document.getAnimations().every(one => one.playState === 'finished')");
        // By the debugger, which the page's own policy does not bind.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken));
        var found = await page.EvaluateAsync<string[]>("async () => (await axe.run()).violations.map(one => `${one.id}: ${one.help}: ${one.nodes.map(node => node.html).join(' ')}`)");
        Assert.True(found.Length == 0, $"{name}.{screen.Name}: {string.Join("\n", found)}");
    }
}
