using System.Net;

namespace JsHrss.IdP.Tests.Pages;

public sealed class SignOutPageTests
{
    private const string Asked = $"/sign-out?interaction={Scene.Handle}";

    [Fact]
    [Trait("Case", "RT-18")]
    public async Task Opening_the_page_ends_nothing()
    {
        var scene = Scene.SigningOut(Scene.Sun);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        foreach (var path in new[] { "/sign-out", "/sign-out?done=1", Asked, "/signed-out" })
            await browser.GetAsync(path);
        Assert.Empty(scene.Told);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/signed-out")).StatusCode);
    }

    [Fact]
    public async Task It_says_who_asks_and_who_is_signed_in()
    {
        await using var host = await PagesHost.StartAsync(Scene.SigningOut(Scene.Sun));
        using var browser = host.Browser();
        var page = await browser.PageAsync(Asked);
        Assert.Contains("孙*", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("网上办事服务大厅", page.QuerySelector(".page-head p")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["browser", "everywhere"], page.QuerySelectorAll("[name=Reach]").Select(one => one.GetAttribute("value")));
        Assert.Equal("browser", page.QuerySelector("[name=Reach][checked]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task One_capacity_alone_can_be_left_where_others_are_live_and_is_meant_first()
    {
        var scene = Scene.SigningOut();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var first = (await browser.PageAsync(Asked)).QuerySelector("main .share label")!;
        Assert.StartsWith("只退出“王*（示例科技有限公司 经办人）”这一身份", first.TextContent.Trim(), StringComparison.Ordinal);
        Assert.NotNull(first.QuerySelector("[value=context][checked]"));

        var answer = await browser.SubmitAsync(Asked, ("Reach", "context"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal([$"sign-out Context {Scene.Handle} m_1"], scene.Told);
    }

    [Fact]
    public async Task One_capacity_alone_is_not_offered_and_not_taken_where_no_other_is_live()
    {
        var scene = Scene.SigningOut(Scene.Sun);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync(Asked, ("Reach", "context"));
        Assert.NotNull((await PlainBrowser.ReadAsync(answer)).QuerySelector("[role=alert]"));
        Assert.Empty(scene.Told);
    }

    [Theory]
    [InlineData("browser", "Browser")]
    [InlineData("everywhere", "Everywhere")]
    [Trait("Spec", "OpenID Connect RP-Initiated Logout §3")]
    public async Task After_the_word_of_the_person_the_browser_goes_straight_back_to_who_asked(string sent, string reach)
    {
        var scene = Scene.SigningOut(Scene.Sun);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var asked = await browser.GetAsync(Asked);
        Assert.EndsWith("form-action 'self' https: http://localhost:* http://127.0.0.1:*", asked.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var answer = await browser.SubmitAsync(Asked, ("Reach", sent));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(Scene.BackAtHall, answer.Headers.Location!.OriginalString);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal([$"sign-out {reach} {Scene.Handle}"], scene.Told);
    }

    [Theory]
    [InlineData("browser", "您已退出登录", "不受影响")]
    [InlineData("everywhere", "您已在全部设备退出登录", "已退出")]
    public async Task Who_came_by_themselves_is_told_what_has_ended_and_what_has_not(string sent, string title, string devices)
    {
        var scene = new Scene { Person = Scene.Sun };
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var done = await PlainBrowser.ReadAsync(await browser.SubmitAsync("/sign-out", ("Reach", sent)));
        Assert.Equal(title, done.QuerySelector("h1")!.TextContent);
        Assert.Equal(devices, done.QuerySelectorAll(".rows dd")[2].TextContent.Trim());
        Assert.Null(done.QuerySelector("iframe"));
    }

    [Fact]
    [Trait("Spec", "OpenID Connect Front-Channel Logout §2")]
    public async Task Front_channel_addresses_are_loaded_in_hidden_frames_of_exactly_their_origins_before_the_way_back()
    {
        var scene = Scene.SigningOut(Scene.Sun);
        scene.Frames = ["https://desk.example.cn/frontchannel-logout?iss=a&sid=1", "https://desk.example.cn/other", "http://localhost:5301/out"];
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync(Asked, ("Reach", "browser"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.EndsWith("; frame-src https://desk.example.cn http://localhost:5301", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var page = await PlainBrowser.ReadAsync(answer);
        Assert.Equal(scene.Frames, page.QuerySelectorAll("iframe[hidden][sandbox]").Select(frame => frame.GetAttribute("src")));
        Assert.Equal(Scene.BackAtHall, page.QuerySelector("main a.btn-primary")!.GetAttribute("href"));
        Assert.Equal("返回网上办事服务大厅", page.QuerySelector("main a.btn-primary")!.TextContent);
    }

    [Fact]
    public async Task Where_the_engine_asked_nobody_the_same_page_says_what_has_ended_and_keeps_no_token_in_its_links()
    {
        await using var host = await PagesHost.StartAsync(Scene.SigningOut());
        using var browser = host.Browser();
        var page = await browser.PageAsync("/connect/logout?reach=Context&back=false&id_token_hint=secret.hint.here");
        Assert.Equal("已退出这一身份", page.QuerySelector("h1")!.TextContent);
        Assert.NotNull(page.QuerySelector("section.who"));
        Assert.DoesNotContain("secret.hint", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var straight = await browser.GetAsync("/connect/logout?reach=Browser&back=true");
        Assert.Equal((HttpStatusCode.SeeOther, Scene.BackAtHall), (straight.StatusCode, straight.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("int_other")]
    [InlineData("")]
    [Trait("Case", "AZ-21")]
    public async Task A_request_that_is_over_loses_nothing_and_the_person_may_still_sign_out(string handle)
    {
        var scene = new Scene { Person = Scene.Sun };
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var page = await browser.PageAsync($"/sign-out?interaction={handle}");
        Assert.Contains("已经失效", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/sign-out", page.QuerySelector("main form")!.GetAttribute("action"));
        await browser.SubmitAsync($"/sign-out?interaction={handle}", ("Reach", "browser"));
        Assert.Equal(["sign-out Browser"], scene.Told);
    }

    [Fact]
    [Trait("Case", "AZ-21")]
    public async Task A_form_sent_to_a_request_that_is_over_ends_nothing()
    {
        var scene = Scene.SigningOut(Scene.Sun);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var form = await browser.PageAsync(Asked);
        var token = form.QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        scene.SignOut = null;
        var answer = await PlainBrowser.ReadAsync(await browser.PostAsync(Asked, ("Reach", "browser"), ("Of", Scene.Sun.Mark), ("__RequestVerificationToken", token)));
        Assert.Contains("已经失效", answer.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(scene.Told);
    }

    [Fact]
    [Trait("Case", "RT-20")]
    public async Task A_form_of_another_site_ends_nothing()
    {
        var scene = Scene.SigningOut(Scene.Sun);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        foreach (var path in new[] { "/sign-out", Asked })
            Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync(path, ("Reach", "browser"))).StatusCode);
        Assert.Empty(scene.Told);
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task What_one_person_was_asked_another_does_not_answer()
    {
        var scene = Scene.SigningOut(Scene.Sun with { Mark = "sun" });
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var token = (await browser.PageAsync(Asked)).QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        scene.Person = Scene.Wang with { Mark = "wang" };
        var answer = await PlainBrowser.ReadAsync(await browser.PostAsync(Asked, ("Reach", "everywhere"), ("Of", "sun"), ("__RequestVerificationToken", token)));
        Assert.Empty(scene.Told);
        Assert.Contains("王*", answer.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("everywhere", answer.QuerySelector("[name=Reach][checked]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Not_signing_out_leads_to_the_start_of_who_asked_never_to_its_address_for_those_who_did()
    {
        var scene = Scene.SigningOut(Scene.Sun);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        Assert.Equal("http://localhost:5300/", (await browser.PageAsync(Asked)).QuerySelector("main a.btn-quiet")!.GetAttribute("href"));
        scene.SignOut = scene.SignOut! with { Client = Scene.Hall with { HostMembers = Scene.Hall.HostMembers.Add("initiate_login_uri", "http://localhost:5300/start") } };
        Assert.Equal("http://localhost:5300/start", (await browser.PageAsync(Asked)).QuerySelector("main a.btn-quiet")!.GetAttribute("href"));
        Assert.Equal("/", (await browser.PageAsync("/sign-out")).QuerySelector("main a.btn-quiet")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_page_speaks_the_language_that_the_relying_party_wished_for()
    {
        var scene = Scene.SigningOut(Scene.Sun);
        scene.SignOut = scene.SignOut! with { UiLocales = ["fr", "en-GB"] };
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        Assert.Equal("en", (await browser.PageAsync(Asked)).DocumentElement.GetAttribute("lang"));
        Assert.Equal("zh-CN", (await browser.PageAsync("/sign-out")).DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Nobody_signed_in_is_told_so_and_led_back_to_who_asked()
    {
        await using var host = await PagesHost.StartAsync(Scene.SigningOut(null));
        using var browser = host.Browser();
        Assert.Equal("您没有登录", (await browser.PageAsync("/sign-out")).QuerySelector("h1")!.TextContent);
        Assert.Equal(Scene.BackAtHall, (await browser.PageAsync(Asked)).QuerySelector("main a.btn-primary")!.GetAttribute("href"));
    }
}
