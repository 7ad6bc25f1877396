using System.Net;
using System.Text.RegularExpressions;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Tests.Pages;

public sealed partial class ErrorPageTests
{
    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound, "没有这个页面")]
    [InlineData("/error", HttpStatusCode.NotFound, "没有这个页面")]
    [InlineData("/throw?what=store", HttpStatusCode.ServiceUnavailable, "系统现在忙不过来")]
    [InlineData("/throw?what=else", HttpStatusCode.InternalServerError, "我们这边出了问题")]
    [InlineData("/breach", HttpStatusCode.BadRequest, "这次登录没有开始")]
    public async Task An_error_is_a_page_with_a_number_that_stands_in_the_log(string path, HttpStatusCode status, string title)
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        var answer = await browser.GetAsync(path);
        var page = await PlainBrowser.ReadAsync(answer);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
        var number = page.QuerySelector(".ref .big")!.TextContent;
        Assert.Matches(Number(), number);
        Assert.Contains(host.Log.All, line => line.Contains(number.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.NotEmpty(page.QuerySelectorAll("main a.btn"));
    }

    [Theory]
    [InlineData("invalid_request", "发来的退出请求有误")]
    [InlineData("interaction_gone", "这个退出请求不能再用")]
    [InlineData("invalid_client", "没有在统一身份认证登记")]
    [InlineData("another_one", "发来的退出请求有误")]
    [Trait("Spec", "OpenID Connect RP-Initiated Logout §4")]
    public async Task A_sign_out_that_fails_is_not_called_a_sign_in_and_can_be_done_here(string code, string text)
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        var page = await browser.PageAsync($"/connect/logout/resume?code={code}");
        Assert.Equal("这次退出没有完成", page.QuerySelector("h1")!.TextContent);
        var main = page.QuerySelector("main")!;
        Assert.Contains(text, main.TextContent, StringComparison.Ordinal);
        Assert.Contains("您可能仍处于登录状态", main.TextContent, StringComparison.Ordinal);
        Assert.Equal("/sign-out", main.QuerySelector("a.btn-primary")!.GetAttribute("href"));
        Assert.Null(main.QuerySelector("a[href='/sign-in']"));
        browser.Cookies[DisplayPreferences.Cookie] = "normal.system.en";
        Assert.Equal("This sign-out was not completed", (await browser.PageAsync($"/connect/logout/resume?code={code}")).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §4.1.2.1")]
    public async Task A_breach_without_a_proven_address_is_shown_here_and_its_log_text_is_not()
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        var text = await PlainBrowser.TextAsync(await browser.GetAsync("/breach"));
        Assert.Contains("redirect_uri is not registered", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_tells_the_person_nothing_of_itself()
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        var text = await PlainBrowser.TextAsync(await browser.GetAsync("/throw?what=else"));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_down_is_503_before_any_page_too()
    {
        await using var host = await PagesHost.StartAsync(new Scene { IsBroken = true });
        using var browser = host.Browser();
        var answer = await browser.GetAsync($"/sign-in?interaction={Scene.Handle}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("5", answer.Headers.GetValues("Retry-After").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
    }

    [Fact]
    public async Task A_program_gets_the_bare_status()
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var program = new HttpClient { BaseAddress = host.Address };
        foreach (var path in new[] { "/nowhere", "/throw?what=else" })
        {
            using var answer = await program.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal("", await PlainBrowser.TextAsync(answer));
        }
    }

    [Fact]
    public async Task A_store_that_is_down_is_503_for_a_program_too()
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var program = new HttpClient { BaseAddress = host.Address };
        using var answer = await program.GetAsync("/throw?what=store", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("5", answer.Headers.GetValues("Retry-After").Single());
    }

    [Fact]
    public async Task An_error_speaks_the_persons_language()
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        browser.Cookies[DisplayPreferences.Cookie] = "normal.system.en";
        foreach (var path in new[] { "/nowhere", "/throw?what=else", "/breach" })
            Assert.Equal("en", (await browser.PageAsync(path)).DocumentElement.GetAttribute("lang"));
    }

    [GeneratedRegex("^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$")]
    private static partial Regex Number();
}
