using System.Net;

namespace JsHrss.IdP.Tests.Pages;

public sealed class SignOutPageTests
{
    [Fact]
    public async Task Opening_the_page_ends_nothing()
    {
        var scene = new Scene { Person = Scene.Sun };
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var page = await browser.PageAsync("/sign-out?done=1");
        Assert.Empty(scene.Told);
        Assert.NotNull(page.QuerySelector("main form[method=post]"));
    }

    [Fact]
    public async Task Sending_the_form_ends_the_session_and_says_so()
    {
        var scene = new Scene { Person = Scene.Sun };
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync("/sign-out");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(["sign-out"], scene.Told);
        Assert.Equal("您已退出登录", (await browser.PageAsync(answer.Headers.Location!.OriginalString)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    [Trait("Case", "RT-20")]
    public async Task A_form_of_another_site_ends_nothing()
    {
        var scene = new Scene { Person = Scene.Sun };
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/sign-out")).StatusCode);
        Assert.Empty(scene.Told);
    }

    [Fact]
    public async Task Nobody_signed_in_is_told_so()
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        Assert.Equal("您没有登录", (await browser.PageAsync("/sign-out")).QuerySelector("h1")!.TextContent);
    }
}
