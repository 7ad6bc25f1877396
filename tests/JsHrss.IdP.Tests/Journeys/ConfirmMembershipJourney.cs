using System.Net;
using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>何示邀 confirms her invitation in 企业服务 of the simulated phone, with face and password, and signs in to the unit in a browser (R134, R135); later she resets the password (R114). Attacks stand in <c>AppMembershipTests</c>.</summary>
public sealed partial class ConfirmMembershipJourney(PageBrowser browser) : IClassFixture<PageBrowser>
{
    private const string First = "Zhuanyong-26";
    private const string Next = "Xinmima-2026";

    [Fact]
    [Trait("Case", "RC-01")]
    [Trait("Spec", "R134")]
    [Trait("Spec", "R135")]
    public async Task An_invited_agent_confirms_on_the_phone_and_signs_in_to_the_unit_with_the_password_she_set()
    {
        using var face = new AppFaceOf();
        await using var idp = await IdpHost.StartAsync(settings: face.Settings);
        await using var sandbox = await SandboxProcess.StartAsync(idp.Issuer, face);
        Assert.Contains("示例科技有限公司已将您添加为经办人", await sandbox.PageAsync("/sms/latest?to=13000000012"), StringComparison.Ordinal);

        Assert.Contains("2 份待确认的单位授权", await sandbox.SignInAsync(1, Demo.He), StringComparison.Ordinal);
        var list = await sandbox.PageAsync("/phone/1/memberships");
        Assert.Contains("还有29天", list, StringComparison.Ordinal);
        var one = One().Match(list).Value;
        var page = await sandbox.PageAsync(one);
        Assert.Contains("管理员 李*", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"password\"", page, StringComparison.Ordinal);

        var passed = await FaceAsync(sandbox, one, page);
        Assert.Contains("密码设置规则: 8-20位字符,由数字、大小写字母、特殊字符中的三种或以上组成", passed.Page, StringComparison.Ordinal);
        foreach (var (password, again, told) in new[] { (First, Next, "两次输入的密码不一样"), ("12345678", "12345678", "密码不符合规则"), (First, First, "请牢记新的登录密码") })
            Assert.Contains(told, await sandbox.SendAsync(passed.Address, $"{one}?handler=Password", ("face", passed.Check), ("password", password), ("again", again)), StringComparison.Ordinal);
        Assert.Contains("有效", await sandbox.PageAsync("/phone/1/memberships"), StringComparison.Ordinal);

        using var hall = Relying.Hall(idp);
        var claims = await SignInAsync(idp, hall, First);
        Assert.Equal("agent", claims.GetProperty("represents").GetProperty("role").GetString());

        // Forgotten: the same way once more, with a face check of its own.
        var reset = await FaceAsync(sandbox, one, await sandbox.PageAsync(one));
        Assert.Contains("这个密码用过", await sandbox.SendAsync(reset.Address, $"{one}?handler=Password", ("face", reset.Check), ("password", First), ("again", First)), StringComparison.Ordinal);
        Assert.Contains("请牢记新的登录密码", await sandbox.SendAsync(reset.Address, $"{one}?handler=Password", ("face", reset.Check), ("password", Next), ("again", Next)), StringComparison.Ordinal);
        using var http = new HttpBrowser();
        Assert.Null((await http.AsMemberAsync(hall, Demo.U1, Demo.He, First))["code"]);
        Assert.NotNull((await http.AsMemberAsync(hall, Demo.U1, Demo.He, Next))["code"]);
    }

    /// <summary>Consent, then the face: back on the membership's page with the check.</summary>
    internal static async Task<(string Page, string Address, string Check)> FaceAsync(SandboxProcess sandbox, string one, string page)
    {
        (string, string)[] text = [.. new[] { "document", "version", "digest" }.Select(name => (name, Regex.Match(page, $"name=\"{name}\" value=\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value))];
        Assert.Contains("还没有勾选同意", await sandbox.SendAsync(one, $"{one}?handler=Face", text), StringComparison.Ordinal);
        var camera = await sandbox.SendAsync(one, $"{one}?handler=Face", [("agree", "true"), .. text]);
        Assert.Contains("请把脸", camera, StringComparison.Ordinal);
        var check = Check().Match(camera).Value;
        var address = $"/phone/1/face/{check}?membership={one.Split('/')[^1]}";
        return (await sandbox.SendAsync(address, address, ("outcome", "passed")), $"{one}?face={check}", check);
    }

    /// <summary>单位登录 with three fields in a real browser, to the client's code.</summary>
    private async Task<System.Text.Json.JsonElement> SignInAsync(IdpHost idp, Relying hall, string password)
    {
        await using var profile = await browser.ProfileAsync(new Uri(idp.Issuer));
        var page = await profile.NewPageAsync();
        await page.OpenAsync(hall.AuthorizeUrl(("ui_tab", "unit")));
        await page.Locator("#UnitCode").FillAsync(Demo.U1);
        await page.Locator("#Account").FillAsync(Demo.He);
        await page.Locator("#Password").FillAsync(password);
        var answer = page.WaitForRequestAsync("http://localhost:5300/**"); // no hall runs here
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        var code = WebUtility.UrlDecode(Regex.Match(new Uri((await answer).Url).Query, "code=([^&]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);
        return (await hall.RedeemAsync(code)).Claims();
    }

    [GeneratedRegex("/phone/1/membership/m_[0-9A-Z]{26}", RegexOptions.None, 1000)]
    private static partial Regex One();

    [GeneratedRegex("f_[0-9A-Z]{26}", RegexOptions.None, 1000)]
    private static partial Regex Check();
}
