using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>A real-name person becomes a real person by the app, in a real browser with a phone beside it; then the phone itself is enrolled (domain §4.3, ADR 0016). Attacks and units stand in <c>AppFaceTests</c>.</summary>
public sealed class AppFaceJourney(IdpWithAppFace idp, PageBrowser browser) : IClassFixture<IdpWithAppFace>, IClassFixture<PageBrowser>
{
    [Fact]
    [Trait("Case", "QR-15")]
    public async Task A_person_agrees_in_the_browser_passes_on_the_phone_and_goes_on_as_a_real_person()
    {
        using var phone = await HttpPhone.OfAsync(idp.Host, Demo.Sun);
        await using var profile = await browser.ProfileAsync(new Uri(idp.Host.Issuer));
        var page = await profile.NewPageAsync();
        await page.OpenAsync("/account");
        await page.Locator("#Account").FillAsync(Demo.Sun);
        await page.Locator("#Password").FillAsync(Demo.PersonalPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.ReachAsync("**/account");
        await page.OpenAsync("/face");
        await page.Locator("#Agree").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "用江苏智慧人社APP认证" }).ClickAsync();
        await page.WaitForSelectorAsync("[data-face-now=open]");
        await Looking.PictureAsync(page, new(1440, false), "journey-app-face-open");

        var link = (await page.Locator(".same-device a").GetAttributeAsync("href"))!;
        Assert.StartsWith("jshrss-app://face/", link, StringComparison.Ordinal);
        var check = await phone.ScanAsync($"{idp.Host.Issuer}/face/scan/{link.Split('/')[^1]}");
        var shown = check.Json.GetProperty("shown");
        Assert.Equal(("step_up", "江苏人社统一身份认证", "个人中心"), (check["purpose"], shown.GetProperty("site").GetString(), shown.GetProperty("client").GetString()));
        Assert.Contains("Chrom", shown.GetProperty("device").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("passed", (await phone.DeliverAsync(check, idp.Face.Sign(idp.Face.Finding(check, Facing.Sun, phone))))["state"]);
        await page.ReachAsync("**/account?done=face");
        Assert.Contains("实人用户", await page.Locator(".ladder .here").InnerTextAsync(), StringComparison.Ordinal);

        Assert.Equal("evidence_refused", (await phone.EnrolAsync(check))["code"]);
        Assert.Equal("True", (await phone.EnrolByFaceAsync(idp.Face, Facing.Sun))["enrolled"]);
    }
}
