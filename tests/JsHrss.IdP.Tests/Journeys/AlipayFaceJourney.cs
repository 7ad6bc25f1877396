using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>A real-name person becomes a real person by Alipay, in a real browser: consent, code, phone, level (R26, C15, C22).</summary>
public sealed class AlipayFaceJourney(IdpWithSandbox idp, PageBrowser browser) : IClassFixture<IdpWithSandbox>, IClassFixture<PageBrowser>
{
    [Fact]
    public async Task A_person_agrees_scans_passes_and_is_a_real_person_in_the_next_tokens()
    {
        await using var profile = await browser.ProfileAsync(new Uri(idp.Host.Issuer));
        var page = await profile.NewPageAsync();
        await page.OpenAsync("/account");
        await page.Locator("#Account").FillAsync(Demo.Sun);
        await page.Locator("#Password").FillAsync(Demo.PersonalPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.ReachAsync("**/account");
        await page.GetByRole(AriaRole.Link, new() { Name = "提升为实人" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "用支付宝认证" }).ClickAsync();
        await page.WaitForSelectorAsync("[data-summary]");
        await Looking.PictureAsync(page, new(1440, false), "journey-face-unticked");
        await page.Locator("#Agree").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "用支付宝认证" }).ClickAsync();
        await page.WaitForSelectorAsync("[data-face-now=open]");
        Assert.Contains("使用“扫一扫”进行实人认证", await page.Locator("[data-face]").InnerTextAsync(), StringComparison.Ordinal);
        await Looking.PictureAsync(page, new(390, false), "journey-face-open");
        await Looking.PictureAsync(page, new(1440, true), "journey-face-open");

        await idp.Sandbox.AnswerAsync((await page.Locator(".same-device a").GetAttributeAsync("href"))!, "Passed");
        await page.ReachAsync("**/account?done=face");
        Assert.Contains("实人认证完成", await page.Locator("[role=status]").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("实人用户", await page.Locator(".ladder .here").InnerTextAsync(), StringComparison.Ordinal);
        await Looking.PictureAsync(page, new(1440, false), "journey-face-done");

        using var hall = Relying.Hall(idp.Host);
        var answer = page.WaitForRequestAsync("http://localhost:5300/**");
        await Assert.ThrowsAnyAsync<PlaywrightException>(() => page.OpenAsync(hall.AuthorizeUrl())); // no hall runs here
        var code = System.Web.HttpUtility.ParseQueryString(new Uri((await answer).Url).Query)["code"]!;
        var claims = (await hall.RedeemAsync(code)).Claims();
        Assert.Equal(("real_person", "urn:jshrss:acr:realperson-live"), (claims.GetProperty("auth_level").GetString(), claims.GetProperty("acr").GetString()));
    }
}
