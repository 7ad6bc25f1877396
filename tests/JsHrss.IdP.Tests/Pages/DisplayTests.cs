using System.Net;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Tests.Pages;

public sealed class DisplayTests
{
    [Fact]
    public async Task The_three_settings_are_kept_in_a_cookie_and_written_on_every_page()
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        await SetAsync(browser, "size", "large");
        await SetAsync(browser, "theme", "dark");
        var answer = await SetAsync(browser, "lang", "en");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/help", answer.Headers.Location!.OriginalString);
        var html = (await browser.PageAsync("/help")).DocumentElement;
        Assert.Equal(("large", "dark", "en"), (html.GetAttribute("data-size"), html.GetAttribute("data-bs-theme"), html.GetAttribute("lang")));
    }

    [Theory]
    [InlineData("large.dark")]
    [InlineData("huge.dark.en")]
    [InlineData("large.dark.en.x")]
    [InlineData("\"><script>")]
    [Trait("Case", "HT-14")]
    public async Task A_malformed_cookie_says_nothing(string cookie)
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        browser.Cookies[DisplayPreferences.Cookie] = cookie;
        var html = (await browser.PageAsync("/help")).DocumentElement;
        Assert.Equal(("normal", "auto", "zh-CN"), (html.GetAttribute("data-size"), html.GetAttribute("data-bs-theme"), html.GetAttribute("lang")));
    }

    [Fact]
    public async Task Cookies_are_host_bound_and_closed_to_script()
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        var first = (await browser.GetAsync("/help")).Headers.GetValues("Set-Cookie");
        var second = (await SetAsync(browser, "size", "large")).Headers.GetValues("Set-Cookie");
        Assert.All(first.Concat(second), cookie =>
        {
            Assert.StartsWith("__Host-idp.", cookie, StringComparison.Ordinal);
            Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    [Trait("Case", "AZ-22")]
    public async Task It_comes_back_to_this_site_only(string back)
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        Assert.Equal("/", (await SetAsync(browser, "size", "large", back)).Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/sign-in?interaction=int_1&tab=unit", true)]
    [InlineData("/", true)]
    [InlineData("/a%0d%0ab", true)]
    [InlineData("/a\r\nb", false)]
    [InlineData("/单位", false)]
    [InlineData("/a\\b", false)]
    [InlineData("///", false)]
    [InlineData(null, false)]
    [Trait("Case", "AZ-22")]
    public void A_local_path_is_plain_and_cannot_be_read_as_another_host(string? path, bool isSafe) => Assert.Equal(isSafe, LocalPath.IsSafe(path));

    private static async Task<HttpResponseMessage> SetAsync(PlainBrowser browser, string name, string value, string? back = null)
    {
        var form = (await browser.PageAsync("/help")).QuerySelector(".topbar form")!;
        var token = form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await browser.PostAsync("/display", ("Back", back ?? form.QuerySelector("[name=Back]")!.GetAttribute("value")!), (name, value), ("__RequestVerificationToken", token));
    }
}
