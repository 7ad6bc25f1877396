using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>通行密钥 in a real browser with a virtual authenticator: enrolled, signed in with, stepped up with, named, removed.</summary>
public sealed class PasskeyJourney(PageBrowser browser) : IClassFixture<PageBrowser>, IAsyncLifetime
{
    private const string Wang = "13000000003";

    private readonly string _client = $"http://localhost:{IdpHost.FreePort()}";
    private IdpHost _host = null!;
    private WebApplication _clients = null!;

    public async ValueTask InitializeAsync()
    {
        _clients = WebApplication.CreateSlimBuilder([$"--urls={_client}"]).Build();
        _clients.Run(back => back.Response.WriteAsync("back"));
        await _clients.StartAsync();
        _host = await IdpHost.StartAsync(_client);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _clients.DisposeAsync();
    }

    [Fact]
    public async Task A_person_enrols_signs_in_steps_up_names_and_removes()
    {
        await using var profile = await browser.ProfileAsync(new Uri(_host.Issuer));
        var page = await profile.NewPageAsync();
        var authenticator = await Authenticator.AddAsync(profile, page);

        // With an enrolled phone to the passkeys: beside it the first one is bound to the person at once.
        using var phone = await PhoneKey.OfAsync(_host, Wang, isEnrolled: true);
        await page.OpenAsync("/sign-in/qr?tab=person&then=passkeys");
        await page.WaitForSelectorAsync("[data-qr-now=new]");
        await phone.SignInAsync((await QrScreen.CodeAsync(page, _host)).Split('/')[^1], "self");
        await page.ReachAsync(_host.Issuer + "/account/passkeys");
        await LookAsync(page, "passkeys-none");
        await page.FillAsync("#Name", "我的手机");
        await page.GetByRole(AriaRole.Button, new() { Name = "添加通行密钥" }).ClickAsync();
        await page.GetByText("已添加。").WaitForAsync();
        await authenticator.AnswersAsync(false);
        Assert.Equal("我的手机", await page.Locator(".keys b").First.InnerTextAsync());
        await LookAsync(page, "passkeys-bound");

        // Again without a password, to the hall; units are open too, so it asks for whom.
        await profile.ClearCookiesAsync();
        using var hall = Hall();
        await page.OpenAsync(hall.AuthorizeUrl());
        await PasskeyAsync(page, "用通行密钥登录", authenticator, "sign-in-passkey");
        await page.Locator(".pick button", new() { HasText = "示例科技有限公司" }).ClickAsync();
        var tokens = await hall.RedeemAsync(await CodeAsync(page));
        Assert.Equal("urn:jshrss:acr:realperson-live", tokens.Claims().GetProperty("acr").GetString());
        Assert.Equal("13150819", tokens.UnitOf());

        // Signed in by password, a service wants the person themselves.
        await profile.ClearCookiesAsync();
        await page.OpenAsync("/sign-in");
        await SignInAsync(page);
        await page.ReachAsync(_host.Issuer + "/");
        await page.OpenAsync(hall.AuthorizeUrl(("acr_values", "urn:jshrss:acr:realperson-live"), ("unit_hint", "self")));
        await PasskeyAsync(page, "用我的通行密钥验证", authenticator, "step-up-passkey");
        tokens = await hall.RedeemAsync(await CodeAsync(page));
        Assert.Equal("urn:jshrss:acr:realperson-live", tokens.Claims().GetProperty("acr").GetString());

        // Fresh by the passkey: it may be renamed and removed.
        await page.OpenAsync("/account/passkeys");
        await LookAsync(page, "passkeys-list");
        await page.GetByRole(AriaRole.Link, new() { Name = "改名“我的手机”" }).ClickAsync();
        await LookAsync(page, "passkeys-rename");
        await page.FillAsync("#Rename", "旧手机");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "移除“旧手机”" }).ClickAsync();
        await LookAsync(page, "passkeys-remove");
        await page.GetByRole(AriaRole.Button, new() { Name = "移除", Exact = true }).ClickAsync();
        await page.GetByText("已移除。").WaitForAsync();
        await page.GetByText("还没有通行密钥").WaitForAsync();
    }

    [Fact]
    public async Task Who_breaks_off_is_told_and_may_try_again()
    {
        await using var profile = await browser.ProfileAsync(new Uri(_host.Issuer));
        var page = await profile.NewPageAsync();
        await Authenticator.AddAsync(profile, page, isUserVerified: false);
        await page.OpenAsync("/sign-in?then=passkeys");
        await SignInAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "添加通行密钥" }).ClickAsync();
        await page.GetByText("没有添加。").WaitForAsync();
        await LookAsync(page, "passkeys-cancelled");
    }

    [Fact]
    public async Task Without_script_the_page_says_what_is_needed_and_sign_in_stays_a_form()
    {
        await using var profile = await browser.ProfileAsync(new Uri(_host.Issuer), script: false);
        var page = await profile.NewPageAsync();
        await page.OpenAsync("/sign-in?then=passkeys");
        Assert.False(await page.GetByRole(AriaRole.Button, new() { Name = "用通行密钥登录" }).IsVisibleAsync());
        await SignInAsync(page);
        await page.GetByText("添加通行密钥需要浏览器支持").WaitForAsync();
        Assert.False(await page.GetByRole(AriaRole.Button, new() { Name = "添加通行密钥" }).IsVisibleAsync());
        await LookAsync(page, "passkeys-no-script", asksAxe: false);
    }

    private Relying Hall() => new(_host, "hall", "hall-dev-secret-0123456789abcdefghij", $"{_client}/signin-oidc", "openid profile unit");

    private static async Task SignInAsync(IPage page)
    {
        await page.FillAsync("#Account", Wang);
        await page.FillAsync("#Password", "Demo-2026!");
        await page.ClickAsync("main form button[type=submit]");
    }

    private static async Task PasskeyAsync(IPage page, string button, Authenticator authenticator, string picture)
    {
        var found = page.GetByRole(AriaRole.Button, new() { Name = button });
        await found.WaitForAsync();
        await LookAsync(page, picture);
        await authenticator.AnswersAsync(true);
        await found.ClickAsync();
        await page.ReachAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal) && !url.Contains("/step-up", StringComparison.Ordinal));
        await authenticator.AnswersAsync(false);
    }

    private async Task<string> CodeAsync(IPage page)
    {
        await page.ReachAsync($"{_client}/**");
        return System.Web.HttpUtility.ParseQueryString(new Uri(page.Url).Query)["code"]!;
    }

    private static async Task LookAsync(IPage page, string name, bool asksAxe = true)
    {
        foreach (var screen in Looking.Screens)
            await Looking.PictureAsync(page, screen, name);
        if (!asksAxe)
            return;
        await Looking.MeasureFocusAsync(page, name);
        Looking.SkipWithoutAxe();
        await Looking.AskAxeAsync(page, new(1440, false), name);
        await Looking.AskAxeAsync(page, new(320, true, Large: true), name, again: true);
    }

    /// <summary>The browser's virtual authenticator, over the DevTools protocol.</summary>
    private sealed class Authenticator(ICDPSession tools, string id)
    {
        public static async Task<Authenticator> AddAsync(IBrowserContext profile, IPage page, bool isUserVerified = true)
        {
            var tools = await profile.NewCDPSessionAsync(page);
            await tools.SendAsync("WebAuthn.enable");
            var added = await tools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = isUserVerified,
                    ["automaticPresenceSimulation"] = true,
                },
            });
            return new Authenticator(tools, added!.Value.GetProperty("authenticatorId").GetString()!);
        }

        /// <summary>Whether somebody touches it when asked. Untouched it leaves the page's autofill waiting, as it does in front of a person.</summary>
        public async Task AnswersAsync(bool answers) =>
            await tools.SendAsync("WebAuthn.setAutomaticPresenceSimulation", new() { ["authenticatorId"] = id, ["enabled"] = answers });
    }
}
