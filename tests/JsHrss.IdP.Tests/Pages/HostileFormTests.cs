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
        foreach (var accept in new[] { "text/html", "application/json" })
        {
            foreach (var path in new[] { "/", "/sign-in", "/sign-out", "/display", "/help", "/error", $"/choose?interaction={Scene.Handle}" })
                Assert.Equal(HttpStatusCode.BadRequest, await StatusOfAsync(new Uri(host.Address, path), accept, contentType, body));
        }
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [Trait("Case", "HT-06")]
    public async Task Beyond_the_servers_limits_a_form_is_refused_and_the_server_goes_on(string accept)
    {
        await using var host = await IdpHost.StartAsync();
        var page = new Uri($"{host.Issuer}/sign-in");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusOfAsync(page, accept, UrlEncoded, "Account=" + new string('1', 100_000)));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusOfAsync(page, accept, UrlEncoded, "Account=" + new string('1', 20_000)));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusOfAsync(page, accept, UrlEncoded, string.Join('&', Enumerable.Range(0, 65).Select(n => $"a{n}=1"))));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(page, accept, UrlEncoded, "Account=1"));
    }

    [Fact]
    public async Task The_forms_that_browsers_send_are_read()
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        foreach (var contentType in new[] { UrlEncoded, UrlEncoded + "; charset=UTF-8", UrlEncoded + "; charset=\"utf-8\"" })
            Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(new Uri(host.Address, "/sign-in"), "text/html", contentType, "Account=a"));
    }

    [Theory]
    [InlineData("Account[[[[=a")]
    [InlineData("Account[=a&Password]=b&[]=c&[[]]=d")]
    [Trait("Case", "HT-05")]
    public async Task Brackets_in_a_name_are_signs_like_others(string body)
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(new Uri(host.Address, "/sign-in"), "text/html", UrlEncoded, body));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(new Uri(host.Address, "/sign-in?a[[[=1"), "text/html", UrlEncoded, "Account=a"));
    }

    private static async Task<HttpStatusCode> StatusOfAsync(Uri page, string accept, string contentType, string body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, page) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.Accept.ParseAdd(accept);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
