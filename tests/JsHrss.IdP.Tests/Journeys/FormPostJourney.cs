using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>form_post and pushed requests through the whole server in a real browser, under the policies that a browser enforces.</summary>
public sealed class FormPostJourney(PageBrowser browser) : IClassFixture<PageBrowser>, IAsyncLifetime
{
    private const string HostileState = "\"><script>document.title='run'</script>";

    private readonly string _client = $"http://localhost:{IdpHost.FreePort()}";
    private IdpHost _host = null!;
    private WebApplication _clients = null!;

    public async ValueTask InitializeAsync()
    {
        _clients = WebApplication.CreateSlimBuilder([$"--urls={_client}"]).Build();
        // What the client was sent, as text.
        _clients.Run(async back =>
        {
            var fields = back.Request.HasFormContentType ? string.Join('\n', (await back.Request.ReadFormAsync()).Select(field => $"{field.Key}={field.Value}")) : "";
            await back.Response.WriteAsync($"{back.Request.Method} {back.Request.Path}\n{fields}");
        });
        await _clients.StartAsync();
        _host = await IdpHost.StartAsync(_client);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _clients.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Spec", "OAuth 2.0 Form Post Response Mode §2")]
    [Trait("Case", "AZ-09")]
    public async Task A_pushed_request_comes_back_as_a_post_with_script_and_without(bool script)
    {
        await using var profile = await browser.ProfileAsync(new Uri(_host.Issuer), script: script);
        var page = await profile.NewPageAsync();
        using var partner = new Relying(_host, "partner", "partner-dev-secret-0123456789abcdef", _client + "/partner/callback", "openid profile phone");
        var pushed = await partner.PushAsync(("response_mode", "form_post"), ("state", HostileState));

        await page.OpenAsync(partner.ReferenceUrl(pushed["request_uri"]!));
        await page.FillAsync("#Account", "13000000006");
        await page.FillAsync("#Password", "Demo-2026!");
        await page.Locator("main form button[type=submit]").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "同意并继续" }).ClickAsync();
        if (!script)
        {
            Assert.Equal($"{_host.Issuer}/connect/authorize/resume", page.Url.Split('?')[0]);
            Assert.Contains("示例人才招聘网", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
            await page.GetByRole(AriaRole.Button, new() { Name = "继续" }).ClickAsync();
        }

        // Asked again and again: the page sends itself on, and one who waits for the event may come too late.
        await Assertions.Expect(page).ToHaveURLAsync(_client + "/partner/callback", new() { Timeout = 30_000 });
        var received = (await page.Locator("body").InnerTextAsync()).Split('\n').Select(line => line.Split('=', 2)).ToDictionary(line => line[0], line => line.ElementAtOrDefault(1));
        Assert.Contains("POST /partner/callback", received.Keys);
        Assert.Equal((HostileState, _host.Issuer), (received["state"], received["iss"]));
        Assert.Equal("Bearer", (await partner.RedeemAsync(received["code"]!))["token_type"]);

        // The reference is used up: the person sees why, and the client nothing.
        await page.OpenAsync(partner.ReferenceUrl(pushed["request_uri"]!));
        Assert.Contains("这个登录地址已经失效", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }
}
