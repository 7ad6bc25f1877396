using System.Net;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Security;

/// <summary>Passkeys over HTTP with an authenticator that can be made to lie. 王示办 (13000000003) is a real person with two units.</summary>
public sealed class PasskeyTests : IAsyncLifetime
{
    private const string Wang = "13000000003";
    private const string Live = "urn:jshrss:acr:realperson-live";

    private IdpHost _host = null!;
    private HttpBrowser _browser = null!;
    private SoftAuthenticator _key = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await IdpHost.StartAsync();
        _browser = new HttpBrowser();
        _key = new SoftAuthenticator(_host.Issuer);
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        _browser.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    [Trait("Spec", "RFC 8176 §2")]
    public async Task A_passkey_of_a_real_person_opens_self_and_units_and_says_so_in_the_tokens()
    {
        await EnrolAsync(Wang, isBound: true);
        using var other = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var chooser = await other.UsePasskeyAsync(await other.GoAsync(hall.AuthorizeUrl()), _key);
        chooser.At("choose");
        var tokens = await hall.RedeemAsync(await other.ChooseAsync(chooser, "示例科技有限公司"));
        var claims = tokens.Claims();
        Assert.Equal(Live, claims.GetProperty("acr").GetString());
        Assert.Equal(["swk", "user"], claims.GetProperty("amr").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal("13150819", tokens.UnitOf());
        Assert.Equal(1, await FactsAsync("code = 'sign_in' and outcome = 'ok' and reason is null and client = 'hall'"));
    }

    [Fact]
    [Trait("Case", "AS-08")]
    public async Task A_passkey_that_a_password_added_opens_self_alone_until_it_is_bound_beside_a_phone()
    {
        await EnrolAsync(Wang);
        using var other = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var claims = (await hall.RedeemAsync(await other.UsePasskeyAsync(await other.GoAsync(hall.AuthorizeUrl(("unit_hint", "self"))), _key))).Claims();
        Assert.Equal("urn:jshrss:acr:realperson", claims.GetProperty("acr").GetString());
        (await other.GoAsync(hall.AuthorizeUrl(("unit_hint", "13150819")))).At("sign-in");
        (await other.GoAsync(hall.AuthorizeUrl(("unit_hint", "self"), ("claims", Essential(Live))))).Refused("unmet_authentication_requirements");
        // Nor does it bind itself, although it may change factors.
        var page = await other.GoAsync(_host.Issuer + "/account/passkeys");
        Assert.Contains("仅限个人登录", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("form[action*=Bind]"));

        using var beside = new HttpBrowser();
        page = await beside.ToPasskeysByPhoneAsync(_host, Wang);
        page = await beside.SubmitAsync(page, "form[action*=Bind]");
        Assert.True(page["done"] == "bound", page.Text);
        Assert.Contains("已绑定本人", page.Text, StringComparison.Ordinal);
        claims = (await hall.RedeemAsync(await other.UsePasskeyAsync(await other.GoAsync(hall.AuthorizeUrl(("unit_hint", "13150819"))), _key))).Claims();
        Assert.Equal((Live, "13150819"), (claims.GetProperty("acr").GetString(), claims.UnitOf()));
    }

    [Fact]
    public async Task Presence_decays_within_the_session_and_sooner_with_max_age()
    {
        await EnrolAsync(Wang, isBound: true);
        using var hall = Relying.Hall(_host);
        (string, string)[] self = [("unit_hint", "self")];
        async Task<string?> AcrAsync(params (string, string)[] more) => (await hall.RedeemAsync(await _browser.GoAsync(hall.AuthorizeUrl([.. self, .. more])))).Claims().GetProperty("acr").GetString();
        Assert.Equal(Live, await AcrAsync());
        _host.Clock.Add(TimeSpan.FromMinutes(10));
        // A fresh password in the same session renews nothing of it.
        var page = await _browser.GoAsync(_host.Issuer + "/sign-in");
        await _browser.SubmitAsync(page, "form[data-once]", ("Account", Wang), ("Password", "Demo-2026!"));
        Assert.Equal(Live, await AcrAsync(("max_age", "660")));
        Assert.Equal("urn:jshrss:acr:realperson", await AcrAsync(("max_age", "300")));
        _host.Clock.Add(TimeSpan.FromMinutes(21));
        Assert.Equal("urn:jshrss:acr:realperson", await AcrAsync());
        (await _browser.GoAsync(hall.AuthorizeUrl(("unit_hint", "self"), ("claims", Essential(Live))))).At("step-up");
    }

    [Fact]
    [Trait("Case", "UN-01")]
    public async Task A_units_password_neither_shows_nor_changes_the_persons_own_keys()
    {
        using var member = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        Assert.NotNull((await member.AsMemberAsync(hall, "13150819", Wang))["code"]);
        Assert.Contains("单位密码不行", (await member.GoAsync(_host.Issuer + "/account/passkeys")).At("sign-in").Text, StringComparison.Ordinal);
        await EnrolAsync(Wang);
        var id = (await _browser.GoAsync(_host.Issuer + "/account/passkeys")).Document.QuerySelector("a[href*='rename=']")!.GetAttribute("href")!.Split('=')[^1];
        using var renamed = await member.SendAsync(HttpMethod.Post, _host.Issuer + "/account/passkeys?handler=Rename", new FormUrlEncodedContent([new("Id", id), new("Name", "别人的")]));
        Assert.Contains("/sign-in", renamed.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await FactsAsync("code = 'passkey.renamed'"));
    }

    [Fact]
    [Trait("Case", "AS-06")]
    [Trait("Case", "RT-08")]
    public async Task A_lost_phone_is_ended_beside_another_key_and_signs_nobody_in_any_more()
    {
        using var phone = await PhoneKey.OfAsync(_host, Wang, isEnrolled: true);
        var page = await _browser.ToPasskeysAsync(_host, Wang);
        Assert.Contains("手机 1", page.Text, StringComparison.Ordinal);
        Assert.Contains("用已启用的手机扫码验证一次", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector(Passkeying.Form));
        var end = _host.Issuer + page.Document.QuerySelector("a[href*='end=']")!.GetAttribute("href");
        Assert.Null((await _browser.GoAsync(end)).Document.QuerySelector("form[action*=End]"));

        using var other = new HttpBrowser();
        var code = await other.GoAsync(_host.Issuer + "/sign-in/qr");
        await phone.SignInAsync(Passkeying.CodeOf(code), "self");
        (await other.SubmitAsync(code, "form[data-qr-form]")).At("");

        await _browser.ToPasskeysByPhoneAsync(_host, Wang, phone);
        var done = await _browser.SubmitAsync(await _browser.GoAsync(end), "form[action*=End]");
        Assert.Contains("已停用", done.Text, StringComparison.Ordinal);
        Assert.Contains("还没有启用的手机", done.Text, StringComparison.Ordinal);
        (await other.GoAsync(_host.Issuer + "/")).At("sign-in");
        // By the password it began with, this session goes on.
        (await _browser.GoAsync(_host.Issuer + "/")).At("");
        Assert.Equal(1, await FactsAsync("code = 'app_key.ended'"));
    }

    [Fact]
    public async Task A_registered_persons_passkey_opens_self_alone_and_no_higher_acr()
    {
        await EnrolAsync("13000000005");
        using var other = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await other.UsePasskeyAsync(await other.GoAsync(hall.AuthorizeUrl()), _key));
        Assert.Equal("urn:jshrss:acr:registered", tokens.Claims().GetProperty("acr").GetString());
        Assert.Null(tokens.UnitOf());
    }

