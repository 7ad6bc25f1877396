using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>What a person with a keyboard, a screen reader or poor sight meets (REG-24, WCAG 2.2 AA).</summary>
public sealed class AccessibilityTests(PageBrowser browser) : IClassFixture<PageBrowser>
{
    [Fact]
    public async Task The_skip_link_comes_first_and_the_form_is_reached_and_sent_by_keyboard_alone()
    {
        var scene = new Scene { Pending = Scene.Waiting(Scene.Hall, "sign-in") };
        await using var host = await PagesHost.StartAsync(scene);
        await using var profile = await browser.ProfileAsync(host.Address);
        var page = await profile.NewPageAsync();
        await page.GotoAsync($"/sign-in?interaction={Scene.Handle}");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("#main", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        await page.Keyboard.PressAsync("Enter");
        var ways = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            ways.Add(await page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.textContent.trim()"));
        }

        Assert.Equal(["个人登录", "单位登录", "扫码登录", "账号密码", "Account"], ways);
        await page.Keyboard.TypeAsync("13000000006");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Demo-2026!");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/connect/authorize**");
        Assert.Equal("person 13000000006 Demo-2026!", scene.Told[0]);
    }

    [Fact]
    public async Task Without_script_the_unit_form_the_chooser_and_the_settings_still_work()
    {
        var scene = Scene.Choosing();
        await using var host = await PagesHost.StartAsync(scene);
        await using var profile = await browser.ProfileAsync(host.Address, script: false);
        var page = await profile.NewPageAsync();
        await page.GotoAsync($"/sign-in?interaction={Scene.Handle}");
        await page.GetByRole(AriaRole.Link, new() { Name = "单位登录" }).ClickAsync();
        Assert.False(await page.Locator("[data-show]").IsVisibleAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "大字版" }).ClickAsync();
        Assert.Equal("large", await page.Locator("html").GetAttributeAsync("data-size"));
        await page.Locator("#UnitCode").FillAsync("13150819");
        await page.Locator("#Account").FillAsync("13000000003");
        await page.Locator("#Password").FillAsync("Unit-2026!");
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.GotoAsync($"/choose?interaction={Scene.Handle}");
        await page.Locator("button[value=m_1]").ClickAsync();
        Assert.Equal(["unit 13150819 13000000003 Unit-2026!", "answer context self", "answer context m_1"], scene.Told);
    }
}
