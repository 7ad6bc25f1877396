using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>The pages of the whole server in a real browser, under the policy that a browser enforces.</summary>
public sealed class PageJourney(PageBrowser browser) : IClassFixture<PageBrowser>, IAsyncLifetime
{
    private readonly string _client = $"http://localhost:{IdpHost.FreePort()}";
    private IdpHost _host = null!;
    private WebApplication _clients = null!;
    private IBrowserContext _profile = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        // Only where the browser is sent matters, not what the clients make of it.
        _clients = WebApplication.CreateSlimBuilder([$"--urls={_client}"]).Build();
        _clients.Run(back => back.Response.WriteAsync("back"));
        await _clients.StartAsync();
        _host = await IdpHost.StartAsync(_client);
        _profile = await browser.ProfileAsync(new Uri(_host.Issuer));
        _page = await _profile.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_profile is not null)
            await _profile.DisposeAsync();
        await _host.DisposeAsync();
        await _clients.DisposeAsync();
    }

    [Fact]
    public async Task A_third_party_asks_once_may_be_refused_and_is_remembered()
    {
        using var partner = Partner();
        await _page.OpenAsync(partner.AuthorizeUrl());
        await SignInAsync("13000000006", "Demo-2026!");
        await PictureAsync("consent");
        Assert.Contains("孙*", await _page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("1*****06", await _page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await _page.GetByRole(AriaRole.Button, new() { Name = "不同意，返回" }).ClickAsync();
        Assert.Contains("error=access_denied", await BackAsync(), StringComparison.Ordinal);

        await _page.OpenAsync(partner.AuthorizeUrl());
        await _page.GetByRole(AriaRole.Button, new() { Name = "同意并继续" }).ClickAsync();
        Assert.Contains("code=", await BackAsync(), StringComparison.Ordinal);

        await _page.OpenAsync(partner.AuthorizeUrl());
        Assert.Contains("code=", await BackAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_of_several_units_chooses_and_gives_the_missing_password()
    {
        using var hall = Hall();
        await _page.OpenAsync(hall.AuthorizeUrl());
        await _page.GetByRole(AriaRole.Link, new() { Name = "单位登录" }).ClickAsync();
        await _page.FillAsync("#UnitCode", "13150819");
        await SignInAsync("13000000002", "Unit-2026!");
        await BackAsync();

        await _page.OpenAsync(hall.AuthorizeUrl(("prompt", "select_account")));
        await PictureAsync("choose");
        Assert.Equal(["本人", "示例科技有限公司", "样本制造有限公司", "满员样例服务有限公司"], await _page.Locator(".pick b").AllInnerTextsAsync());
        await _page.Locator(".pick button", new() { HasText = "样本制造有限公司" }).ClickAsync();
        await PictureAsync("unit-proof");
        Assert.Contains("样本制造有限公司", await _page.Locator(".note").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("13150820", await _page.InputValueAsync("#UnitCode"));
        await SignInAsync("13000000002", "Other-2026!");
        var tokens = await hall.RedeemAsync(System.Web.HttpUtility.ParseQueryString(new Uri(await BackAsync()).Query)["code"]!);
        Assert.Equal("样本制造有限公司", tokens.Claims().GetProperty("represents").GetProperty("organization_name").GetString());
    }

    [Fact]
    public async Task A_person_without_units_is_told_why_a_unit_service_cannot_go_on()
    {
        using var hall = Hall();
        await _page.OpenAsync(hall.AuthorizeUrl());
        await SignInAsync("13000000006", "Demo-2026!");
        await BackAsync();
        using var desk = UnitDesk();
        await _page.OpenAsync(desk.AuthorizeUrl());
        await PictureAsync("not-served");
        Assert.Equal("您还没有可以代表的单位", await _page.Locator("h1").InnerTextAsync());
        await _page.Locator("main button[type=submit]").ClickAsync();
        Assert.Contains("error=access_denied", await BackAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_in_person_sees_the_start_page_and_signs_out_there()
    {
        await _page.OpenAsync("/");
        await SignInAsync("320800197006150166", "Demo-2026!");
        await _page.ReachAsync(_host.Issuer + "/");
        await PictureAsync("home");
        Assert.Contains("实名用户", await _page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await _page.GetByRole(AriaRole.Link, new() { Name = "退出登录" }).ClickAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        Assert.Equal("您已退出登录", await _page.Locator("h1").InnerTextAsync());
        Assert.DoesNotContain(await _profile.CookiesAsync(), cookie => cookie.Name == "__Host-idp.session");
    }

    [Fact]
    public async Task A_tab_left_open_while_another_signs_in_still_works()
    {
        using var hall = Hall();
        await _page.OpenAsync(hall.AuthorizeUrl());
        var other = await _profile.NewPageAsync();
        await other.OpenAsync(hall.AuthorizeUrl());
        await other.FillAsync("#Account", "13000000006");
        await other.FillAsync("#Password", "Demo-2026!");
        await other.ClickAsync("main form button[type=submit]");
        await other.ReachAsync($"{_client}/**");
        await SignInAsync("13000000006", "Demo-2026!");
        Assert.Contains("code=", await BackAsync(), StringComparison.Ordinal);
    }

    private Relying Hall() => new(_host, "hall", "hall-dev-secret-0123456789abcdefghij", $"{_client}/signin-oidc", "openid profile unit");

    private Relying Partner() => new(_host, "partner", "partner-dev-secret-0123456789abcdef", $"{_client}/partner/callback", "openid profile phone");

    private Relying UnitDesk() => new(_host, "unit-desk", "unit-desk-dev-secret-0123456789abcd", $"{_client}/unit-desk/callback", "openid profile unit");

    private async Task SignInAsync(string account, string password)
    {
        await _page.FillAsync("#Account", account);
        await _page.FillAsync("#Password", password);
        await _page.ClickAsync("main form button[type=submit]");
    }

    private async Task<string> BackAsync()
    {
        await _page.ReachAsync($"{_client}/**");
        return _page.Url;
    }

    private async Task PictureAsync(string name)
    {
        await _page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var folder = Directory.CreateDirectory(Path.Combine(IdpHost.Repository, "artifacts", "screens", "journeys")).FullName;
        await _page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }
}
