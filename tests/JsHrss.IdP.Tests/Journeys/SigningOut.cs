using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>What people do at hall and server to sign in and out, in a real browser.</summary>
internal static partial class SigningOut
{
    /// <summary>李示管 for U1 in one tab and for U2 in the other.</summary>
    public static async Task InAsTwoAsync(IPage first, IPage second)
    {
        await InForUnitAsync(first, Demo.U1, Demo.Li, Demo.UnitPassword);
        await second.OpenAsync(Ticket().Match(first.Url).Value + "switch");
        await second.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(Demo.U2Name) }).ClickAsync();
        await FillUnitAsync(second, Demo.U2, Demo.Li, Demo.U2Password);
        await second.ReachAsync(Ticket());
    }

    public static async Task InForUnitAsync(IPage page, string unit, string account, string password, string start = "/signin/unit")
    {
        await page.OpenAsync(start);
        await FillUnitAsync(page, unit, account, password);
        await page.ReachAsync(Ticket());
    }

    public static async Task InAsPersonAsync(IPage page, string account)
    {
        await page.OpenAsync("/signin/person");
        await FillAsync(page, account, Demo.PersonalPassword);
        await page.ReachAsync(Ticket());
    }

    /// <summary>At the server's own page, without any relying party.</summary>
    public static async Task AtServerAsync(IPage page, string issuer, string reach)
    {
        await page.OpenAsync(issuer + "/sign-out");
        await ConfirmAsync(page, reach);
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("退出登录");
    }

    /// <summary>Says how much, on the server's page; null: what it proposes.</summary>
    public static async Task ConfirmAsync(IPage page, string? reach = null)
    {
        if (reach is not null)
            await page.Locator($"[name=Reach][value={reach}]").CheckAsync();
        await page.Locator("main form button[type=submit]").ClickAsync();
    }

    /// <summary>Presses a button of the account menu.</summary>
    public static async Task MenuAsync(IPage page, string button)
    {
        await page.Locator("details.menu summary").ClickAsync();
        await page.Locator("details.menu").GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    /// <summary>Opens a page again until the relying party was told that its session is over.</summary>
    public static async Task IsToldAsync(IPage page, string url)
    {
        for (var attempt = 0; attempt < 100 && !page.Url.Contains("/ended", StringComparison.Ordinal); attempt++)
        {
            await page.OpenAsync(url);
            if (!page.Url.Contains("/ended", StringComparison.Ordinal))
                await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Assert.Equal("已在别处退出", await page.Locator("h1").InnerTextAsync());
    }

    [GeneratedRegex(@"^http://localhost:\d+(/unit-desk|/partner)?/s/\d+/")]
    public static partial Regex Ticket();

    private static async Task FillUnitAsync(IPage page, string unit, string account, string password)
    {
        await page.Locator("[name=UnitCode]").FillAsync(unit);
        await FillAsync(page, account, password);
    }

    private static async Task FillAsync(IPage page, string account, string password)
    {
        await page.Locator("[name=Account]").FillAsync(account);
        await page.Locator("[name=Password]").FillAsync(password);
        await page.Locator("main form button.btn-primary").ClickAsync();
    }
}
