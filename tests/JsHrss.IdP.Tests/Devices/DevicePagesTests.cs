using System.Net;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Devices;

/// <summary>Signing in on a self-service terminal, over HTTP and without script: what the pages ask, and what they never do.</summary>
public sealed class DevicePagesTests(SharedIdp idp)
{
    private const string EntryForm = "form[action='/device']";
    private const string ApprovalForm = "form[action*='device/approve']";

    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Spec", "RFC 8628 §3.3.1")]
    [Trait("Case", "QR-11")]
    public async Task A_scanned_code_is_compared_signed_in_for_and_approved_and_no_get_approves_it()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var phone = new HttpBrowser();

        var page = await phone.GoAsync(terminal.Scanned);
        Assert.Equal(terminal.UserCode, page.Document.QuerySelector(".pair")?.TextContent);
        page = (await phone.SubmitAsync(page, EntryForm)).At("sign-in");
        page = (await phone.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword))).At("device/approve");
        Assert.Contains(terminal.UserCode, page.Text, StringComparison.Ordinal);
        Assert.Contains("人社自助服务终端", page.Text, StringComparison.Ordinal);
        Assert.Contains("本人 孙*", page.Text, StringComparison.Ordinal);
        Assert.Contains("本机（开发环境）", page.Text, StringComparison.Ordinal);
        page = (await phone.GoAsync(page.Url)).At("device/approve");
        (await phone.GoAsync(page.Url + "&decision=allow")).At("device/approve");
        (await phone.GoAsync(terminal.Scanned)).At("device");
        Assert.Contains((await terminal.PollAsync())["error"], (string?[])["authorization_pending", "slow_down"]);

        (await phone.SubmitAsync(page, ApprovalForm, ("decision", "allow"))).At("device/approved");

        var tokens = await terminal.DecidedAsync();
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Null(tokens.UnitOf());
        Assert.Equal("invalid_grant", (await terminal.PollAsync())["error"]);
    }

    [Fact]
    public async Task Signed_in_for_a_unit_the_terminal_acts_for_that_unit_and_the_page_says_so()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var phone = new HttpBrowser();
        var page = (await phone.SubmitAsync(await phone.GoAsync(terminal.Page), EntryForm, ("Code", terminal.UserCode.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)))).At("sign-in");
        page = await phone.GoAsync(page.Url + "&tab=unit");
        page = (await phone.SubmitAsync(page, SigningIn.PersonForm, ("UnitCode", Demo.U1), ("Account", Demo.Li), ("Password", Demo.UnitPassword))).At("device/approve");
        Assert.Contains($"{Demo.U1Name}（管理员）", page.Text, StringComparison.Ordinal);

        await phone.SubmitAsync(page, ApprovalForm, ("decision", "allow"));

        Assert.Equal(Demo.U1Number, (await terminal.DecidedAsync()).UnitOf());
    }

    [Fact]
    public async Task With_several_contexts_the_person_chooses_and_may_choose_again()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var phone = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await hall.RedeemAsync(await phone.AsPersonAsync(hall, Demo.Li));
        await hall.RedeemAsync(await phone.JoinUnitAsync(hall, Demo.U1Number, Demo.Li));

        var chooser = (await phone.SubmitAsync(await phone.GoAsync(terminal.Scanned), EntryForm)).At("choose");
        var page = (await phone.ChooseAsync(chooser, "本人")).At("device/approve");
        chooser = (await phone.GoAsync(new Uri(new Uri(page.Url), page.Document.QuerySelector("dd.act a")!.GetAttribute("href")!).ToString())).At("choose");
        page = (await phone.ChooseAsync(chooser, Demo.U1Name)).At("device/approve");
        await phone.SubmitAsync(page, ApprovalForm, ("decision", "allow"));

        Assert.Equal(Demo.U1Number, (await terminal.DecidedAsync()).UnitOf());
    }

    [Fact]
    public async Task Refusing_is_told_to_the_terminal_and_ends_its_code()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var phone = new HttpBrowser();
        var page = await SignInAsync(phone, terminal);

        (await phone.SubmitAsync(page, ApprovalForm, ("decision", "deny"))).At("device/denied");

        Assert.Equal("access_denied", (await terminal.DecidedAsync())["error"]);
        page = await phone.SubmitAsync(await phone.GoAsync(terminal.Page), EntryForm, ("Code", terminal.UserCode));
        Assert.Contains("没有找到这个代码", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "QR-06")]
    [Trait("Case", "RT-16")]
    [Trait("Case", "RT-20")]
    public async Task A_form_that_is_not_ours_or_was_shown_to_somebody_else_decides_nothing()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var phone = new HttpBrowser();
        var page = await SignInAsync(phone, terminal);

        var forged = (await phone.SubmitAsync(page, ApprovalForm, ("decision", "allow"), ("__RequestVerificationToken", "forged"))).At("device/approve");
        Assert.Contains("请重新核对", forged.Text, StringComparison.Ordinal);
        (await phone.SubmitAsync(page, ApprovalForm, ("decision", "allow"), ("Of", "somebody"))).At("device/approve");
        (await phone.SubmitAsync(page, ApprovalForm, ("decision", "perhaps"))).At("device/approve");
        using var other = new HttpBrowser();
        Assert.Equal(HttpStatusCode.BadRequest, (await other.GoAsync(page.Url)).Status);

        Assert.Contains((await terminal.PollAsync())["error"], (string?[])["authorization_pending", "slow_down"]);
    }

    [Fact]
    [Trait("Case", "QR-07")]
    [Trait("Spec", "RFC 8628 §5.1")]
    public async Task Wrong_codes_get_one_answer_and_after_five_the_browser_has_to_wait()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var browser = new HttpBrowser();
        var page = await browser.GoAsync(terminal.Page);
        page = await browser.SubmitAsync(page, EntryForm, ("Code", "bad"));
        var said = page.Document.QuerySelector("#Code-e")?.TextContent;
        for (var i = 0; i < 5; i++)
        {
            page = await browser.SubmitAsync(page, EntryForm, ("Code", "BBBB-BBBB"));
            Assert.Equal((HttpStatusCode.OK, said), (page.Status, page.Document.QuerySelector("#Code-e")?.TextContent));
        }

        page = await browser.SubmitAsync(page, EntryForm, ("Code", terminal.UserCode));
        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.Contains("分钟后再试", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("javascript:alert(1)")]
    [InlineData("BBBB-BBB1")]
    [Trait("Case", "QR-14")]
    public async Task What_cannot_be_a_code_is_not_shown(string code)
    {
        using var browser = new HttpBrowser();
        var page = await browser.GoAsync($"{_host.Issuer}/device?user_code={Uri.EscapeDataString(code)}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain(code, page.Body, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("#Code"));
    }

    [Fact]
    public async Task A_sign_out_on_the_phone_ends_what_the_terminal_got()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var phone = new HttpBrowser();
        await phone.SubmitAsync(await SignInAsync(phone, terminal), ApprovalForm, ("decision", "allow"));
        var tokens = await terminal.DecidedAsync();
        var page = await phone.GoAsync(_host.Issuer + "/sign-out");
        await phone.SubmitAsync(page, "form[action*='sign-out']", ("Reach", "browser"));

        using var hall = Relying.Hall(_host);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status);
    }

    private static async Task<Stop> SignInAsync(HttpBrowser phone, Terminal terminal)
    {
        var page = (await phone.SubmitAsync(await phone.GoAsync(terminal.Scanned), EntryForm)).At("sign-in");
        return (await phone.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword))).At("device/approve");
    }
}
