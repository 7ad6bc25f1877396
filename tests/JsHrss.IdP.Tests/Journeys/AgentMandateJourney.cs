using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>张示法 makes 孙示名 an agent of his unit, she confirms on the simulated phone, acts in the hall within what was granted, becomes the administrator, and is removed (R124-R144).</summary>
public sealed partial class AgentMandateJourney(GovernedHall world) : IClassFixture<GovernedHall>
{
    private const string Password = "Zhuanyong-26";

    [Fact]
    [Trait("Spec", "R124")]
    [Trait("Spec", "R129")]
    [Trait("Spec", "R130")]
    [Trait("Spec", "R131")]
    [Trait("Spec", "R133")]
    [Trait("Spec", "R134")]
    [Trait("Spec", "R135")]
    [Trait("Spec", "R136")]
    [Trait("Spec", "R138")]
    [Trait("Spec", "R139")]
    [Trait("Spec", "R143")]
    [Trait("Spec", "R144")]
    public async Task From_the_form_to_the_removal_the_hall_follows_what_the_unit_decides()
    {
        await using var governing = await world.IdpProfileAsync();
        var desk = await governing.NewPageAsync();
        var members = await GovernedHall.EnterAsync(desk, world.Idp, Demo.U1, Demo.Zhang);
        await desk.OpenAsync(members);
        await desk.Locator("[data-terms] button").ClickAsync();
        await desk.Locator("[data-add]").ClickAsync();
        await GovernedHall.FillAsync(desk, "agent", Demo.SunName, Demo.SunIdNumber, Demo.Sun);
        await desk.WaitForSelectorAsync("[data-done=added]");
        Assert.Equal(["1", "1", "6"], await desk.Locator("[data-card]").EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.count)"));
        foreach (var screen in Looking.ScreensOfOneState)
            await Looking.PictureAsync(desk, screen, "journey-members");

        Assert.Contains("示例科技有限公司已将您添加为经办人", await SmsAsync(Demo.Sun), StringComparison.Ordinal);
        await ConfirmAsync();
        Assert.Contains("孙*已确认成为示例科技有限公司的经办人", await SmsAsync(Demo.Zhang), StringComparison.Ordinal);
        await ActAsync(desk, members, "items");
        await desk.Locator("input[name=Items][value=SI-0101]").CheckAsync();
        await desk.Locator("#form button.btn-primary").ClickAsync();
        await desk.WaitForSelectorAsync("[data-done=items]");

        await using var working = await world.HallProfileAsync();
        var hall = await working.NewPageAsync();
        await SignInAsync(hall);
        Assert.Contains("不在经办范围", await hall.Locator("a[href$='/services/SI-0102']").InnerTextAsync(), StringComparison.Ordinal);
        await hall.Locator("a[href$='/services/SI-0101']").ClickAsync();
        await hall.GetByRole(AriaRole.Button, new() { Name = "提交申请" }).ClickAsync();
        await hall.GetByText("已提交：劳动合同拟定").WaitForAsync();

        var end = JsHrss.Accounts.ChinaTime.DayOf(world.Idp.Clock.GetUtcNow()).AddDays(500).ToString("yyyy-MM-dd");
        await ActAsync(desk, members, "renew");
        await desk.FillAsync("#End", end);
        await desk.Locator("#form button.btn-primary").ClickAsync();
        await desk.WaitForSelectorAsync("[data-done=renewed]");
        Assert.Contains(end, await Card(desk).InnerTextAsync(), StringComparison.Ordinal);

        // There is an administrator already, and one is all there may be.
        await ActAsync(desk, members, "role");
        await desk.Locator("#form button.btn-primary").ClickAsync();
        Assert.Contains("该单位已有管理员，请先变更或删除现有管理员", await desk.Locator("[data-summary]").InnerTextAsync(), StringComparison.Ordinal);
        await ActAsync(desk, members, "end", desk.Locator("article[data-role=administrator]"));
        await desk.FillAsync("#Confirm", (await desk.Locator(".member-who b").InnerTextAsync())[..1]);
        await desk.Locator("#form button.btn-danger").ClickAsync();
        await desk.WaitForSelectorAsync("[data-done=ended]");
        await ActAsync(desk, members, "role");
        await desk.Locator("#form button.btn-primary").ClickAsync();
        await desk.WaitForSelectorAsync("[data-done=role]");

        await SignInAsync(hall);
        Assert.Contains("管理员", await hall.Locator("details.menu summary").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("可办理", await hall.Locator("a[href$='/services/SI-0102']").InnerTextAsync(), StringComparison.Ordinal);

        var open = hall.Url;
        await ActAsync(desk, members, "end");
        await desk.FillAsync("#Confirm", (await desk.Locator(".member-who b").InnerTextAsync())[..1]);
        await desk.Locator("#form button.btn-danger").ClickAsync();
        await desk.WaitForSelectorAsync("[data-done=ended]");
        await hall.OpenAsync(open);
        Assert.DoesNotContain("可办理", await hall.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    /// <summary>The newest message in the sandbox's inbox; it leaves after the page was answered.</summary>
    private async Task<string> SmsAsync(string number)
    {
        for (var look = 0; look < 100; look++)
        {
            var newest = System.Net.WebUtility.HtmlDecode(await world.Sandbox.PageAsync($"/sms?to={number}"));
            if (Bubble().Match(newest) is { Success: true } text)
                return text.Groups[1].Value;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException($"No message came to {number}.");
    }

    /// <summary>企业服务 of the simulated phone: consent, face, password.</summary>
    private async Task ConfirmAsync()
    {
        var sandbox = world.Sandbox;
        Assert.Contains("1 份待确认的单位授权", await sandbox.SignInAsync(1, Demo.Sun), StringComparison.Ordinal);
        var one = Membership().Match(await sandbox.PageAsync("/phone/1/memberships")).Value;
        var passed = await ConfirmMembershipJourney.FaceAsync(sandbox, one, await sandbox.PageAsync(one));
        Assert.Contains("请牢记新的登录密码", await sandbox.SendAsync(passed.Address, $"{one}?handler=Password", ("face", passed.Check), ("password", Password), ("again", Password)), StringComparison.Ordinal);
    }

    private static async Task SignInAsync(IPage hall)
    {
        await hall.OpenAsync("/signin/unit");
        if (await hall.Locator("#UnitCode").CountAsync() > 0)
        {
            await hall.FillAsync("#UnitCode", Demo.U1);
            await hall.FillAsync("#Account", Demo.Sun);
            await hall.FillAsync("#Password", Password);
            await hall.ClickAsync("main form button.btn-primary");
        }

        await hall.ReachAsync(Ticket());
    }

    private static ILocator Card(IPage desk) => desk.Locator("article[data-member]", new() { HasText = "孙" });

    private static async Task ActAsync(IPage desk, string members, string action, ILocator? card = null)
    {
        await desk.OpenAsync(members);
        await (card ?? Card(desk)).Locator($"[data-action={action}]").ClickAsync();
    }

    [GeneratedRegex("class=\"bubble\">([^<]*)<", RegexOptions.None, 1000)]
    private static partial Regex Bubble();

    [GeneratedRegex("/phone/1/membership/m_[0-9A-Z]{26}", RegexOptions.None, 1000)]
    private static partial Regex Membership();

    [GeneratedRegex(@"^http://localhost:\d+/s/\d+/")]
    private static partial Regex Ticket();
}

/// <summary>Server, hall, sandbox with simulated phones, and a headless browser.</summary>
public sealed class GovernedHall : IAsyncLifetime
{
    private readonly PageBrowser _browser = new();
    private readonly AppFaceOf _face = new();
    private HallProcess? _hall;

    public IdpHost Idp { get; private set; } = null!;

    public SandboxProcess Sandbox { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var address = HallProcess.NextAddress();
        await _browser.InitializeAsync();
        var place = new SandboxPlace();
        Idp = await IdpHost.StartAsync(address, settings: [.. _face.Settings, .. place.Sms]);
        var sandbox = SandboxProcess.StartAsync(Idp.Issuer, _face, place);
        _hall = await HallProcess.StartAsync(address, Idp.Issuer);
        Sandbox = await sandbox;
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        if (_hall is not null)
            await _hall.DisposeAsync();
        await Idp.DisposeAsync();
        await _browser.DisposeAsync();
        _face.Dispose();
    }

    public Task<IBrowserContext> HallProfileAsync() => _browser.ProfileAsync(new Uri(_hall!.Address));

    public Task<IBrowserContext> IdpProfileAsync() => _browser.ProfileAsync(new Uri(Idp.Issuer));

    /// <summary>Signs in to a unit at the server itself, for its own pages.</summary>
    /// <returns>Where the members are.</returns>
    public static async Task<string> EnterAsync(IPage page, IdpHost idp, string unit, string account, string password = Demo.UnitPassword)
    {
        await page.OpenAsync(idp.Issuer + "/sign-in?tab=unit&then=units");
        await page.FillAsync("#UnitCode", unit);
        await page.FillAsync("#Account", account);
        await page.FillAsync("#Password", password);
        await page.ClickAsync("main form button.btn-primary");
        return new Uri(new Uri(idp.Issuer), await page.Locator("[data-enter]").First.GetAttributeAsync("href")) + "/members";
    }

    /// <summary>The form of adding, its dates as they stand there.</summary>
    public static async Task FillAsync(IPage page, string role, string name, string document, string mobile)
    {
        await page.Locator($"[name=Role][value={role}]").CheckAsync();
        await page.FillAsync("#Name", name);
        await page.FillAsync("#DocumentNumber", document);
        await page.FillAsync("#Mobile", mobile);
        await page.Locator("#form button[type=submit]").ClickAsync();
    }
}
