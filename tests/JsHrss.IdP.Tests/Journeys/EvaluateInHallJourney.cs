using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>The hall's menu follows the mandate: a closed item says why in words, who can change it, and leads back when it is changed. And a third party is given one item alone.</summary>
public sealed partial class EvaluateInHallJourney(HallInBrowser hall) : IClassFixture<HallInBrowser>
{
    [Fact]
    [Trait("Spec", "R139")]
    [Trait("Spec", "R142")]
    [Trait("Case", "AZ-22")]
    [Trait("Case", "UN-04")]
    public async Task A_closed_item_tells_the_reason_and_who_can_grant_and_the_link_comes_back_when_it_is_granted()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        await SignInAsync(page, "/signin/unit");
        await page.ReachAsync(Ticket());
        var start = Ticket().Match(page.Url).Value;
        await page.Locator("a[href$='/services/SI-0103']", new() { HasText = "不在经办范围" }).ClickAsync();
        Assert.Contains("请联系本单位法定代表人或管理员添加", await page.Locator(".needs").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("item_missing", await page.Locator(".reason").InnerTextAsync());
        foreach (var screen in Looking.ScreensOfOneState)
            await Looking.PictureAsync(page, screen, "journey-evaluate-missing");

        await MandateAsync("items = 'SI-0101 SI-0103', version = version + 1");
        await page.GetByRole(AriaRole.Link, new() { Name = "刷新授权" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "提交申请" }).ClickAsync();
        await page.GetByText("已提交：单位参保登记").WaitForAsync();

        var today = JsHrss.Accounts.ChinaTime.DayOf(hall.Idp.Clock.GetUtcNow()).DayNumber;
        await MandateAsync($"first_day = {today - 9}, last_day = {today - 1}");
        await page.OpenAsync(start + "services/SI-0101");
        Assert.Contains("您的授权未生效或已到期，请联系法定代表人或管理员更新期限", await page.Locator(".needs").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "提交申请" }).CountAsync());
        await MandateAsync($"items = 'SI-0101 SI-0102', first_day = {today}, last_day = {today + 365}");
    }

    [Fact]
    [Trait("Spec", "R139")]
    [Trait("Spec", "RFC 9396 §3/consent")]
    public async Task A_third_party_asks_for_one_item_whose_name_is_read_before_it_is_given()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        await page.OpenAsync("/agency");
        await page.GetByRole(AriaRole.Link, new() { Name = "劳动合同拟定" }).ClickAsync();
        await SignInAsync(page, null);
        await page.GetByText("劳动合同拟定（查询、申报）").WaitForAsync();
        foreach (var screen in Looking.ScreensOfOneState)
            await Looking.PictureAsync(page, screen, "journey-agency-consent");
        await page.GetByRole(AriaRole.Button, new() { Name = "同意并继续" }).ClickAsync();
        await page.GetByText("已委托").WaitForAsync();
        foreach (var screen in Looking.ScreensOfOneState)
            await Looking.PictureAsync(page, screen, "journey-agency-held");
        Assert.Equal(["劳动合同拟定"], await page.Locator("main .card-x h2").Filter(new() { HasNotText = "授权明细" }).AllInnerTextsAsync());
    }

    [Fact]
    [Trait("Spec", "OIDC Core §4")]
    [Trait("Case", "AZ-22")]
    public async Task The_start_of_a_sign_in_leads_to_this_server_and_back_to_this_hall_and_nowhere_else()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var own = Uri.EscapeDataString(hall.Hall + "/s/7/services/SI-0103");
        foreach (var query in new[]
        {
            "", "?iss=https%3A%2F%2Fevil.example&target_link_uri=" + own, "?target_link_uri=" + own,
            $"?iss={hall.Idp.Issuer}&target_link_uri=https%3A%2F%2Fevil.example%2Fs%2F7%2F", $"?iss={hall.Idp.Issuer}&target_link_uri=" + Uri.EscapeDataString(hall.Hall + "//evil.example/"),
            $"?iss={hall.Idp.Issuer}&target_link_uri=" + Uri.EscapeDataString(hall.Hall + ".evil.example/s/7/"),
        })
            Assert.Equal("/", await LocationAsync(query));
        var authorize = await LocationAsync($"?iss={hall.Idp.Issuer}&target_link_uri={own}");
        Assert.StartsWith(hall.Idp.Issuer + "/connect/authorize?", authorize, StringComparison.Ordinal);

        async Task<string> LocationAsync(string query)
        {
            using var answer = await http.GetAsync(hall.Hall + "/start" + query, TestContext.Current.CancellationToken);
            return answer.Headers.Location!.OriginalString;
        }
    }

    private static async Task SignInAsync(IPage page, string? path)
    {
        if (path is not null)
            await page.OpenAsync(path);
        await page.FillAsync("#UnitCode", Demo.U1);
        await page.FillAsync("#Account", Demo.Wang);
        await page.FillAsync("#Password", Demo.UnitPassword);
        await page.ClickAsync("main form button.btn-primary");
    }

    private async Task MandateAsync(string change) =>
        await hall.Idp.Database.ChangeAsync(
            $"update mandate set {change} where membership = (select m.id from membership m join unit u on u.id = m.unit where u.number = @unit and m.person = @person and m.status = 2)",
            ("@unit", Demo.U1Number),
            ("@person", (await hall.Idp.PersonAsync(Demo.Wang)).Value));

    [GeneratedRegex(@"^http://localhost:\d+/s/\d+/")]
    private static partial Regex Ticket();
}
