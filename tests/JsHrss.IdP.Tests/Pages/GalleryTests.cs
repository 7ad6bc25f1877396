using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>Every page and state in a real browser: pictured to be looked at, and measured (REG-24, WCAG 2.2 AA). In four classes, because the tests of one run one after the other.</summary>
public abstract class GalleryLook(PageBrowser browser) : IClassFixture<PageBrowser>
{
    /// <summary>One page of each shape is pictured in 大字版 and in English too; the others only measured.</summary>
    private static readonly string[] Shapes =
    [
        "sign-in-unit", "face", "face-open", "face-counter", "account", "sign-in-qr", "sign-in-qr-scanned", "help-qr", "sign-in-wrong", "sign-in-challenge-unit", "sign-in-challenge-words", "choose", "consent", "consent-own-app", "device-scanned", "device-wrong", "device-approve-unit", "not-served-level", "sign-out-contexts", "signed-out-everywhere", "error-gone", "error-sign-out", "help", "unit-mine", "account-addresses-full", "account-address-new-wrong", "unit-members", "unit-member-new-wrong", "unit-member-items", "unit-institutions",
    ];

    protected static TheoryData<string> Names(Func<string, bool> which) => [.. Gallery.All.Select(picture => picture.Name).Where(which)];

    protected async Task LookAsync(string name)
    {
        var picture = Gallery.All.Single(one => one.Name == name);
        await using var host = await PagesHost.StartAsync(picture.Scene());
        await using var profile = await browser.ProfileAsync(host.Address);
        var page = await PageBrowser.OpenAsync(profile, picture);
        foreach (var screen in Looking.ScreensOfOneState)
            await Looking.PictureAsync(page, screen, name);
        if (Shapes.Contains(name))
        {
            await Looking.PictureAsync(page, new(390, false, Large: true), name);
            await Looking.PictureAsync(page, new(1440, false, Large: true), name);
            await using var english = await browser.ProfileAsync(host.Address, "en");
            await Looking.PictureAsync(await PageBrowser.OpenAsync(english, picture), new(390, false), $"{name}.en");
        }

        await Looking.MeasureFocusAsync(page, name);
        Looking.SkipWithoutAxe();
        await Looking.AskAxeAsync(page, new(1440, false), name);
        await Looking.AskAxeAsync(page, new(320, true, Large: true), name, again: true);
    }
}

public sealed class SignInGalleryTests(PageBrowser browser) : GalleryLook(browser)
{
    public static TheoryData<string> Pages => Names(name => name.StartsWith("sign-in", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public Task A_page_never_scrolls_sideways_shows_the_focus_and_gives_axe_nothing_to_find(string name) => LookAsync(name);
}

public sealed class SignOutGalleryTests(PageBrowser browser) : GalleryLook(browser)
{
    public static TheoryData<string> Pages => Names(IsOfSignOut);

    [Theory]
    [MemberData(nameof(Pages))]
    public Task A_page_never_scrolls_sideways_shows_the_focus_and_gives_axe_nothing_to_find(string name) => LookAsync(name);

    internal static bool IsOfSignOut(string name) => name.StartsWith("sign-out", StringComparison.Ordinal) || name.StartsWith("signed-out", StringComparison.Ordinal);
}

public sealed class UnitGalleryTests(PageBrowser browser) : GalleryLook(browser)
{
    public static TheoryData<string> Pages => Names(name => name.StartsWith("unit-", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public Task A_page_never_scrolls_sideways_shows_the_focus_and_gives_axe_nothing_to_find(string name) => LookAsync(name);
}

public sealed class GalleryTests(PageBrowser browser) : GalleryLook(browser)
{
    public static TheoryData<string> Pages => Names(name => !name.StartsWith("sign-in", StringComparison.Ordinal) && !SignOutGalleryTests.IsOfSignOut(name) && !name.StartsWith("unit-", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public Task A_page_never_scrolls_sideways_shows_the_focus_and_gives_axe_nothing_to_find(string name) => LookAsync(name);
}
