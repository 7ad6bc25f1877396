using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>What the script adds, under the real policy.</summary>
public sealed class EnhancementTests(PageBrowser browser) : IClassFixture<PageBrowser>
{
    private const string SignIn = $"/sign-in?interaction={Scene.Handle}";

    [Fact]
    public async Task The_password_can_be_shown_and_is_hidden_again_when_sent()
    {
        await using var host = await PagesHost.StartAsync(new Scene { Pending = Scene.Waiting(Scene.Hall) });
        var page = await OpenAsync(host, SignIn);
        await page.Locator("#Password").FillAsync("Demo-2026!");
        await page.Locator("[data-show]").ClickAsync();
        Assert.Equal(("text", "隐藏", "true"), (await page.Locator("#Password").GetAttributeAsync("type"), await page.Locator("[data-show] span").TextContentAsync(), await page.Locator("[data-show]").GetAttributeAsync("aria-pressed")));
        await page.Locator("[data-show]").ClickAsync();
        Assert.Equal("password", await page.Locator("#Password").GetAttributeAsync("type"));
    }

    [Fact]
    public async Task Large_text_takes_effect_at_once_keeps_the_form_and_is_remembered()
    {
        await using var host = await PagesHost.StartAsync(new Scene { Pending = Scene.Waiting(Scene.Hall) });
        var page = await OpenAsync(host, SignIn);
        await page.Locator("#Account").FillAsync("13000000006");
        await page.RunAndWaitForResponseAsync(() => page.Locator("[data-set=size]").ClickAsync(), answer => answer.Url.EndsWith("/display", StringComparison.Ordinal));
        Assert.Equal("large", await page.Locator("html").GetAttributeAsync("data-size"));
        Assert.Equal("13000000006", await page.Locator("#Account").InputValueAsync());
        Assert.Equal("标准版", await page.Locator("[data-set=size] span").TextContentAsync());
        await page.GotoAsync("/help");
        Assert.Equal("large", await page.Locator("html").GetAttributeAsync("data-size"));
    }

    [Fact]
    public async Task A_system_that_is_dark_offers_light()
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        var page = await OpenAsync(host, "/help");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.ReloadAsync();
        Assert.Equal("浅色", await page.Locator("[data-set=theme] span").TextContentAsync());
        await page.RunAndWaitForResponseAsync(() => page.Locator("[data-set=theme]").ClickAsync(), answer => answer.Url.EndsWith("/display", StringComparison.Ordinal));
        await page.ReloadAsync();
        Assert.Equal("light", await page.Locator("html").GetAttributeAsync("data-bs-theme"));
    }

    [Fact]
    public async Task Units_are_filtered_by_a_part_of_their_name()
    {
        var picture = Gallery.All.Single(one => one.Name == "choose-many");
        await using var host = await PagesHost.StartAsync(picture.Scene());
        var page = await OpenAsync(host, picture.Path);
        await page.Locator("#filter").PressSequentiallyAsync("第1");
        Assert.Equal(3, await page.Locator("#units li:visible").CountAsync());
        Assert.Equal("找到 3 个单位", await page.Locator("#filter-n").TextContentAsync());
        await page.Locator("#filter").FillAsync("没有");
        Assert.Equal("没有名称符合的单位", await page.Locator("#filter-n").TextContentAsync());
    }

    [Fact]
    public async Task The_districts_follow_the_province_in_place_and_enter_saves()
    {
        var picture = Gallery.All.Single(one => one.Name == "unit-address-new");
        var scene = picture.Scene();
        await using var host = await PagesHost.StartAsync(scene);
        var page = await OpenAsync(host, picture.Path);
        await page.Locator("#Recipient").FillAsync("韩示亲");
        await page.RunAndWaitForResponseAsync(() => page.Locator("#Province").SelectOptionAsync("33"), answer => answer.Url.EndsWith("/divisions/33", StringComparison.Ordinal));
        await page.Locator("#District").SelectOptionAsync("330106");
        Assert.Equal(("韩示亲", false), (await page.Locator("#Recipient").InputValueAsync(), await page.Locator("[data-province]").IsVisibleAsync()));
        await page.Locator("#Street").FillAsync("示例路78号");
        await page.Locator("#Phone").FillAsync("13000000030");
        await page.Locator("#Phone").PressAsync("Enter");
        await page.WaitForURLAsync("**/addresses?done=added");
        Assert.Equal($"add {SceneUnits.U1} 韩示亲 330106 示例路78号  13000000030 False", Assert.Single(scene.Told));
    }

    [Fact]
    public async Task A_failed_sign_in_takes_the_focus_to_its_summary()
    {
        var picture = Gallery.All.Single(one => one.Name == "sign-in-wrong");
        await using var host = await PagesHost.StartAsync(picture.Scene());
        await using var profile = await browser.ProfileAsync(host.Address);
        var page = await PageBrowser.OpenAsync(profile, picture);
        Assert.True(await page.Locator("[data-summary]").EvaluateAsync<bool>("one => one === document.activeElement"));
    }

    private async Task<IPage> OpenAsync(PagesHost host, string path)
    {
        var page = await (await browser.ProfileAsync(host.Address)).NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    [Fact]
    public async Task Another_picture_comes_in_place_and_enter_still_signs_in()
    {
        var scene = new Scene { IsChallenged = true };
        await using var host = await PagesHost.StartAsync(scene);
        await using var profile = await browser.ProfileAsync(host.Address);
        var page = await profile.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("#Account").FillAsync("13000000006");
        await page.Locator("#Challenge").FillAsync("old");
        var picture = page.Locator("#Challenge-p");
        Assert.True(await picture.EvaluateAsync<bool>("async one => { await one.decode(); return one.naturalWidth === 320; }"));
        await page.GetByRole(AriaRole.Button, new() { Name = "看不清，换一张" }).ClickAsync();
        Assert.EndsWith("/challenge/sign-in?1", await picture.GetAttributeAsync("src"), StringComparison.Ordinal);
        Assert.Equal("", await page.Locator("#Challenge").InputValueAsync());
        Assert.Equal("13000000006", await page.Locator("#Account").InputValueAsync());
        Assert.Equal("Challenge", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Locator("#Password").FillAsync("Demo-2026!");
        await page.Locator("#Challenge").FillAsync("7K3FM");
        await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Enter"), answer => answer.Request.Method == "POST");
        Assert.Equal("person 13000000006 Demo-2026! 7K3FM", scene.Told[0]);
    }

    [Fact]
    public async Task Without_script_another_picture_and_a_question_are_asked_for_by_the_form()
    {
        var scene = new Scene { IsChallenged = true };
        await using var host = await PagesHost.StartAsync(scene);
        await using var profile = await browser.ProfileAsync(host.Address, script: false);
        var page = await profile.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("#Account").FillAsync("13000000006");
        await page.Locator("noscript button, .ways button[value=picture]").First.ClickAsync();
        Assert.Equal("13000000006", await page.Locator("#Account").InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "换成文字问题" }).ClickAsync();
        Assert.Equal("三加五等于几？", await page.Locator(".asked").TextContentAsync());
        Assert.Empty(scene.Told);
    }
}
