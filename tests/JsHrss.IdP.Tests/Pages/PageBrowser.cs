using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>A real headless browser for the pages: one for the process, with profiles of its own for each class of tests.</summary>
public sealed class PageBrowser : IAsyncLifetime
{
    // The shell first: it is the same engine without the browser's own windows, which cost two thirds of a test's time.
    private static readonly string[] Places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // Starting one takes longer than most tests with it. It ends with the process.
    private static readonly Lazy<Task<IBrowser?>> Shared = new(LaunchAsync);

    private readonly ConcurrentQueue<IBrowserContext> profiles = [];
    private IBrowser? browser;

    public async ValueTask InitializeAsync() => browser = await Shared.Value;

    /// <summary>A fresh profile. Skips the test, by name and with the reason, where no Chromium is installed.</summary>
    internal async Task<IBrowserContext> ProfileAsync(Uri host, string language = "zh", bool script = true)
    {
        Assert.SkipWhen(browser is null, "Chromium is not installed; tests/run.sh installs it on Debian.");
        var profile = await browser.NewContextAsync(new() { BaseURL = host.ToString(), JavaScriptEnabled = script, ViewportSize = new() { Width = 1440, Height = 900 } });
        // Nothing here measures time: a machine that is busy with other tests is waited for.
        profile.SetDefaultTimeout(60_000);
        profiles.Enqueue(profile);
        if (language != "zh")
            await profile.AddCookiesAsync([new() { Name = "__Host-idp.display", Value = $"normal.system.{language}", Domain = "localhost", Path = "/", Secure = true }]);
        return profile;
    }

    /// <summary>Opens a picture of the gallery in this profile; a page makes no browser complain.</summary>
    internal static async Task<IPage> OpenAsync(IBrowserContext profile, Gallery.Picture picture)
    {
        var page = await profile.NewPageAsync();
        var said = new ConcurrentQueue<string>();
        page.Console += (_, message) => said.Enqueue(message.Text);
        page.PageError += (_, error) => said.Enqueue(error);
        page.Response += (_, answer) => { if (answer.Status >= 400 && answer.Url.Contains("/lib/", StringComparison.Ordinal)) said.Enqueue(answer.Url); };
        await page.GotoAsync(picture.Path, new() { WaitUntil = WaitUntilState.Load });
        // The status of the document itself is the point of an error page.
        Assert.DoesNotContain(said, text => !text.StartsWith("Failed to load resource: the server responded with a status of", StringComparison.Ordinal));
        if (picture.Sent.Length == 0)
            return page;
        await page.Locator("main form").First.EvaluateAsync("form => form.noValidate = true");
        foreach (var (field, value) in picture.Sent)
            await page.Locator($"#{field}").FillAsync(value);
        await page.Locator($"main form button[type=submit]{(picture.Presses is null ? ":not([name])" : $"[value={picture.Presses}]")}").ClickAsync();
        await page.WaitForSelectorAsync(picture.Presses is null ? "[data-summary]" : ".asked");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var profile in profiles)
            await profile.DisposeAsync();
    }

    private static async Task<IBrowser?> LaunchAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } place)
            return null;
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = place, ChromiumSandbox = false, Args = ["--font-render-hinting=none"] });
    }
}

/// <summary>What somebody looks at.</summary>
internal sealed record Screen(int Width, bool Dark, bool Large = false)
{
    public string Name => $"{Width}.{(Dark ? "dark" : "light")}{(Large ? ".large" : "")}";

    /// <summary>Makes the open page look so, as the server would have.</summary>
    public async Task ShowAsync(IPage page)
    {
        await page.SetViewportSizeAsync(Width, Width < 800 ? 844 : 900);
        await page.EmulateMediaAsync(new() { ColorScheme = Dark ? ColorScheme.Dark : ColorScheme.Light });
        await page.EvaluateAsync("size => document.documentElement.setAttribute('data-size', size)", Large ? "large" : "normal");
    }
}
