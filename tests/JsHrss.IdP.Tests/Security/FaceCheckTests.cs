using System.Net;
using System.Text.Json;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Security;

/// <summary>实人认证 by Alipay at the wire: what a browser, a gateway or a second person may try (domain §2.4, §7M).</summary>
public sealed class FaceCheckTests(IdpWithSandbox idp) : IClassFixture<IdpWithSandbox>
{
    private const string Form = "form[action*='/face']";

    private static int people;

    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Case", "AS-13")]
    public async Task A_pass_raises_the_level_and_when_its_time_is_over_tokens_say_so_and_what_was_given_at_it_ends()
    {
        var mobile = await PersonAsync(AssuranceLevel.RealName);
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid profile offline_access");
        var before = await hall.RedeemAsync(await browser.AsPersonAsync(hall, mobile));
        Assert.Equal(("real_name", "urn:jshrss:acr:realname"), LevelOf(before));

        var check = await BeginAsync(browser);
        await idp.Sandbox.AnswerAsync(LinkOf(check), "Passed");
        (await ContinueAsync(browser, check)).At("account");
        var raised = await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl()));
        Assert.Equal(("real_person", "urn:jshrss:acr:realperson-live"), LevelOf(raised));
        Assert.Equal(["face", "mfa", "pwd"], raised.Claims().GetProperty("amr").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal("urn:jshrss:acr:realperson-live", (await hall.IntrospectAsync(raised["access_token"]!))["acr"]);

        var almost = TimeSpan.FromDays(365) - TimeSpan.FromMinutes(2);
        _host.Clock.Add(almost);
        try
        {
            // No token outlives what its level rests on.
            using var last = new HttpBrowser();
            var brief = await hall.RedeemAsync(await last.AsPersonAsync(hall, mobile));
            Assert.Equal(("real_person", "urn:jshrss:acr:realperson"), LevelOf(brief));
            Assert.InRange(brief.Json.GetProperty("expires_in").GetInt32(), 1, 120);
        }
        finally
        {
            _host.Clock.Add(-almost);
        }

        _host.Clock.Add(TimeSpan.FromDays(365));
        try
        {
            var refreshed = await hall.RefreshAsync(raised["refresh_token"]!);
            Assert.Equal("invalid_grant", refreshed["error"]);
            using var later = new HttpBrowser();
            Assert.Equal(("real_name", "urn:jshrss:acr:realname"), LevelOf(await hall.RedeemAsync(await later.AsPersonAsync(hall, mobile))));
            Assert.Contains("实人认证已于", (await later.GoAsync($"{_host.Issuer}/account")).Text, StringComparison.Ordinal);
        }
        finally
        {
            _host.Clock.Add(TimeSpan.FromDays(-365));
        }
    }

    [Fact]
    [Trait("Case", "QR-15")]
    public async Task An_attempt_is_its_own_sessions_alone_and_is_taken_up_once()
    {
        var mobile = await PersonAsync(AssuranceLevel.RealName);
        using var browser = await SignedInAsync(mobile);
        var check = await BeginAsync(browser);
        await idp.Sandbox.AnswerAsync(LinkOf(check), "Passed");
        _host.Clock.Add(TimeSpan.FromSeconds(3));

        // The same person in another browser, and another person.
        foreach (var account in new[] { mobile, await PersonAsync(AssuranceLevel.RealPerson) })
        {
            using var other = await SignedInAsync(account);
            (await other.GoAsync(check.Url)).At("face");
            using var state = await other.SendAsync(HttpMethod.Get, check.Url + "?handler=State");
            Assert.Equal(HttpStatusCode.Forbidden, state.StatusCode);
            // A form that is rightly theirs, sent to the other's address.
            var own = await BeginAsync(other);
            (await other.SubmitAsync(Readdressed(own, check.Url), "[data-face-form]")).At("face");
            Assert.Equal("open", (await StateAsync(other, own.Url)).GetProperty("state").GetString());
        }

        using var nobody = new HttpBrowser();
        (await nobody.GoAsync(check.Url)).At("sign-in");

        Assert.Equal(0, await _host.Database.CountAsync("select count(*) from session_proof p join session s on s.id = p.session join face_check f on f.person = s.person where p.method = 10 and f.id = @id", ("@id", FaceCheckId.Read(new Uri(check.Url).Segments[^1])!.Value.Value)));
        Assert.Equal("passed", (await StateAsync(browser, check.Url)).GetProperty("state").GetString());
        _host.Clock.Add(TimeSpan.FromSeconds(3));
        var cookie = browser.Cookies["__Host-idp.session"];
        (await ContinueAsync(browser, check)).At("account");
        Assert.NotEqual(cookie, browser.Cookies["__Host-idp.session"]);
        (await browser.GoAsync(check.Url)).At("account"); // consumed: it leads on and proves nothing anew
        Assert.Equal(1, await _host.Database.CountAsync("select count(*) from session_proof p join session s on s.id = p.session join face_check f on f.person = s.person where p.method = 10 and f.id = @id", ("@id", FaceCheckId.Read(new Uri(check.Url).Segments[^1])!.Value.Value)));
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task A_failed_an_expired_and_a_late_check_raise_nobody()
    {
        var mobile = await PersonAsync(AssuranceLevel.RealName);
        using var browser = await SignedInAsync(mobile);
        var failed = await BeginAsync(browser);
        await idp.Sandbox.AnswerAsync(LinkOf(failed), "Failed");
        Assert.Contains("这次没有通过", (await ContinueAsync(browser, failed)).Text, StringComparison.Ordinal);

        var ranOut = await BeginAsync(browser);
        await idp.Sandbox.AnswerAsync(LinkOf(ranOut), "Expired");
        Assert.Contains("操作超时（10分钟），请重新认证", (await ContinueAsync(browser, ranOut)).Text, StringComparison.Ordinal);

        var late = await BeginAsync(browser);
        await idp.Sandbox.AnswerAsync(LinkOf(late), "Passed");
        _host.Clock.Add(FaceCheck.Window);
        try
        {
            Assert.Contains("操作超时（10分钟），请重新认证", (await browser.SubmitAsync(late, "[data-face-form]")).Text, StringComparison.Ordinal);
        }
        finally
        {
            _host.Clock.Add(-FaceCheck.Window);
        }

        Assert.Equal(0, await _host.Database.CountAsync("select count(*) from level_evidence where transaction_id is not null and person = (select person from face_check where id = (select max(id) from face_check))"));
    }

    [Theory]
    [Trait("Case", "FT-14")]
    [Trait("Case", "AS-11")]
    [InlineData("WrongSignature")]
    [InlineData("Down")]
    public async Task A_gateway_that_lies_or_is_silent_costs_this_way_and_no_other(string mood)
    {
        var mobile = await PersonAsync(AssuranceLevel.RealName);
        using var browser = await SignedInAsync(mobile);
        var check = await BeginAsync(browser);
        await idp.Sandbox.AnswerAsync(LinkOf(check), "Passed");
        await idp.MoodAsync(mood);
        try
        {
            // It passed, but nobody credible says so.
            _host.Clock.Add(TimeSpan.FromSeconds(3));
            var waiting = await browser.GoAsync(check.Url);
            Assert.Contains("支付宝暂时没有回应", waiting.Document.QuerySelector("[data-silent]:not([hidden])")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(waiting.Document.QuerySelector(".aside a[href*='/face/counter']"));
            (await ContinueAsync(browser, check)).At(new Uri(check.Url).AbsolutePath[1..]);
            var begun = await browser.SubmitAsync(await browser.GoAsync($"{_host.Issuer}/face"), Form, ("Agree", "yes"), ("Channel", "alipay"));
            Assert.Contains("这个渠道暂时没有回应", begun.At("face").Text, StringComparison.Ordinal);
        }
        finally
        {
            await idp.MoodAsync("Normal");
        }
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task A_replayed_answer_begins_nothing()
    {
        using var first = await SignedInAsync(await PersonAsync(AssuranceLevel.RealName));
        var check = await BeginAsync(first);
        await idp.Sandbox.AnswerAsync(LinkOf(check), "Passed");
        await idp.MoodAsync("Replay");
        try
        {
            using var second = await SignedInAsync(await PersonAsync(AssuranceLevel.RealName));
            var refused = await second.SubmitAsync(await second.GoAsync($"{_host.Issuer}/face"), Form, ("Agree", "yes"), ("Channel", "alipay"));
            Assert.Contains("这个渠道暂时没有回应", refused.At("face").Text, StringComparison.Ordinal);
        }
        finally
        {
            await idp.MoodAsync("Normal");
        }
    }

    [Fact]
    public async Task Without_the_tick_nothing_begins_and_each_attempt_asks_for_it_anew()
    {
        using var browser = await SignedInAsync(await PersonAsync(AssuranceLevel.RealName));
        var page = await browser.GoAsync($"{_host.Issuer}/face");
        Assert.False(page.Document.QuerySelector("#Agree")!.HasAttribute("checked"));
        var refused = await browser.SubmitAsync(page, Form, ("Channel", "alipay"));
        Assert.Contains("请先阅读告知同意书并勾选同意", refused.At("face").Text, StringComparison.Ordinal);
        (await browser.SubmitAsync(page, Form, ("Channel", "wechat"), ("Agree", "yes"))).At("face");
        await BeginAsync(browser);
        Assert.False((await browser.GoAsync($"{_host.Issuer}/face")).Document.QuerySelector("#Agree")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task The_box_stands_for_the_text_that_was_shown_and_one_that_has_changed_is_shown_anew()
    {
        using var browser = await SignedInAsync(await PersonAsync(AssuranceLevel.RealName));
        var page = await browser.GoAsync($"{_host.Issuer}/face");
        foreach (var former in new[] { "0." + FaceNotice.MarkOf(FaceNotice.Chinese).Split('.')[1], FaceNotice.MarkOf(new NoticeText(FaceNotice.Chinese.Title, "以前的话", FaceNotice.Chinese.Parts)), "" })
        {
            var refused = (await browser.SubmitAsync(page, Form, ("Notice", former), ("Agree", "yes"), ("Channel", "alipay"))).At("face");
            Assert.Contains("告知同意书刚刚更新", refused.Text, StringComparison.Ordinal);
            Assert.True(refused.Document.QuerySelector("details.notice")!.HasAttribute("open"));
            Assert.Equal(FaceNotice.MarkOf(FaceNotice.Chinese), refused.Document.QuerySelector("input[name=Notice]")!.GetAttribute("value"));
        }

        var english = await browser.SubmitAsync(page, Form, ("Notice", FaceNotice.MarkOf(FaceNotice.English)), ("Agree", "yes"), ("Channel", "alipay"));
        Assert.StartsWith("/face/f_", new Uri(english.Url).AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(1, await _host.Database.CountAsync("select count(*) from agreement where id = (select max(id) from agreement) and digest = @digest", ("@digest", FaceNotice.English.Digest.ToArray())));
    }

    [Fact]
    [Trait("Case", "AS-10")]
    public async Task A_registered_person_a_child_and_a_passport_are_led_elsewhere()
    {
        using var registered = await SignedInAsync(Demo.Qian);
        var page = await registered.GoAsync($"{_host.Issuer}/face");
        Assert.Contains("请先完成实名", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("button[name=Channel]"));

        using var child = await SignedInAsync(await PersonAsync(AssuranceLevel.RealName, born: "20150101"));
        Assert.Contains("未满十四周岁", (await child.GoAsync($"{_host.Issuer}/face")).Text, StringComparison.Ordinal);

        var passport = IdentityDocument.Read(IdDocumentType.ForeignPassport, "X00000001", new DateOnly(2026, 1, 1), "USA").Value;
        using var foreigner = await SignedInAsync(await PersonAsync(AssuranceLevel.RealName, document: passport));
        var counter = (await foreigner.GoAsync($"{_host.Issuer}/face")).At("face/counter");
        Assert.Contains("线上渠道暂时不能核对“外国人护照”", counter.Text, StringComparison.Ordinal);
        var slip = await foreigner.SubmitAsync(counter, Form);
        var number = slip.Document.QuerySelector(".slip .big")!.TextContent;
        Assert.Matches("^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$", number);
        // Asked again, it is the same slip.
        Assert.Equal(number, (await foreigner.GoAsync($"{_host.Issuer}/face/counter")).Document.QuerySelector(".slip .big")!.TextContent);
        Assert.Equal(1, await _host.Database.CountAsync("select count(*) from counter_slip where number = @number", ("@number", number.Replace("-", "", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_units_password_alone_changes_nothing_of_the_persons_own()
    {
        using var browser = new HttpBrowser();
        using var desk = Relying.UnitDesk(_host);
        await browser.AsMemberAsync(desk, Demo.U1, Demo.Wang);
        (await browser.GoAsync($"{_host.Issuer}/face")).At("sign-in");
        (await browser.GoAsync($"{_host.Issuer}/face/counter")).At("sign-in");
        (await browser.GoAsync($"{_host.Issuer}/account")).At("sign-in");

        // A waiting request asks for a face here; the way to the counter is told, without a slip that names the person.
        var page = (await browser.GoAsync(desk.AuthorizeUrl(("claims", """{"id_token":{"acr":{"essential":true,"value":"urn:jshrss:acr:realperson-live"}}}""")))).At("step-up");
        var face = await browser.GoAsync(_host.Issuer + page.Document.QuerySelector("a[href*='/face?']")!.GetAttribute("href"));
        var counter = await browser.GoAsync(_host.Issuer + face.At("face").Document.QuerySelector("a[href*='/face/counter']")!.GetAttribute("href"));
        Assert.Contains("以本人身份登录后才能生成", counter.At("face/counter").Text, StringComparison.Ordinal);
        Assert.Null(counter.Document.QuerySelector("main form, .slip"));
        (await browser.GoAsync(_host.Issuer + counter.Document.QuerySelector("main .actions a")!.GetAttribute("href"))).At("step-up");
    }

    private static (string? Level, string? Acr) LevelOf(Answer tokens) => (tokens.Claims().GetProperty("auth_level").GetString(), tokens.Claims().GetProperty("acr").GetString());

    [Fact]
    [Trait("Case", "AS-01")]
    public async Task A_step_up_leads_a_real_name_person_through_the_check_and_back_to_the_client()
    {
        var mobile = await PersonAsync(AssuranceLevel.RealName);
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var page = (await browser.AsPersonAsync(hall, mobile, more: ("claims", """{"id_token":{"acr":{"essential":true,"value":"urn:jshrss:acr:realperson"}}}"""))).At("step-up");
        Assert.Null(page.Document.QuerySelector("a[href*='sign-in/qr']")); // no phone is enrolled
        var wanted = await browser.GoAsync(_host.Issuer + page.Document.QuerySelector("a[href*='/face?']")!.GetAttribute("href"));
        var check = await browser.SubmitAsync(wanted, Form, ("Agree", "yes"), ("Channel", "alipay"));
        await idp.Sandbox.AnswerAsync(LinkOf(check), "Passed");
        var tokens = await hall.RedeemAsync(await ContinueAsync(browser, check));
        // The value asked for is stated, and what was reached everywhere else (ADR 0005).
        Assert.Equal(("real_person", "urn:jshrss:acr:realperson"), LevelOf(tokens));
        Assert.Equal("urn:jshrss:acr:realperson-live", (await hall.IntrospectAsync(tokens["access_token"]!))["acr"]);
    }

    private static Stop Readdressed(Stop page, string url)
    {
        page.Document.QuerySelector("[data-face-form]")!.SetAttribute("action", url);
        return page;
    }

    private static async Task<JsonElement> StateAsync(HttpBrowser browser, string url)
    {
        using var answer = await browser.SendAsync(HttpMethod.Get, url + "?handler=State");
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string LinkOf(Stop check) => check.Document.QuerySelector(".same-device a")!.GetAttribute("href")!;

    private async Task<HttpBrowser> SignedInAsync(string account)
    {
        var browser = new HttpBrowser();
        var page = await browser.GoAsync($"{_host.Issuer}/sign-in");
        (await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", account), ("Password", Demo.PersonalPassword))).At("");
        return browser;
    }

    private async Task<Stop> BeginAsync(HttpBrowser browser)
    {
        var check = await browser.SubmitAsync(await browser.GoAsync($"{_host.Issuer}/face"), Form, ("Agree", "yes"), ("Channel", "alipay"));
        Assert.StartsWith("/face/f_", new Uri(check.Url).AbsolutePath, StringComparison.Ordinal);
        return check;
    }

    /// <summary>Presses the page's own button, when it is the channel's turn again.</summary>
    private async Task<Stop> ContinueAsync(HttpBrowser browser, Stop check)
    {
        _host.Clock.Add(TimeSpan.FromSeconds(3));
        return await browser.SubmitAsync(check, "[data-face-form]");
    }

    private async Task<string> PersonAsync(AssuranceLevel level, string born = "19760505", IdentityDocument? document = null)
    {
        var n = Interlocked.Increment(ref people);
        var mobile = $"139{n:00000000}";
        var body = $"320100{born}{n:000}";
        var person = _host.NewPerson("试示脸", body + CheckOf(body), mobile, level);
        if (document is not null)
            person = person with { Document = document };
        await _host.PlantAsync(new SeedPlan { Persons = [person], Credentials = [_host.NewPassword(person.Id, null, Demo.PersonalPassword)] });
        return mobile;
    }

    private static char CheckOf(string body)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return "10X98765432"[body.Select((digit, i) => (digit - '0') * weights[i]).Sum() % 11];
    }
}
