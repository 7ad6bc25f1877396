using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>What a browser test does with every page: picture it, measure it, ask axe.</summary>
internal static class Looking
{
    private static readonly string Axe = PagesHost.SourceFolder("tests/interop/node_modules/axe-core/axe.min.js");

    /// <summary>Phone and desktop, light and dark.</summary>
    public static Screen[] Screens { get; } = [new(390, false), new(390, true), new(1440, false), new(1440, true)];

    /// <summary>All of them when pictures are taken; else the phone alone: darkness moves nothing, and the desktop is measured when axe is asked.</summary>
    public static Screen[] ScreensOfOneState => Pictured ? Screens : [new(390, false)];

    private static bool Pictured { get; } = Environment.GetEnvironmentVariable("JSHRSS_PICTURES") is { Length: > 0 };

    public static void SkipWithoutAxe() => Assert.SkipUnless(File.Exists(Axe), "axe-core is not installed; run npm ci in tests/interop.");

    /// <summary>A page never scrolls sideways. With JSHRSS_PICTURES set there is a picture in artifacts/screens too, to be looked at: they cost more than all the rest.</summary>
    public static async Task PictureAsync(IPage page, Screen screen, string name)
    {
        await screen.ShowAsync(page);
        await FitsAsync(page, $"{name}.{screen.Name}");
        if (!Pictured)
            return;
        var folder = Directory.CreateDirectory(PagesHost.SourceFolder("artifacts/screens")).FullName;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.{screen.Name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }

    private static async Task FitsAsync(IPage page, string name)
    {
        // A picture that has not come yet is as wide as its words, and a page without its styles as wide as its longest one.
        await page.WaitForFunctionAsync("() => [...document.images].every(one => one.complete) && [...document.querySelectorAll('link[rel=stylesheet]')].every(one => one.sheet)");
        var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(sideways <= 0, $"{name} scrolls sideways by {sideways} px.");
    }

    /// <summary>A ring of 3 px on whatever has the focus (2.4.7), and 24 px to hit (2.5.8; a box is hit by its label, a link within a sentence is exempt).</summary>
    public static async Task MeasureFocusAsync(IPage page, string name)
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

    /// <summary>Nothing for axe to find.</summary>
    /// <param name="page">The open page.</param>
    /// <param name="screen">How it is looked at.</param>
    /// <param name="name">For the message.</param>
    /// <param name="again">The same page asked on another screen: only what depends on colours and sizes.</param>
    public static async Task AskAxeAsync(IPage page, Screen screen, string name, bool again = false)
    {
        await screen.ShowAsync(page);
        await FitsAsync(page, $"{name}.{screen.Name}");
        await page.WaitForFunctionAsync("() => document.getAnimations().every(one => one.playState === 'finished')");
        // By the debugger, which the page's own policy does not bind.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken));
        var found = await page.EvaluateAsync<string[]>(
            "async again => (await axe.run(again ? { runOnly: { type: 'rule', values: ['color-contrast', 'target-size', 'link-in-text-block'] } } : {})).violations.map(one => `${one.id}: ${one.help}: ${one.nodes.map(node => node.html).join(' ')}`)",
            again);
        Assert.True(found.Length == 0, $"{name}.{screen.Name}: {string.Join("\n", found)}");
    }
}
