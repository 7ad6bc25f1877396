using System.Net;

namespace JsHrss.IdP.Tests.Pages;

public sealed class ConsentPageTests
{
    private const string Url = $"/consent?interaction={Scene.Handle}";

    [Fact]
    public async Task It_says_who_asks_who_runs_it_where_and_for_what()
    {
        await using var host = await PagesHost.StartAsync(Scene.Consenting());
        using var browser = host.Browser();
        var text = (await browser.PageAsync(Url)).QuerySelector("main")!.TextContent;
        foreach (var told in new[] { "示例人才公寓申请平台", "示例市住房保障中心", "apply.example.cn", "180 天", "移动电话", "1*****06", "*****0166", "敏感个人信息" })
            Assert.Contains(told, text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "RFC 8252 §8.6")]
    public async Task The_departments_own_app_is_named_as_such_with_a_warning_and_no_promise_of_days()
    {
        await using var host = await PagesHost.StartAsync(Scene.ConsentingToOwnApp());
        using var browser = host.Browser();
        var text = (await browser.PageAsync(Url)).QuerySelector("main")!.TextContent;
        foreach (var told in new[] { "由人社部门运营", "cn.example.hrss.mobile.service:/oauth2/callback", "回到这台设备上的应用", "可能冒用“江苏智慧人社”的名字", "用户标识" })
            Assert.Contains(told, text, StringComparison.Ordinal);
        foreach (var untrue in new[] { "不由人社部门", "天，到期自动失效", "Operator", "At.App" })
            Assert.DoesNotContain(untrue, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_client_without_registered_operator_nothing_is_claimed()
    {
        var scene = Scene.Consenting();
        scene.Question = scene.Question! with { Operator = null };
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var text = (await browser.PageAsync(Url)).QuerySelector("main")!.TextContent;
        Assert.Contains("不由人社部门运营，网址 apply.example.cn", text, StringComparison.Ordinal);
        Assert.DoesNotContain("冒用", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "AZ-17")]
    public async Task A_name_with_markup_is_text()
    {
        var scene = Scene.Consenting();
        scene.Pending = Scene.Waiting(Scene.Partner with { Name = "<img src=x onerror=alert(1)>江苏人社" }, "consent");
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var page = await browser.PageAsync(Url);
        Assert.Empty(page.QuerySelectorAll("main img"));
        Assert.Contains("<img src=x onerror=alert(1)>江苏人社", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sensitive_data_is_never_ticked_beforehand_and_what_is_required_has_no_box()
    {
        await using var host = await PagesHost.StartAsync(Scene.Consenting());
        using var browser = host.Browser();
        var page = await browser.PageAsync(Url);
        Assert.Equal(["phone", "unit"], page.QuerySelectorAll("input[name=Claims][checked]").Select(one => one.GetAttribute("value")));
        Assert.Null(page.QuerySelector("input[value=profile]"));
    }

    [Fact]
    public async Task Agreeing_gives_what_is_ticked()
    {
        var scene = Scene.Consenting();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync(Url, ("Claims", "phone"), ("decision", "allow"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(["consent phone"], scene.Told);
    }

    [Fact]
    public async Task Refusing_goes_back_with_access_denied()
    {
        var scene = Scene.Consenting();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync(Url, ("decision", "deny"));
        Assert.Equal("https://apply.example.cn/callback?error=access_denied", answer.Headers.Location!.OriginalString);
        Assert.Equal(["refuse access_denied"], scene.Told);
    }

    [Theory]
    [InlineData("allow", false)]
    [InlineData("", true)]
    [InlineData("ALLOW", true)]
    [Trait("Case", "RT-20")]
    public async Task Nothing_is_decided_without_our_token_or_a_clear_word(string decision, bool withToken)
    {
        var scene = Scene.Consenting();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = withToken ? await browser.SubmitAsync(Url, ("decision", decision)) : await browser.PostAsync(Url, ("decision", decision));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(scene.Told);
    }
}
