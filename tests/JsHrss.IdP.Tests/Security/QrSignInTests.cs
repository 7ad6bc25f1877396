using System.Net;
using System.Text.Json;
using JsHrss.Accounts.QrSignIn;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Tests.Security;

/// <summary>扫码登录 at the browser's side, without script: what the page shows, what it asks, and what nobody else gets.</summary>
public sealed class QrSignInTests(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private const string Cookie = "__Host-idp.qr";
    private const string Form = "form[data-qr-form]";

    private readonly IdpHost _host = idp.Host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "QR-02")]
    [Trait("Case", "QR-05")]
    public async Task A_person_signs_in_with_the_phone_and_only_an_explicit_confirmation_completes_it()
    {
        using var browser = new HttpBrowser();
        using var other = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await PhoneKey.OfAsync(_host, Demo.Zhou);
        var page = await OpenAsync(browser, hall);
        Assert.Contains("每分钟自动更新，", page.Text, StringComparison.Ordinal);
        Assert.Equal(QrSvg.Of($"{_host.Issuer}/qr/{CodeOf(page)}").Path, page.Document.QuerySelector(".qr-code path")!.GetAttribute("d"));

        var request = (await phone.ScanAsync(CodeOf(page))).Value;
        var shown = JsonDocument.Parse(request.Ticket.ShownText).RootElement;
        Assert.Equal("网上办事服务大厅", shown.GetProperty("client").GetString());
        Assert.Equal(("person", "127.0.0.*", "江苏人社统一身份认证"), (shown.GetProperty("as").GetString(), shown.GetProperty("address").GetString(), shown.GetProperty("site").GetString()));
        page = await browser.SubmitAsync(page, Form);
        Assert.Contains("手机上还没有确认", page.Text, StringComparison.Ordinal);
        Assert.Contains("已扫码，请在手机上确认", page.Text, StringComparison.Ordinal);
        Assert.Equal(shown.GetProperty("pairing").GetString(), page.Document.QuerySelector(".pair")!.TextContent);

        Assert.Null(await phone.ConfirmAsync(request, "self"));
        var url = page.Url;
        Assert.Null((await other.SubmitAsync((await OpenAsync(other, hall)) with { Url = url }, Form))["code"]); // another browser, the same address
        var back = await browser.SubmitAsync(page, Form);
        var id = (await hall.RedeemAsync(back)).Claims();
        Assert.Equal(("person", "real_person", "urn:jshrss:acr:realperson"), (id.GetProperty("subject_type").GetString(), id.GetProperty("auth_level").GetString(), id.GetProperty("acr").GetString()));
        Assert.Equal(["mca", "swk", "user"], id.GetProperty("amr").EnumerateArray().Select(one => one.GetString()));
        Assert.DoesNotContain(Cookie, browser.Cookies.Keys);
    }

    [Fact]
    [Trait("Case", "QR-12")]
    public async Task The_phone_chooses_the_unit_and_is_live_with_an_enrolled_key()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await PhoneKey.OfAsync(_host, Demo.Wang, isEnrolled: true);
        var page = await OpenAsync(browser, hall, "unit");
        var request = (await phone.ScanAsync(CodeOf(page))).Value;
        Assert.Equal([Demo.U1Number, Demo.U2Number, Demo.U4Number], request.Contexts.Select(one => one.Unit!.UnitNumber.Value));
        Assert.Equal("context_refused", await phone.ConfirmAsync(request, "self"));
        Assert.Null(await phone.ConfirmAsync(request, request.Contexts[1].Context.ToString()));
        // What the browser says now changes nothing: the answer is the phone's.
        var tokens = await hall.RedeemAsync(await browser.SubmitAsync(page, Form, ("context", request.Contexts[0].Context.ToString()), ("UnitCode", Demo.U1)));
        Assert.Equal(Demo.U2Number, tokens.UnitOf());
        Assert.Equal("urn:jshrss:acr:realperson-live", tokens.Claims().GetProperty("acr").GetString());

        using var again = new HttpBrowser();
        page = await OpenAsync(again, hall, "unit", ("unit_hint", Demo.U1Number));
        var narrowed = (await phone.ScanAsync(CodeOf(page))).Value;
        Assert.Equal([Demo.U1Number], narrowed.Contexts.Select(one => one.Unit!.UnitNumber.Value));
        await phone.DenyAsync(narrowed, isMine: true);
    }

    [Fact]
    [Trait("Case", "QR-12")]
    public async Task What_a_confirmation_opens_beyond_the_choice_stands_in_the_text_that_is_signed()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await PhoneKey.OfAsync(_host, Demo.Qian, isEnrolled: true);
        var request = (await phone.ScanAsync(CodeOf(await OpenAsync(browser, hall)))).Value;
        Assert.Contains("本人和所在各单位的业务", JsonDocument.Parse(request.Ticket.ShownText).RootElement.GetProperty("reach").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_enrolled_opens_no_unit()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await PhoneKey.OfAsync(_host, Demo.Li);
        var request = (await phone.ScanAsync(CodeOf(await OpenAsync(browser, hall, "unit")))).Value;
        Assert.All(request.Contexts, one => Assert.Equal("key_not_enrolled", one.Refused));
        Assert.Equal("key_not_enrolled", await phone.ConfirmAsync(request, request.Contexts[0].Context.ToString()));
    }

    [Fact]
    [Trait("Case", "QR-01")]
    [Trait("Case", "QR-05")]
    public async Task Nobody_asks_how_a_code_stands_without_its_cookie()
    {
        using var browser = new HttpBrowser();
        using var stranger = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var code = CodeOf(await OpenAsync(browser, hall));
        var handle = QrBrowserHandle.Read(browser.Cookies[Cookie])!;
        Assert.Equal(code, handle.ScanText);
        foreach (var cookie in new[] { null, "", "x", code, new string('A', 64), handle.Text[..^22] + QrBrowserHandle.Mint(_host.Clock.GetUtcNow()).Text[^22..] })
        {
            stranger.Cookies.Clear();
            if (cookie is not null)
                stranger.Cookies[Cookie] = cookie;
            foreach (var path in new[] { "/sign-in/qr/state", "/sign-in/qr/events" })
            {
                using var answer = await stranger.SendAsync(HttpMethod.Get, _host.Issuer + path + "?ticket=" + code);
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
                Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            }
        }

        Assert.Equal("new", await StateAsync(browser));
    }

    [Fact]
    [Trait("Case", "QR-03")]
    public async Task A_renewed_code_kills_the_former_at_once_and_a_page_loaded_again_shows_the_same()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await PhoneKey.OfAsync(_host, Demo.Wu);
        var page = await OpenAsync(browser, hall);
        var first = CodeOf(page);
        Assert.Equal(first, CodeOf(await browser.GoAsync(page.Url)));
        // An address makes none, whoever leads the browser there; the page's own form does.
        Assert.Equal(first, CodeOf(await browser.GoAsync(page.Url + "&renew=1&handler=Renew")));
        using (var forged = await browser.SendAsync(HttpMethod.Post, page.Url + "&handler=Renew", new FormUrlEncodedContent([])))
            Assert.Equal(HttpStatusCode.SeeOther, forged.StatusCode);
        Assert.Equal(first, CodeOf(await browser.GoAsync(page.Url)));
        var renewed = await browser.SubmitAsync(page, "form[action*='handler=Renew']");
        Assert.DoesNotContain("Renew", renewed.Url, StringComparison.Ordinal);
        Assert.NotEqual(first, CodeOf(renewed));
        Assert.Equal("qr_expired", (await phone.ScanAsync(first)).Code);
        Assert.True((await phone.ScanAsync(CodeOf(renewed))).IsOk);
        using var again = new HttpBrowser();
        Assert.NotEqual(first, CodeOf(await OpenAsync(again, hall)));
    }

    [Fact]
    public async Task A_denied_code_says_so_and_leaves_the_person_a_new_one()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await PhoneKey.OfAsync(_host, Demo.Zheng);
        var page = await OpenAsync(browser, hall);
        Assert.Null(await phone.DenyAsync((await phone.ScanAsync(CodeOf(page))).Value));
        Assert.Equal("denied", await StateAsync(browser));
        page = await browser.SubmitAsync(page, Form);
        Assert.Contains("本次没有登录，您的账号是安全的", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector(Form));
        Assert.NotNull(CodeOf(await browser.GoAsync(page.Url)));
    }

    [Fact]
    [Trait("Case", "QR-05")]
    public async Task What_is_confirmed_for_one_request_completes_no_other()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await PhoneKey.OfAsync(_host, Demo.Sun);
        var page = await OpenAsync(browser, hall);
        await phone.SignInAsync(CodeOf(page), "self");
        var handle = browser.Cookies[Cookie];
        var second = await OpenAsync(browser, hall); // another request, another tab: its own code
        browser.Cookies[Cookie] = handle;
        var posted = await browser.SubmitAsync(second, Form);
        Assert.Null(posted["code"]);
        Assert.Contains("请在另一个窗口扫码", posted.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "QR-08")]
    public async Task Asking_two_hundred_times_costs_the_database_nothing()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await OpenAsync(browser, hall);
        await StateAsync(browser);
        _host.Commands.Take();
        for (var n = 0; n < 200; n++)
            Assert.Equal("new", await StateAsync(browser));
        Assert.Equal((0, 0), _host.Commands.Take());
    }

    [Fact]
    [Trait("Case", "QR-14")]
    public async Task Hostile_parameters_come_back_encoded_or_not_at_all()
    {
        using var browser = new HttpBrowser();
        const string hostile = "\"><script>alert(1)</script>";
        foreach (var path in new[] { "/sign-in/qr?tab=", "/sign-in/qr?renew=", "/sign-in/qr?handler=Panel&tab=", "/sign-in/qr?interaction=", "/qr/" })
        {
            var page = await browser.GoAsync(_host.Issuer + path + Uri.EscapeDataString(hostile));
            Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
            Assert.True((int)page.Status < 500, $"{path}: {page.Status}");
        }

        using var hall = Relying.Hall(_host);
        var hinted = await OpenAsync(browser, hall, "unit", ("unit_hint", hostile));
        Assert.DoesNotContain("<script>alert", hinted.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_opens_a_code_is_told_to_scan_it_and_nothing_else_happens()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var code = CodeOf(await OpenAsync(browser, hall));
        _host.Commands.Take();
        using var other = new HttpBrowser();
        var landed = await other.GoAsync($"{_host.Issuer}/qr/{code}");
        Assert.Contains("请用江苏智慧人社APP扫一扫", landed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(code, landed.Body, StringComparison.Ordinal);
        Assert.Equal((0, 0), _host.Commands.Take());
        Assert.Equal("new", await StateAsync(browser));
    }

    [Fact]
    [Trait("Case", "QR-08")]
    public async Task The_browser_hears_of_each_step_at_once()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await PhoneKey.OfAsync(_host, Demo.Qian);
        var page = await OpenAsync(browser, hall);
        using var http = new HttpClient();
        using var asked = new HttpRequestMessage(HttpMethod.Get, _host.Issuer + "/sign-in/qr/events");
        asked.Headers.Add("Cookie", $"{Cookie}={browser.Cookies[Cookie]}");
        using var answer = await http.SendAsync(asked, HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.ToString());
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Ct));
        Assert.Equal("new", (await NextAsync(lines)).GetProperty("state").GetString());
        var request = (await phone.ScanAsync(CodeOf(page))).Value;
        var scanned = await NextAsync(lines);
        Assert.Equal(("scanned", request.Ticket.PairingText), (scanned.GetProperty("state").GetString(), scanned.GetProperty("pairing").GetString()));
        Assert.InRange(scanned.GetProperty("ends_in").GetInt32(), 50, 60);
        Assert.Null(await phone.ConfirmAsync(request, "self"));
        Assert.Equal("confirmed", (await NextAsync(lines)).GetProperty("state").GetString());
        await browser.SubmitAsync(page, Form);
        Assert.Equal("spent", (await NextAsync(lines)).GetProperty("state").GetString());
        Assert.Equal("", (await lines.ReadToEndAsync(Ct)).Trim());
    }

    [Fact]
    [Trait("Case", "RT-22")]
    public async Task Waiting_keeps_no_session_alive()
    {
        await using var host = await IdpHost.StartAsync();
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(host);
        Assert.NotNull((await browser.AsPersonAsync(hall, Demo.Sun))["code"]);
        await browser.GoAsync(host.Issuer + "/sign-in/qr");
        for (var minute = 0; minute < 31; minute++)
        {
            host.Clock.Add(TimeSpan.FromMinutes(1));
            using var answer = await browser.SendAsync(HttpMethod.Get, host.Issuer + "/sign-in/qr/state");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var panel = await browser.SendAsync(HttpMethod.Get, host.Issuer + "/sign-in/qr?handler=Panel");
            Assert.Equal(HttpStatusCode.OK, panel.StatusCode);
            using var next = await browser.SendAsync(HttpMethod.Post, host.Issuer + "/sign-in/qr?handler=Panel", new FormUrlEncodedContent([]));
            Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        }

        (await browser.GoAsync(hall.AuthorizeUrl())).At("sign-in");
    }

    private static async Task<JsonElement> NextAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(Ct) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return JsonDocument.Parse(line[6..]).RootElement;
        }

        throw new InvalidOperationException("The events ended.");
    }

    private static string CodeOf(Stop page) => page.Document.QuerySelector(".same-device a")?.GetAttribute("href")?.Split('/')[^1] ?? throw new InvalidOperationException($"No code at {page.Url}: {page.Text}");

    private static async Task<Stop> OpenAsync(HttpBrowser browser, Relying client, string tab = "person", params (string Name, string Value)[] more)
    {
        var page = await browser.GoAsync(client.AuthorizeUrl(more));
        return await browser.GoAsync(page.Url.Replace("/sign-in?", "/sign-in/qr?", StringComparison.Ordinal) + $"&tab={tab}");
    }

    private async Task<string?> StateAsync(HttpBrowser browser)
    {
        using var answer = await browser.SendAsync(HttpMethod.Get, _host.Issuer + "/sign-in/qr/state");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("state").GetString();
    }
}
