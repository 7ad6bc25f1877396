using System.Net;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Tests.Pages;

public sealed class SignInPageTests
{
    private const string Url = $"/sign-in?interaction={Scene.Handle}";

    [Fact]
    public async Task The_person_form_has_the_guides_two_fields()
    {
        await using var host = await PagesHost.StartAsync(new Scene { Pending = Scene.Waiting(Scene.Hall, "sign-in") });
        using var browser = host.Browser();
        var page = await browser.PageAsync(Url);
        Assert.Equal("网上办事服务大厅", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["证件号码/移动电话", "密码"], page.QuerySelectorAll("main form label").Select(one => one.TextContent));
        Assert.Equal("请输入密码", page.GetElementById("Password")!.GetAttribute("placeholder"));
        Assert.Equal(["个人登录", "单位登录"], page.QuerySelectorAll(".seg a").Select(one => one.TextContent.Trim()));
    }
}
