using System.Net;
using AngleSharp.Html.Dom;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Tests.Pages;

public sealed class SignInPageTests
{
    private const string Url = $"/sign-in?interaction={Scene.Handle}";

    private static readonly (string, string)[] Person = [("Account", "13000000006"), ("Password", "Demo-2026!")];

    [Fact]
    public async Task The_person_form_has_the_guides_two_fields()
    {
        await using var host = await PagesHost.StartAsync(Asked());
        using var browser = host.Browser();
        var page = await browser.PageAsync(Url);
        Assert.Equal("网上办事服务大厅", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["证件号码/移动电话", "密码"], page.QuerySelectorAll("main form label").Select(one => one.TextContent));
        Assert.Equal("请输入密码", page.GetElementById("Password")!.GetAttribute("placeholder"));
        Assert.Equal(["个人登录", "单位登录"], page.QuerySelectorAll(".seg a").Select(one => one.TextContent.Trim()));
        Assert.Equal("个人登录", page.QuerySelector(".seg [aria-current=page]")!.TextContent.Trim());
    }

    [Fact]
    public async Task The_unit_form_has_the_guides_three_fields()
    {
        await using var host = await PagesHost.StartAsync(Asked());
        using var browser = host.Browser();
        var page = await browser.PageAsync($"{Url}&tab=unit");
        Assert.Equal(["统一社会信用代码/单位编号/机构编号", "证件号码/移动电话", "密码"], page.QuerySelectorAll("main form label").Select(one => one.TextContent));
        Assert.Equal("as-unit", page.Body!.ClassName);
    }

    [Fact]
    public async Task A_client_of_one_context_shows_no_tabs()
    {
        await using var persons = await PagesHost.StartAsync(new Scene { Pending = Scene.Waiting(Scene.Partner) });
        using var browser = persons.Browser();
        Assert.Null((await browser.PageAsync($"{Url}&tab=unit")).GetElementById("UnitCode"));
        Assert.Null((await browser.PageAsync(Url)).QuerySelector(".seg"));

        await using var units = await PagesHost.StartAsync(new Scene { Pending = Scene.Waiting(Scene.Hall with { Contexts = ["unit"] }) });
        using var other = units.Browser();
        var page = await other.PageAsync(Url);
        Assert.Null(page.QuerySelector(".seg"));
        Assert.NotNull(page.GetElementById("UnitCode"));
    }

    [Fact]
    public async Task A_request_without_the_scope_unit_shows_no_unit_tab()
    {
        await using var host = await PagesHost.StartAsync(new Scene { Pending = Scene.Waiting(Scene.Hall with { Scopes = ["openid"] }) });
        using var browser = host.Browser();
        Assert.Null((await browser.PageAsync(Url)).QuerySelector(".seg"));
    }

    [Fact]
    [Trait("Case", "AZ-14")]
    public async Task Signing_in_goes_on_by_303_and_answers_the_context()
    {
        var scene = Asked();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync(Url, Person);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/connect/authorize?resume=1", answer.Headers.Location!.OriginalString);
        Assert.Equal(["person 13000000006 Demo-2026!", "answer context self"], scene.Told);
    }

