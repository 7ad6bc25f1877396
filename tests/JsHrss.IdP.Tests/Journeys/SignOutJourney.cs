using JsHrss.IdP.Tests.Hosting;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>Signing out between hall and server, in a real browser: here, of one identity, everywhere; told server to server and by frame.</summary>
public sealed class SignOutJourney(HallInBrowser hall) : IClassFixture<HallInBrowser>
{
    [Fact]
    [Trait("Spec", "OpenID Connect RP-Initiated Logout §3")]
    public async Task Whoever_has_one_identity_is_signed_out_of_hall_and_server_without_being_asked()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        await SigningOut.InAsPersonAsync(page, Demo.Zheng);
        var ticket = page.Url;
        await SigningOut.MenuAsync(page, "退出登录");
        await page.ReachAsync(hall.Hall + "/signed-out?client=hall");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("您已退出登录");
        await page.OpenAsync(ticket);
        Assert.Contains("/ended", page.Url, StringComparison.Ordinal);
        await page.OpenAsync(hall.Idp.Issuer + "/");
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_of_one_identity_leaves_the_other_tab_at_work()
    {
        await using var profile = await hall.ProfileAsync();
        var (first, second) = (await profile.NewPageAsync(), await profile.NewPageAsync());
        await SigningOut.InAsTwoAsync(first, second);
        await first.ReloadAsync();
        await SigningOut.MenuAsync(first, "退出这一身份");
        await first.ReachAsync(url => url.StartsWith(hall.Idp.Issuer + "/sign-out", StringComparison.Ordinal));
        Assert.True(await first.Locator("[name=Reach][value=context]").IsCheckedAsync());
        Assert.Contains($"{Demo.U1Name} 管理员", await first.Locator("main label").First.InnerTextAsync(), StringComparison.Ordinal);
        await SigningOut.ConfirmAsync(first);
        await first.ReachAsync(hall.Hall + "/signed-out?client=hall");
        Assert.Equal([Demo.U2Name], await first.Locator(".tickets b").AllInnerTextsAsync());

        await second.OpenAsync(SigningOut.Ticket().Match(second.Url).Value + "api");
        Assert.Equal(["200", "200"], await second.Locator("p.call .tag").AllInnerTextsAsync());
        Assert.Contains(Demo.U2Name, await second.Locator("details.menu summary").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "OpenID Connect Back-Channel Logout §2.7")]
    public async Task Signing_out_at_the_server_reaches_the_hall_in_another_tab_which_says_when_and_of_what()
    {
        await using var profile = await hall.ProfileAsync();
        var (first, second) = (await profile.NewPageAsync(), await profile.NewPageAsync());
        await SigningOut.InAsPersonAsync(first, Demo.Wu);
        var ticket = first.Url;
        await first.OpenAsync(SigningOut.Ticket().Match(ticket).Value + "signin-info");
        var sid = await first.Locator("dt:text-is('会话编号') + dd").InnerTextAsync();
        await SigningOut.AtServerAsync(second, hall.Idp.Issuer, "browser");
        await SigningOut.IsToldAsync(first, ticket);
        Assert.Equal(sid, await first.Locator("dt:text-is('会话编号') + dd").InnerTextAsync());
    }

