using System.Net;
using System.Text;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Pages;

public sealed class HostileFormTests
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    public static TheoryData<string, string> Unreadable => new()
    {
        { UrlEncoded, "Account=a%00b" },
        { UrlEncoded, string.Join('&', Enumerable.Range(0, 1100).Select(n => $"a{n}=1")) },
        { UrlEncoded, new string('k', 3000) + "=1" },
        { UrlEncoded + "; charset=utf-7", "Account=a" },
        { UrlEncoded + "; charset=utf-16", "Account=a" },
        { "multipart/form-data", "--x\r\n" },
        { "multipart/form-data; boundary=x", "--x\r\n" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    [Trait("Case", "HT-05")]
    public async Task A_form_that_cannot_be_read_is_the_senders_error_at_every_page(string contentType, string body)
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        foreach (var accept in new[] { "text/html", "application/json" })
        {
            browser.Accept = accept;
            foreach (var path in new[] { "/", "/sign-in", "/sign-out", "/display", "/help", "/error", $"/choose?interaction={Scene.Handle}" })
                Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(Sent(path, contentType, body))).StatusCode);
        }
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [Trait("Case", "HT-06")]
    public async Task Beyond_the_servers_limits_a_form_is_refused_and_the_server_goes_on(string accept)
    {
        await using var host = await IdpHost.StartAsync();
        using var browser = new PlainBrowser(new Uri(host.Issuer)) { Accept = accept };
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await browser.SendAsync(Sent("/sign-in", UrlEncoded, "Account=" + new string('1', 100_000)))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(Sent("/sign-in", UrlEncoded, "Account=" + new string('1', 20_000)))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(Sent("/sign-in", UrlEncoded, string.Join('&', Enumerable.Range(0, 65).Select(n => $"a{n}=1"))))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/sign-in")).StatusCode);
    }

    [Fact]
    public async Task The_forms_that_browsers_send_are_read()
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        foreach (var contentType in new[] { UrlEncoded, UrlEncoded + "; charset=UTF-8", UrlEncoded + "; charset=\"utf-8\"" })
            Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(Sent("/sign-in", contentType, "Account=a"))).StatusCode);
    }

    private static HttpRequestMessage Sent(string path, string contentType, string body)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }
}