    [Fact]
    public async Task Signing_in_without_a_client_leads_to_our_start_page()
    {
        var scene = new Scene();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync("/sign-in", Person);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    [Trait("Case", "AZ-12")]
    public async Task Fields_that_the_form_does_not_have_change_nothing()
    {
        var scene = Asked();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        await browser.SubmitAsync(
            Url,
            [.. Person, ("client_id", "partner"), ("scope", "id_number"), ("redirect_uri", "https://evil.example/"), ("acr", "urn:jshrss:acr:realperson-live"), ("interaction", "int_other"), ("Pending.Handle", "int_other"), ("UnitCode", "13150819")]);
        Assert.Equal(["person 13000000006 Demo-2026!", "answer context self"], scene.Told);
    }

    [Fact]
    [Trait("Case", "EN-01")]
    public async Task A_failed_sign_in_names_no_field_and_keeps_the_account_but_not_the_password()
    {
        await using var host = await PagesHost.StartAsync(Failing(new SignInResult.Wrong(5)));
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync(Url, Person);
        var page = await PlainBrowser.ReadAsync(answer);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("账号或密码错误。连续错误5次账户将被锁定4小时", page.QuerySelector(".summary li")!.TextContent.Trim());
        Assert.Empty(page.QuerySelectorAll("[aria-invalid], .is-bad"));
        Assert.Equal("13000000006", ((IHtmlInputElement)page.GetElementById("Account")!).Value);
        Assert.Equal("", ((IHtmlInputElement)page.GetElementById("Password")!).Value);
        Assert.Contains("12333", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_account_is_told_when_it_opens()
    {
        await using var host = await PagesHost.StartAsync(Failing(new SignInResult.Locked(new(2026, 11, 21, 14, 40, 0, TimeSpan.Zero))));
        using var browser = host.Browser();
        var page = await PlainBrowser.ReadAsync(await browser.SubmitAsync(Url, Person));
        Assert.Equal("账户已锁定，请等待系统4小时自动解锁后进行登录。预计 22:40 解锁。", page.QuerySelector(".summary li")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_lock_that_opens_tomorrow_is_told_with_its_day()
    {
        await using var host = await PagesHost.StartAsync(Failing(new SignInResult.Locked(new(2026, 11, 21, 16, 5, 0, TimeSpan.Zero))));
        using var browser = host.Browser();
        var page = await PlainBrowser.ReadAsync(await browser.SubmitAsync(Url, Person));
        Assert.EndsWith("预计 11月22日 00:05 解锁。", page.QuerySelector(".summary li")!.TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mandate_not_in_force_gets_the_guides_words()
    {
        await using var host = await PagesHost.StartAsync(Failing(new SignInResult.MandateNotInForce()));
        using var browser = host.Browser();
        var page = await PlainBrowser.ReadAsync(await browser.SubmitAsync($"{Url}&tab=unit", [("UnitCode", "13150819"), .. Person]));
        Assert.Equal("您的授权未生效或已到期，请联系法定代表人或管理员更新期限", page.QuerySelector(".summary li")!.TextContent.Trim());
    }

    [Fact]
    [Trait("Case", "EN-02")]
    public async Task Empty_fields_are_refused_before_any_look_up()
    {
        var scene = Asked();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var page = await PlainBrowser.ReadAsync(await browser.SubmitAsync(Url, ("Account", " "), ("Password", "")));
        Assert.Empty(scene.Told);
        Assert.Equal(["#Account", "#Password"], page.QuerySelectorAll(".summary a").Select(one => one.GetAttribute("href")));
        Assert.Equal("Account-e", page.GetElementById("Account")!.GetAttribute("aria-describedby"));
    }

    [Fact]
    public async Task A_number_of_two_kinds_leads_to_a_question()
    {
        var scene = Failing(new SignInResult.Ambiguous("Account", ["ID", "phone"]));
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var page = await PlainBrowser.ReadAsync(await browser.SubmitAsync(Url, Person));
        Assert.Equal(["居民身份证", "移动电话"], page.QuerySelectorAll("fieldset label").Select(one => one.TextContent.Trim()));
        Assert.Empty(page.QuerySelectorAll("fieldset input[checked]"));

        await browser.SubmitAsync(Url, [.. Person, ("AccountKind", "phone")]);
        Assert.Equal("person 13000000006 Demo-2026! phone", scene.Told[^1]);
    }

    [Fact]
    public async Task A_busy_server_answers_503_and_says_that_nothing_was_counted()
    {
        await using var host = await PagesHost.StartAsync(Failing(new SignInResult.Busy(TimeSpan.FromSeconds(2.2))));
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync(Url, Person);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("3", answer.Headers.GetValues("Retry-After").Single());
        Assert.Contains("不计入错误次数", await PlainBrowser.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "RT-20")]
    public async Task A_form_without_our_token_signs_nobody_in_and_comes_back_filled()
    {
        var scene = Asked();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.PostAsync(Url, Person);
        var page = await PlainBrowser.ReadAsync(answer);
        Assert.Empty(scene.Told);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("13000000006", ((IHtmlInputElement)page.GetElementById("Account")!).Value);
        Assert.NotNull(page.QuerySelector(".summary"));
    }

    [Fact]
    [Trait("Case", "AZ-21")]
    public async Task A_request_that_does_not_wait_for_this_browser_is_an_error_page()
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        foreach (var page in new[] { "sign-in", "choose", "consent", "not-served" })
        {
            var answer = await browser.GetAsync($"/{page}?interaction=int_of_another_browser");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("这次登录没有完成", await PlainBrowser.TextAsync(answer), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Asked_for_one_units_password_the_page_says_for_which_and_fills_it_in()
    {
        var wanted = Scene.Unit("m_2", "样本制造有限公司", ContextState.ProofMissing) with { Number = "13150820" };
        await using var host = await PagesHost.StartAsync(new Scene { Person = Scene.Wang, Pending = Scene.Waiting(Scene.Hall, "sign-in", "proof_missing"), Wanted = wanted });
        using var browser = host.Browser();
        var page = await browser.PageAsync(Url);
        Assert.Contains("样本制造有限公司", page.QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("13150820", ((IHtmlInputElement)page.GetElementById("UnitCode")!).Value);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    public async Task A_login_hint_is_filled_in_and_encoded()
    {
        var asked = Scene.Waiting(Scene.Hall);
        await using var host = await PagesHost.StartAsync(new Scene { Pending = asked with { Request = asked.Request with { LoginHint = "\"><script>alert(1)</script>" } } });
        using var browser = host.Browser();
        var page = await browser.PageAsync(Url);
        Assert.Equal("\"><script>alert(1)</script>", ((IHtmlInputElement)page.GetElementById("Account")!).Value);
        Assert.Empty(page.QuerySelectorAll("script:not([src])"));
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    public async Task Ui_locales_decides_the_language_until_the_person_does()
    {
        var asked = Scene.Waiting(Scene.Hall);
        await using var host = await PagesHost.StartAsync(new Scene { Pending = asked with { Request = asked.Request with { UiLocales = ["fr", "en-GB"] } } });
        using var browser = host.Browser();
        Assert.Equal("en", (await browser.PageAsync(Url)).DocumentElement.GetAttribute("lang"));
        browser.Cookies[DisplayPreferences.Cookie] = "normal.system.zh";
        Assert.Equal("zh-CN", (await browser.PageAsync(Url)).DocumentElement.GetAttribute("lang"));
    }

    private static Scene Asked() => new() { Pending = Scene.Waiting(Scene.Hall, "sign-in") };

    private static Scene Failing(SignInResult result) => new() { Pending = Scene.Waiting(Scene.Hall, "sign-in"), Result = result };
}