    [Fact]
    [Trait("Case", "RT-08")]
    public async Task Signing_out_everywhere_ends_the_other_browser_too()
    {
        await using var here = await hall.ProfileAsync();
        await using var there = await hall.ProfileAsync();
        var (first, second) = (await here.NewPageAsync(), await there.NewPageAsync());
        await SigningOut.InAsPersonAsync(first, Demo.Zhou);
        await SigningOut.InAsPersonAsync(second, Demo.Zhou);
        await SigningOut.AtServerAsync(first, hall.Idp.Issuer, "everywhere");
        await SigningOut.IsToldAsync(second, second.Url);
        await second.OpenAsync(hall.Idp.Issuer + "/");
        Assert.Contains("/sign-in", second.Url, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "OpenID Connect Front-Channel Logout §3")]
    public async Task A_client_that_is_told_by_a_frame_alone_is_signed_out_too()
    {
        await using var profile = await hall.ProfileAsync();
        var (first, second) = (await profile.NewPageAsync(), await profile.NewPageAsync());
        await SigningOut.InForUnitAsync(first, Demo.U1, Demo.Wang, Demo.UnitPassword, "/unit-desk/signin");
        await SigningOut.AtServerAsync(second, hall.Idp.Issuer, "browser");
        Assert.Equal(1, await second.Locator("iframe").CountAsync());
        await SigningOut.IsToldAsync(first, first.Url);
    }

    [Fact]
    public async Task A_client_that_is_told_by_a_frame_signs_out_by_itself_and_gets_its_person_back()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        await SigningOut.InForUnitAsync(page, Demo.U1, Demo.Wang, Demo.UnitPassword, "/unit-desk/signin");
        await SigningOut.MenuAsync(page, "退出登录");
        await page.ReachAsync(hall.Hall + "/signed-out?client=unit-desk");
        await page.OpenAsync(hall.Idp.Issuer + "/");
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "OpenID Connect Back-Channel Logout §2.7")]
    public async Task A_third_party_that_knows_the_person_by_another_name_is_told_under_its_own()
    {
        await using var profile = await hall.ProfileAsync();
        var (first, second) = (await profile.NewPageAsync(), await profile.NewPageAsync());
        await SigningOut.InAsPersonAsync(first, Demo.Sun);
        await first.OpenAsync("/partner/signin");
        await first.Locator("[name=decision][value=allow]").ClickAsync();
        await first.ReachAsync(url => url.StartsWith(hall.Hall + "/partner/s/", StringComparison.Ordinal));
        await SigningOut.AtServerAsync(second, hall.Idp.Issuer, "browser");
        await SigningOut.IsToldAsync(first, first.Url);
    }

    [Fact]
    public async Task A_single_page_application_signs_out_with_nothing_but_its_id_token()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        await SigningOut.InAsPersonAsync(page, Demo.Qian);
        await page.OpenAsync("/spa");
        await page.Locator("#signin").ClickAsync();
        await Assertions.Expect(page.Locator("#say")).ToContainTextAsync("已登录");
        await page.Locator("#signout").ClickAsync();
        await Assertions.Expect(page.Locator("#say")).ToHaveTextAsync("已退出登录。");
        Assert.Equal(hall.Hall + "/spa", page.Url);
        await page.OpenAsync(hall.Idp.Issuer + "/");
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_changes_their_mind_has_lost_nothing_and_who_does_not_leaves_all_identities()
    {
        await using var profile = await hall.ProfileAsync();
        var (first, second) = (await profile.NewPageAsync(), await profile.NewPageAsync());
        await SigningOut.InAsTwoAsync(first, second);
        await first.OpenAsync("/");
        await first.GetByRole(AriaRole.Button, new() { Name = "退出全部身份" }).ClickAsync();
        await first.ReachAsync(url => url.StartsWith(hall.Idp.Issuer + "/sign-out", StringComparison.Ordinal));
        await first.GetByRole(AriaRole.Link, new() { Name = "先不退出" }).ClickAsync();
        await first.ReachAsync(hall.Hall + "/");
        Assert.Equal(2, await first.Locator(".tickets > li").CountAsync());

        await first.GetByRole(AriaRole.Button, new() { Name = "退出全部身份" }).ClickAsync();
        await SigningOut.ConfirmAsync(first);
        await first.ReachAsync(hall.Hall + "/signed-out?client=hall");
        Assert.Equal(0, await first.Locator(".tickets > li").CountAsync());
        await second.ReloadAsync();
        Assert.Contains("/ended", second.Url, StringComparison.Ordinal);
    }
}
