using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>Relying parties whose registered address leads on to another origin, in a browser that holds form-action against the whole chain of redirects.</summary>
public sealed class LeadingOnJourney(PageBrowser browser) : IClassFixture<PageBrowser>, IAsyncLifetime
{
    private readonly int _port = IdpHost.FreePort();
    private IdpHost _host = null!;
    private WebApplication _clients = null!;

    private string Registered => $"http://localhost:{_port}";

    private string Elsewhere => $"http://127.0.0.1:{_port}/arrived";

    public async ValueTask InitializeAsync()
    {
        _clients = WebApplication.CreateSlimBuilder([$"--urls=http://localhost:{_port}"]).Build();
        _clients.Run(async back =>
        {
            if (back.Request.Path == "/arrived")
            {
                await back.Response.WriteAsync(back.Request.QueryString.Value ?? "");
                return;
            }

            back.Response.StatusCode = StatusCodes.Status303SeeOther;
            back.Response.Headers.Location = $"{Elsewhere}?from={back.Request.Method}{back.Request.Path}&origin={back.Request.Headers.Origin}";
        });
        await _clients.StartAsync();
        _host = await IdpHost.StartAsync(Registered);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _clients.DisposeAsync();
    }

    [Fact]
    public async Task Sign_in_and_sign_out_reach_the_other_origin()
    {
        await using var profile = await browser.ProfileAsync(new Uri(_host.Issuer));
        var page = await profile.NewPageAsync();
        using var hall = new Relying(_host, "hall", "hall-dev-secret-0123456789abcdefghij", Registered + "/signin-oidc", "openid profile");

        await page.OpenAsync(hall.AuthorizeUrl());
        await SignInAsync(page);
        Assert.Contains("from=GET/signin-oidc", await ArrivedAsync(page), StringComparison.Ordinal);

        await page.OpenAsync($"{_host.Issuer}/connect/logout?client_id=hall&post_logout_redirect_uri={Uri.EscapeDataString(Registered + "/signout-callback-oidc")}");
        await SigningOut.ConfirmAsync(page);
        Assert.Contains("from=GET/signout-callback-oidc", await ArrivedAsync(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query", "GET")]
    [InlineData("form_post", "POST")]
    [Trait("Spec", "OAuth 2.0 Form Post Response Mode §2")]
    public async Task Consent_reaches_the_other_origin_and_a_posted_answer_tells_who_posts(string mode, string method)
    {
        await using var profile = await browser.ProfileAsync(new Uri(_host.Issuer));
        var page = await profile.NewPageAsync();
        using var partner = new Relying(_host, "partner", "partner-dev-secret-0123456789abcdef", Registered + "/partner/callback", "openid profile phone");

        await page.OpenAsync(partner.AuthorizeUrl(("response_mode", mode)));
        await SignInAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "同意并继续" }).ClickAsync();
        var arrived = await ArrivedAsync(page);
        Assert.Contains($"from={method}/partner/callback", arrived, StringComparison.Ordinal);
        if (mode == "form_post")
            Assert.EndsWith($"origin={_host.Issuer}", arrived, StringComparison.Ordinal);
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.FillAsync("#Account", Demo.Sun);
        await page.FillAsync("#Password", Demo.PersonalPassword);
        await page.Locator("main form button[type=submit]").First.ClickAsync();
    }

    private async Task<string> ArrivedAsync(IPage page)
    {
        await page.WaitForURLAsync(Elsewhere + "**", new() { Timeout = 10_000 });
        return await page.Locator("body").InnerTextAsync();
    }
}
