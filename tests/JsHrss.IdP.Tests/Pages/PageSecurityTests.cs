using System.Net;
using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace JsHrss.IdP.Tests.Pages;

public sealed partial class PageSecurityTests
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    public static TheoryData<string> Names => [.. Gallery.All.Select(picture => picture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Spec", "OIDC Core §3.1.2.3/csrf-clickjacking")]
    [Trait("Spec", "RFC 6749 §10.13/framing")]
    [Trait("Case", "AZ-13")]
    public async Task Every_page_is_guarded_has_one_title_its_language_nothing_inline_and_no_dead_link(string name)
    {
        var picture = Gallery.All.Single(one => one.Name == name);
        var scene = picture.Scene();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.GetAsync(picture.Path);
        string Header(string header) => string.Join(' ', answer.Headers.TryGetValues(header, out var values) ? values : []);
        var way = picture.Path.Contains(Scene.Handle, StringComparison.Ordinal) ? scene.Pending?.Request.RedirectUri ?? scene.SignOut!.ReturnTo! : null;
        // A terminal's request leads nowhere: its person stays here.
        var beyond = string.IsNullOrEmpty(way) ? "" : new Uri(way).Scheme switch { "https" => " https:", "http" => " https: http://localhost:* http://127.0.0.1:*", var own => $" https: {own}:" };
        var frames = scene.Frames is [var frame] ? $"; frame-src {new Uri(frame).GetLeftPart(UriPartial.Authority)}" : "";
        Assert.Equal(Policy + beyond + frames, Header("Content-Security-Policy"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        await NoDeadLinkAsync(browser, picture);
        await OneTitleItsLanguageAndNothingInlineAsync(browser, picture);
    }

    private static async Task OneTitleItsLanguageAndNothingInlineAsync(PlainBrowser browser, Gallery.Picture picture)
    {
        foreach (var language in new[] { "zh", "en" })
        {
            browser.Cookies[DisplayPreferences.Cookie] = $"normal.system.{language}";
            var page = await browser.PageAsync(picture.Path);
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.StartsWith(language, page.DocumentElement.GetAttribute("lang"), StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src]), [onclick], [onload], [onsubmit], base"));
            Assert.Contains(language == "zh" ? "测试环境" : "Test environment", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("a:not([href]), a[href='#'], a[href='']"));
        }
    }

    private static async Task NoDeadLinkAsync(PlainBrowser browser, Gallery.Picture picture)
    {
        var page = await browser.PageAsync(picture.Path);
        foreach (var link in page.QuerySelectorAll("a[href], form[action], link[href], script[src], use[href]"))
        {
            var url = link.GetAttribute("href") ?? link.GetAttribute("action") ?? link.GetAttribute("src")!;
            if (!url.StartsWith('/'))
            {
                Assert.True(url.StartsWith('#') ? page.GetElementById(url[1..]) is not null : url is "tel:12333" or "http://localhost:5300/" or "https://app.example.cn/download" or Scene.BackAtHall || url.StartsWith("jshrss-app://qr/", StringComparison.Ordinal) || url.StartsWith("alipays://platformapi/", StringComparison.Ordinal), $"{picture.Name} leads to {url}");
                continue;
            }

            var parts = url.Split('#', 2);
            var answer = await browser.GetAsync(parts[0]);
            // A page that says "later" may lead to itself: later.
            Assert.True((int)answer.StatusCode < 400 || (answer.StatusCode == HttpStatusCode.TooManyRequests && parts[0].StartsWith("/sign-in/qr", StringComparison.Ordinal)), $"{picture.Name} leads to {url}: {answer.StatusCode}");
            if (parts.Length == 2)
                Assert.Contains($"id=\"{parts[1]}\"", await PlainBrowser.TextAsync(answer), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("jshrss-app://callback", " https: jshrss-app:")]
    [InlineData("https://a.example:8443/x?y", " https:")]
    [InlineData("http://127.0.0.1:50123/callback", " https: http://localhost:* http://127.0.0.1:*")]
    [InlineData("http://localhost:5300/", " https: http://localhost:* http://127.0.0.1:*")]
    [InlineData("http://[::1]:50123/callback", " https: http:")]
    [InlineData("http://a.example/", " https:")]
    [InlineData("https://a.example;script-src *", "")]
    [InlineData("not a uri", "")]
    [InlineData(null, "")]
    public void A_form_may_end_where_the_client_leads_on_to(string? redirectUri, string source) => Assert.Equal(Policy + source, ContentPolicy.For(redirectUri, []));

    [Fact]
    public async Task A_method_that_a_page_does_not_know_is_405()
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        var answer = await browser.SendAsync(HttpMethod.Options, "/help");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET"], answer.Content.Headers.Allow);
    }

    [Fact]
    [Trait("Case", "HT-10")]
    public async Task A_post_under_whatever_name_of_a_handler_is_no_failure_of_any_page()
    {
        var scene = new Scene { Person = Scene.Wang };
        scene.Units.Members = SceneUnits.Four() with { AreTermsAccepted = false };
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var pages = Directory.EnumerateFiles(PagesHost.SourceFolder("src/JsHrss.IdP/Pages"), "*.cshtml", SearchOption.AllDirectories)
            .Select(file => File.ReadLines(file).First()).Where(line => line.StartsWith("@page \"/", StringComparison.Ordinal)).Select(line => line.Split('"')[1]).ToArray();
        Assert.True(pages.Length > 25, $"{pages.Length} pages.");
        foreach (var page in pages)
        {
            var url = Route().Replace(page.Replace("{membership}", SceneUnits.U1, StringComparison.Ordinal).Replace("{member}", SceneUnits.Wang, StringComparison.Ordinal), "x");
            foreach (var handler in new[] { "", "?handler=", "?handler=x", "?handler=Accept&handler=x" })
            {
                var answer = await browser.PostAsync(url + handler);
                Assert.True((int)answer.StatusCode < 500, $"POST {url}{handler}: {answer.StatusCode}");
            }
        }

        Assert.DoesNotContain(host.Log.All, line => line.Contains("NullReference", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await browser.PostAsync("/help?handler=x")).StatusCode);
    }

    [Theory]
    [InlineData("GET", "", true)]
    [InlineData("HEAD", "?handler=x", true)]
    [InlineData("POST", "?handler=Accept", true)]
    [InlineData("POST", "?handler=accept", true)]
    [InlineData("POST", "", false)]
    [InlineData("POST", "?handler=x", false)]
    [InlineData("PUT", "?handler=Accept", false)]
    [Trait("Case", "HT-10")]
    public void A_page_whose_handler_has_a_name_answers_under_that_name_alone(string method, string query, bool isKnown)
    {
        // No page has such a handler alone now; the first that does must not be drawn with nothing behind it.
        var page = new CompiledPageActionDescriptor { HandlerMethods = [new HandlerMethodDescriptor { HttpMethod = "Get" }, new HandlerMethodDescriptor { HttpMethod = "Post", Name = "Accept" }] };
        var browser = new DefaultHttpContext();
        (browser.Request.Method, browser.Request.QueryString) = (method, new QueryString(query));
        var context = new AuthorizationFilterContext(new ActionContext(browser, new RouteData(), page), []);
        new KnownMethodsOnly().OnAuthorization(context);
        Assert.Equal(isKnown, context.Result is null);
        Assert.Equal(isKnown ? null : StatusCodes.Status405MethodNotAllowed, (context.Result as StatusCodeResult)?.StatusCode);
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\{[^}]+\}")]
    private static partial System.Text.RegularExpressions.Regex Route();
}
