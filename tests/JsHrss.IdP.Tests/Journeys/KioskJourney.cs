using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>A self-service terminal and a person's own phone, each in a browser of its own: the terminal is signed in by what the person does on the phone.</summary>
public sealed class KioskJourney(HallInBrowser hall) : IClassFixture<HallInBrowser>
{
    [Fact]
    public async Task A_person_scans_compares_and_agrees_and_the_terminal_knows_them()
    {
        await using var both = await StandAsync();
        var (terminal, phone) = both;
        await LookAsync(terminal.Page, "kiosk-start");
        var code = await terminal.BeginAsync();
        await LookAsync(terminal.Page, "kiosk-waiting");

        await ScanAsync(phone.Page, code);
        await phone.Page.Locator("[name=Account]").FillAsync(Demo.Sun);
        await phone.Page.Locator("[name=Password]").FillAsync(Demo.PersonalPassword);
        await phone.Page.Locator("main form button.btn-primary").ClickAsync();
        await Assertions.Expect(phone.Page.Locator(".pair")).ToHaveTextAsync(code);
        await Looking.PictureAsync(phone.Page, new(390, false), "device-journey-approve");
        await phone.Page.Locator("button[value=allow]").ClickAsync();
        await Assertions.Expect(phone.Page.Locator("h1")).ToContainTextAsync("已同意");

        await Assertions.Expect(terminal.Page.Locator("#who")).ToHaveTextAsync("本人 孙*", new() { Timeout = 20_000 });
        // At once: after a minute the terminal ends the visit by itself.
        await terminal.Page.Locator("main form button").ClickAsync();
        await Assertions.Expect(terminal.Page.Locator("h1")).ToHaveTextAsync("自助服务终端");
    }

    [Fact]
    public async Task Approved_in_the_app_the_terminal_acts_for_the_unit_that_was_chosen_there()
    {
        using var phone = await HttpPhone.OfAsync(hall.Idp, Demo.Zhang, isEnrolled: true);
        var profile = await hall.ProfileAsync();
        var terminal = new Screenful(profile, await profile.NewPageAsync());
        await terminal.Page.OpenAsync("/kiosk");
        var request = await phone.ScanAsync(await terminal.BeginAsync());
        await phone.ConfirmAsync(request, request.Contexts.Single(one => one.Number == Demo.U1Number).Context);
        await Assertions.Expect(terminal.Page.Locator("#who")).ToHaveTextAsync($"{Demo.U1Name}（法定代表人）", new() { Timeout = 20_000 });
        await profile.CloseAsync();
    }

    [Fact]
    public async Task An_agent_signs_in_for_a_unit_and_the_terminal_acts_for_it()
    {
        await using var both = await StandAsync();
        var (terminal, phone) = both;
        var code = await terminal.BeginAsync();

        await ScanAsync(phone.Page, code);
        await phone.Page.Locator(".seg a[href*='tab=unit']").ClickAsync();
        await phone.Page.Locator("[name=UnitCode]").FillAsync(Demo.U1);
        await phone.Page.Locator("[name=Account]").FillAsync(Demo.Wang);
        await phone.Page.Locator("[name=Password]").FillAsync(Demo.UnitPassword);
        await phone.Page.Locator("main form button.btn-primary").ClickAsync();
        await Assertions.Expect(phone.Page.Locator("main")).ToContainTextAsync(Demo.U1Name);
        await phone.Page.Locator("button[value=allow]").ClickAsync();

        await Assertions.Expect(terminal.Page.Locator("#who")).ToHaveTextAsync($"{Demo.U1Name}（经办人）", new() { Timeout = 20_000 });
        await Assertions.Expect(terminal.Page.Locator("body.as-unit")).ToHaveCountAsync(1);
        await LookAsync(terminal.Page, "kiosk-unit");
    }

    [Fact]
    public async Task Who_refuses_leaves_the_terminal_signed_out()
    {
        await using var both = await StandAsync();
        var (terminal, phone) = both;
        await ScanAsync(phone.Page, await terminal.BeginAsync());
        await phone.Page.Locator("[name=Account]").FillAsync(Demo.Sun);
        await phone.Page.Locator("[name=Password]").FillAsync(Demo.PersonalPassword);
        await phone.Page.Locator("main form button.btn-primary").ClickAsync();
        await phone.Page.Locator("button[value=deny]").ClickAsync();
        await Assertions.Expect(phone.Page.Locator("h1")).ToHaveTextAsync("已拒绝");

        await Assertions.Expect(terminal.Page.Locator("h1")).ToHaveTextAsync("手机上已拒绝", new() { Timeout = 20_000 });
        await LookAsync(terminal.Page, "kiosk-denied");
    }

    private async Task ScanAsync(IPage phone, string code)
    {
        await phone.OpenAsync($"{hall.Idp.Issuer}/device?user_code={code}");
        await Assertions.Expect(phone.Locator(".pair")).ToHaveTextAsync(code);
        await phone.Locator("main form button.btn-primary").ClickAsync();
    }

    private async Task<Pair> StandAsync()
    {
        var (terminal, phone) = (await hall.ProfileAsync(), await hall.ProfileAsync());
        var both = new Pair(new Screenful(terminal, await terminal.NewPageAsync()), new Screenful(phone, await phone.NewPageAsync()));
        await both.Phone.Page.SetViewportSizeAsync(390, 844);
        await both.Terminal.Page.OpenAsync("/kiosk");
        return both;
    }

    /// <summary>A copy of the page that stands still, pictured, measured and asked by axe.</summary>
    private static async Task LookAsync(IPage page, string name)
    {
        var still = await page.Context.NewPageAsync();
        await still.RouteAsync("**/kiosk.js", route => route.AbortAsync());
        await HallGalleryTests.LookAsync(still, name, page.Url);
        await still.CloseAsync();
    }

    private sealed record Screenful(IBrowserContext Profile, IPage Page)
    {
        /// <summary>Touches the screen; the code it then shows.</summary>
        public async Task<string> BeginAsync()
        {
            await Page.Locator("main form button").ClickAsync();
            await Assertions.Expect(Page.Locator("svg.qr")).ToHaveCountAsync(1);
            return await Page.Locator("#user-code").InnerTextAsync();
        }
    }

    private sealed record Pair(Screenful Terminal, Screenful Phone) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Terminal.Profile.CloseAsync();
            await Phone.Profile.CloseAsync();
        }
    }
}