    [Fact]
    [Trait("Case", "AS-01")]
    public async Task A_request_for_a_live_proof_is_stepped_up_by_that_persons_passkey()
    {
        await EnrolAsync(Wang, isBound: true);
        using var fresh = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await fresh.AsPersonAsync(hall, Wang);

        var asked = await fresh.GoAsync(hall.AuthorizeUrl(("claims", Essential(Live))));
        asked.At("step-up");
        Assert.Contains("需要您本人当场验证", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("用手机扫码验证", asked.Text, StringComparison.Ordinal); // the person has none
        var question = await fresh.AskAsync(asked);
        Assert.Equal(1, question.Options.GetProperty("allowCredentials").GetArrayLength());
        var tokens = await hall.RedeemAsync(await fresh.UsePasskeyAsync(asked, _key));
        Assert.Equal(Live, tokens.Claims().GetProperty("acr").GetString());
        Assert.Equal(["mfa", "pwd", "swk", "user"], tokens.Claims().GetProperty("amr").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    [Trait("Case", "AS-03")]
    public async Task A_request_for_a_fresh_proof_asks_for_that_persons_passkey_and_auth_time_is_that_moment()
    {
        await EnrolAsync(Wang);
        using var hall = Relying.Hall(_host);
        await _browser.GoAsync(hall.AuthorizeUrl());
        _host.Clock.Add(TimeSpan.FromMinutes(20));
        var asked = await _browser.GoAsync(hall.AuthorizeUrl(("max_age", "60"), ("unit_hint", "self")));
        asked.At("sign-in");
        var tokens = await hall.RedeemAsync(await _browser.UsePasskeyAsync(asked, _key));
        Assert.InRange(tokens.Claims().GetProperty("auth_time").GetInt64(), _host.Clock.GetUtcNow().AddSeconds(-30).ToUnixTimeSeconds(), _host.Clock.GetUtcNow().ToUnixTimeSeconds());
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task Another_persons_passkey_does_not_step_up()
    {
        await EnrolAsync(Wang, isBound: true);
        using var thief = new HttpBrowser();
        using var theirs = new SoftAuthenticator(_host.Issuer);
        await thief.ToPasskeysAsync(_host, "13000000002");
        await thief.EnrolAsync(_host, theirs);
        using var hall = Relying.Hall(_host);
        using var other = new HttpBrowser();
        await other.AsPersonAsync(hall, Wang);
        var asked = await other.GoAsync(hall.AuthorizeUrl(("claims", Essential(Live)), ("unit_hint", "self")));
        Refused(await other.UsePasskeyAsync(asked, theirs), "step-up");
        // Nor with a question that was asked of nobody in particular.
        using var nobody = new HttpBrowser();
        var open = await nobody.AskAsync(_host.Issuer + "/sign-in/passkey");
        Assert.Equal(0, open.Options.TryGetProperty("allowCredentials", out var allowed) ? allowed.GetArrayLength() : 0);
        Refused(await other.SubmitAsync(asked, Passkeying.Form, ("Ticket", open.Ticket), ("Credential", theirs.Answer(open.Options))), "step-up");
    }

    [Fact]
    [Trait("Spec", "WebAuthn §13.4.3")]
    public async Task An_answer_is_good_once()
    {
        await EnrolAsync(Wang);
        using var one = new HttpBrowser();
        var page = await one.GoAsync(_host.Issuer + "/sign-in");
        var question = await one.AskAsync(page);
        var answer = _key.Answer(question.Options);
        (await one.SubmitAsync(page, Passkeying.Form, ("Ticket", question.Ticket), ("Credential", answer))).At("");
        one.Cookies.Remove("__Host-idp.session");
        Refused(await one.SubmitAsync(page, Passkeying.Form, ("Ticket", question.Ticket), ("Credential", answer)));
        Assert.DoesNotContain("__Host-idp.session", one.Cookies.Keys);
        Assert.Equal(1, await FactsAsync("code = 'sign_in' and reason = 'passkey_challenge_spent'"));
    }

    [Fact]
    public async Task A_challenge_is_over_after_five_minutes_and_worth_nothing_in_another_browser()
    {
        await EnrolAsync(Wang);
        using var one = new HttpBrowser();
        using var two = new HttpBrowser();
        var page = await one.GoAsync(_host.Issuer + "/sign-in");
        var question = await one.AskAsync(page);
        var elsewhere = await two.GoAsync(_host.Issuer + "/sign-in");
        await two.AskAsync(elsewhere);
        Refused(await two.SubmitAsync(elsewhere, Passkeying.Form, ("Ticket", question.Ticket), ("Credential", _key.Answer(question.Options))));
        _host.Clock.Add(TimeSpan.FromMinutes(5));
        Refused(await one.SubmitAsync(page, Passkeying.Form, ("Ticket", question.Ticket), ("Credential", _key.Answer(question.Options))));
    }

    [Fact]
    [Trait("Spec", "WebAuthn §7.2")]
    public async Task An_answer_that_lies_signs_nobody_in()
    {
        await EnrolAsync(Wang);
        var (origin, handle) = (_key.Origin, _key.UserHandle);
        var refused = 0;
        foreach (var (lie, tell) in new (string, Action)[]
        {
            ("other origin", () => _key.Origin = "https://id.example.cn.evil.example"),
            ("framed", () => _key.IsCrossOrigin = true),
            ("no user verification", () => _key.VerifiesUser = false),
            ("changed challenge", () => _key.Tampers = client => client.Replace("\"challenge\":\"", "\"challenge\":\"AA", StringComparison.Ordinal)),
            ("changed type", () => _key.Tampers = client => client.Replace("webauthn.get", "webauthn.create", StringComparison.Ordinal)),
            ("another person", () => _key.UserHandle = "p_00000000000000000000000000"),
            ("signature", () => _key.Tampers = client => client + " "),
        })
        {
            tell();
            using var one = new HttpBrowser();
            var page = await one.UsePasskeyAsync(await one.GoAsync(_host.Issuer + "/sign-in"), _key);
            Refused(page);
            Assert.False(one.Cookies.ContainsKey("__Host-idp.session"), lie);
            Assert.True(await FactsAsync("code = 'sign_in' and outcome = 'refused'") == ++refused, lie);
            (_key.Origin, _key.IsCrossOrigin, _key.VerifiesUser, _key.UserHandle, _key.Tampers) = (origin, false, true, handle, null);
        }

        // It was the lie each time: the same key, telling the truth, signs in.
        using var truth = new HttpBrowser();
        (await truth.UsePasskeyAsync(await truth.GoAsync(_host.Issuer + "/sign-in"), _key)).At("");
    }

    [Fact]
    public async Task Whatever_is_sent_is_refused_and_never_a_failure_of_ours()
    {
        using var one = new HttpBrowser();
        foreach (var (ticket, credential) in new[]
        {
            ("", ""), ("AAAA", "{}"), (null, ""), (null, "not json"),
            (null, """{"id":"AA","rawId":"AA","type":"public-key","response":{}}"""), (null, "[[[[[[[[]]]]]]]]"),
        })
        {
            var page = await one.GoAsync(_host.Issuer + "/sign-in");
            var question = await one.AskAsync(page);
            Refused(await one.SubmitAsync(page, Passkeying.Form, ("Ticket", ticket ?? question.Ticket), ("Credential", credential)));
        }
    }

    [Fact]
    [Trait("Spec", "WebAuthn §6.1.1")]
    public async Task A_sign_count_that_goes_back_is_refused()
    {
        _key.SignCount = 40;
        await EnrolAsync(Wang);
        using var one = new HttpBrowser();
        (await one.UsePasskeyAsync(await one.GoAsync(_host.Issuer + "/sign-in"), _key)).At("");
        _key.SignCount = 39;
        using var two = new HttpBrowser();
        Refused(await two.UsePasskeyAsync(await two.GoAsync(_host.Issuer + "/sign-in"), _key));
        _key.SignCount = 50;
        using var three = new HttpBrowser();
        (await three.UsePasskeyAsync(await three.GoAsync(_host.Issuer + "/sign-in"), _key)).At("");
    }

    [Fact]
    [Trait("Case", "RT-15")]
    public async Task A_step_up_gives_the_session_another_secret()
    {
        await EnrolAsync(Wang);
        var before = _browser.Cookies["__Host-idp.session"];
        await _browser.UsePasskeyAsync(await _browser.GoAsync(_host.Issuer + "/sign-in?then=passkeys"), _key);
        Assert.NotEqual(before, _browser.Cookies["__Host-idp.session"]);
        _browser.Cookies["__Host-idp.session"] = before;
        (await _browser.GoAsync(_host.Issuer + "/")).At("sign-in");
    }

    [Fact]
    [Trait("Case", "AS-06")]
    [Trait("Case", "AS-08")]
    public async Task With_a_passkey_enrolled_a_password_neither_adds_nor_removes_one()
    {
        await EnrolAsync(Wang);
        using var thief = new HttpBrowser();
        var page = await thief.ToPasskeysAsync(_host, Wang);
        Assert.Null(page.Document.QuerySelector(Passkeying.Form));
        using var refused = await thief.SendAsync(HttpMethod.Get, _host.Issuer + "/account/passkeys?handler=Question");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var asked = await thief.GoAsync(new Uri(new Uri(_host.Issuer), page.Document.QuerySelector("a[href*='remove=']")!.GetAttribute("href")).ToString());
        Assert.Null(asked.Document.QuerySelector("form[action*=Remove]"));
        // The owner's own form, sent from the thief's session.
        await _browser.UsePasskeyAsync(await _browser.GoAsync(_host.Issuer + "/sign-in?then=passkeys"), _key);
        var own = await _browser.GoAsync(asked.Url);
        var id = own.Document.QuerySelector("form[action*=Remove] input[name=Id]")!.GetAttribute("value")!;
        var renaming = await thief.GoAsync(_host.Issuer + "/account/passkeys?rename=" + id);
        var form = renaming.Document.QuerySelector("form[action*=Rename]")!;
        form.SetAttribute("action", "/account/passkeys?handler=Remove");
        Assert.Contains("没有更改", (await thief.SubmitAsync(renaming, "form[action*=Remove]")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await _host.Database.CountAsync("select count(*) from passkey"));
    }

    [Fact]
    [Trait("Case", "AS-06")]
    public async Task A_password_older_than_five_minutes_adds_nothing()
    {
        await _browser.ToPasskeysAsync(_host, Wang);
        var page = await _browser.GoAsync(_host.Issuer + "/account/passkeys");
        var question = await _browser.AskAsync(_host.Issuer + "/account/passkeys?handler=Question");
        _host.Clock.Add(TimeSpan.FromMinutes(4.5));
        var late = await _browser.AskAsync(_host.Issuer + "/account/passkeys?handler=Question");
        _host.Clock.Add(TimeSpan.FromMinutes(1));
        await _browser.SubmitAsync(page, Passkeying.Form, ("Ticket", question.Ticket), ("Credential", _key.Make(question.Options)));
        var told = await _browser.SubmitAsync(page, Passkeying.Form, ("Ticket", late.Ticket), ("Credential", _key.Make(late.Options)));
        Assert.Contains("5分钟", told.Text, StringComparison.Ordinal);
        Assert.Equal(0, await _host.Database.CountAsync("select count(*) from passkey"));
        Assert.Equal(1, await FactsAsync("code = 'passkey.enrolled' and reason = 'passkey_proof_needed'"));
    }

    [Fact]
    public async Task What_an_unverified_holder_makes_is_not_enrolled()
    {
        await _browser.ToPasskeysAsync(_host, Wang);
        _key.VerifiesUser = false;
        await _browser.EnrolAsync(_host, _key);
        Assert.Equal(0, await _host.Database.CountAsync("select count(*) from passkey"));
    }

    [Fact]
    public async Task A_passkey_made_for_another_site_is_not_enrolled()
    {
        await _browser.ToPasskeysAsync(_host, Wang);
        _key.Origin = "http://localhost:1";
        await _browser.EnrolAsync(_host, _key);
        Assert.Equal(0, await _host.Database.CountAsync("select count(*) from passkey"));
    }

    [Fact]
    [Trait("Case", "RT-08")]
    [Trait("Case", "AS-13")]
    public async Task With_a_passkey_removed_its_sessions_and_tokens_are_over_and_it_signs_nobody_in()
    {
        await EnrolAsync(Wang, isBound: true);
        using var other = new HttpBrowser();
        using var hall = Relying.HallSpa(_host);
        var tokens = await hall.RedeemAsync(await other.ChooseAsync(await other.UsePasskeyAsync(await other.GoAsync(hall.AuthorizeUrl()), _key), "本人"));
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status);

        (await _browser.UsePasskeyAsync(await _browser.GoAsync(_host.Issuer + "/sign-in?then=passkeys"), _key)).At("account/passkeys");
        var list = await _browser.GoAsync(_host.Issuer + "/account/passkeys");
        var asked = await _browser.GoAsync(_host.Issuer + list.Document.QuerySelector("a[href*='remove=']")!.GetAttribute("href"));
        var done = await _browser.SubmitAsync(asked, "form[action*=Remove]");
        Assert.Contains("已移除", done.Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status);
        (await other.GoAsync(_host.Issuer + "/")).At("sign-in");
        // By the scan it began with, the remover's own session goes on.
        (await _browser.GoAsync(_host.Issuer + "/")).At("");
        using var late = new HttpBrowser();
        Refused(await late.UsePasskeyAsync(await late.GoAsync(_host.Issuer + "/sign-in"), _key));
        Assert.Equal(1, await FactsAsync("code = 'session.ended' and reason = 'factor_removed'"));
    }

    [Fact]
    public async Task A_locked_password_does_not_lock_the_passkey_and_a_frozen_account_does()
    {
        await EnrolAsync(Wang);
        await _host.Database.ExecuteAsync($"update credential set locked_until = {_host.Clock.GetUtcNow().AddHours(4).ToUnixTimeMilliseconds()}");
        using var one = new HttpBrowser();
        (await one.UsePasskeyAsync(await one.GoAsync(_host.Issuer + "/sign-in"), _key)).At("");
        await _host.Database.ExecuteAsync("update person set frozen_at = 1");
        using var two = new HttpBrowser();
        Refused(await two.UsePasskeyAsync(await two.GoAsync(_host.Issuer + "/sign-in"), _key));
    }

    [Fact]
    public async Task Names_are_shown_as_text_and_changed_without_script()
    {
        await _browser.ToPasskeysAsync(_host, Wang);
        var page = await _browser.EnrolAsync(_host, _key, "<b>客厅</b>");
        Assert.Contains("<b>客厅</b>", page.Text, StringComparison.Ordinal);
        var renaming = await _browser.GoAsync(_host.Issuer + page.Document.QuerySelector("a[href*='rename=']")!.GetAttribute("href"));
        Assert.Contains("看不见的符号", (await _browser.SubmitAsync(renaming, "form[action*=Rename]", ("Name", "a\u202Eb"))).Text, StringComparison.Ordinal);
        Assert.Contains("书房电脑", (await _browser.SubmitAsync(renaming, "form[action*=Rename]", ("Name", "书房电脑"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "AZ-22")]
    public async Task A_sign_in_leads_to_no_address_that_the_browser_brought()
    {
        foreach (var then in new[] { "https://evil.example", "//evil.example", "/account/passkeys", "passkeys%0d%0a" })
        {
            using var one = new HttpBrowser();
            var page = await one.GoAsync($"{_host.Issuer}/sign-in?then={Uri.EscapeDataString(then)}");
            (await one.SubmitAsync(page, "form[data-once]", ("Account", "13000000006"), ("Password", "Demo-2026!"))).At("");
        }
    }

    /// <summary>Beside the password; <paramref name="isBound"/>: beside an enrolled phone, which is lost afterwards.</summary>
    private async Task EnrolAsync(string account, bool isBound = false)
    {
        if (isBound)
            await _browser.ToPasskeysByPhoneAsync(_host, account);
        else
            await _browser.ToPasskeysAsync(_host, account);
        var done = await _browser.EnrolAsync(_host, _key, "我的手机");
        Assert.True(done["done"] == "added", done.Text);
        await _host.Database.ExecuteAsync("update app_key set ended_at = 1");
    }

    private Task<long> FactsAsync(string where) => _host.Database.CountAsync($"select count(*) from audit_fact where {where}");

    private static string Essential(string acr) => $"{{\"id_token\":{{\"acr\":{{\"essential\":true,\"value\":\"{acr}\"}}}}}}";

    private static void Refused(Stop page, string at = "sign-in")
    {
        page.At(at);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Document.QuerySelector(".note.is-bad"));
    }
}
