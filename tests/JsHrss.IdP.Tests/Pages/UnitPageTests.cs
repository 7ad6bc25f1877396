using System.Net;
using AngleSharp.Html.Dom;
using JsHrss.IdP.Web.Units;

namespace JsHrss.IdP.Tests.Pages;

public sealed class UnitPageTests
{
    private const string At = $"/unit/{SceneUnits.U1}";

    public static TheoryData<string> Places => ["", "/items", "/members", "/members/new", .. Of(SceneUnits.Wang), $"/members/{SceneUnits.Li}/replace"];

    public static TheoryData<string, string> Commands => new()
    {
        { "/members/new", "add" },
        { $"/members/{SceneUnits.Wang}/end", "end" },
        { $"/members/{SceneUnits.Wang}/renew", "renew" },
        { $"/members/{SceneUnits.Wang}/role", "role" },
        { $"/members/{SceneUnits.Li}/replace", "replace" },
        { $"/members/{SceneUnits.Wang}/items", "grant" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    [Trait("Case", "UN-12")]
    public async Task A_membership_of_somebody_else_is_no_page_and_neither_is_one_that_never_was(string place)
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        foreach (var membership in new[] { SceneUnits.U2, "m_1", "x", "..%2f" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/unit/{membership}{place}")).StatusCode);
            if (place is not ("" or "/items"))
                Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync($"/unit/{membership}{place}", ("Version", "3"))).StatusCode);
        }

        Assert.Empty(scene.Told);
    }

    [Theory]
    [InlineData("end")]
    [InlineData("renew")]
    [InlineData("role")]
    [InlineData("items")]
    [InlineData("replace")]
    [Trait("Case", "UN-12")]
    public async Task A_member_of_another_unit_is_no_page(string action)
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        foreach (var member in new[] { SceneUnits.U4, "m_1", "%20" })
        {
            var url = $"{At}/members/{member}/{action}";
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(url)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync(url, ("Version", "3"), ("Role", "agent"))).StatusCode);
        }

        Assert.Empty(scene.Told);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Whoever_has_not_shown_what_opens_the_unit_is_led_to_it_and_comes_back(string place)
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        scene.Units.Door = new UnitEntrance.ProofMissing();
        var to = $"/sign-in?tab=unit&then=unit/{SceneUnits.U1}{place}";
        Assert.Equal(to, (await browser.GetAsync(At + place)).Headers.Location!.OriginalString);
        scene.Person = null;
        Assert.Equal(to, (await browser.GetAsync(At + place)).Headers.Location!.OriginalString);
        var back = await browser.SubmitAsync(to, ("UnitCode", "13150819"), ("Account", "13000000001"), ("Password", "x"));
        Assert.Equal(At + place, back.Headers.Location!.OriginalString);

        scene.Person = Scene.Wang;
        scene.Units.Door = new UnitEntrance.Pending();
        Assert.Equal("/unit", (await browser.GetAsync(At + place)).Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/unit/%0d%0aLocation:x")]
    [InlineData("/unit/%E4%B8%AD/members")]
    [InlineData("/unit/a&then=passkeys/leave")]
    [Trait("Case", "AZ-22")]
    public async Task An_address_that_is_none_of_ours_goes_into_no_other(string url)
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        Assert.Matches("^/sign-in.tab=(unit|person)$", (await browser.GetAsync(url)).Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("unit/m_1")]
    [InlineData("unit/../account")]
    [InlineData("unit/" + SceneUnits.U1 + "/elsewhere")]
    [InlineData("unit/" + SceneUnits.U1 + "/members/" + SceneUnits.Li + "/end/x")]
    [InlineData("unit/" + SceneUnits.U1 + "//evil.example")]
    [InlineData("unit/" + SceneUnits.U1 + "%0A")]
    [InlineData("/evil.example")]
    [Trait("Case", "AZ-22")]
    public async Task A_sign_in_leads_to_known_pages_alone(string then)
    {
        await using var host = await PagesHost.StartAsync(new Scene());
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync($"/sign-in?then={then}", ("Account", "13000000001"), ("Password", "x"));
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    [Trait("Case", "RT-20")]
    public async Task Without_our_token_nothing_is_done_and_the_form_comes_back(string place, string command)
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.PostAsync(At + place, ("Version", "3"), ("Role", "agent"), ("Name", "孙示名"), ("DocumentNumber", "320800197006150166"), ("Mobile", "13000000006"), ("Items", "SI-0104"), ("End", "2027-01-31"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await PlainBrowser.ReadAsync(answer);
        Assert.NotNull(page.QuerySelector("[data-summary]"));
        Assert.DoesNotContain(scene.Told, told => told.StartsWith(command, StringComparison.Ordinal));
        Assert.True(command is "end" or "role" || page.QuerySelector("input[value='孙示名'], input[value='SI-0104'][checked], input[value='2027-01-31']") is not null, "What was typed is lost.");
    }

    [Fact]
    public async Task Terms_are_agreed_to_once_and_nothing_else_is_shown_before()
    {
        var scene = Governing();
        scene.Units.Members = SceneUnits.Four() with { AreTermsAccepted = false };
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var page = await browser.PageAsync($"{At}/members");
        Assert.Contains("开通须知", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("[data-member]"));
        Assert.Equal($"{At}/members", (await browser.GetAsync($"{At}/members/new")).Headers.Location!.OriginalString);
        Assert.Equal($"{At}/members", (await browser.GetAsync($"{At}/members/{SceneUnits.Wang}/renew")).Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync($"{At}/members", ("Terms", "1"))).StatusCode);
        Assert.Empty(scene.Told);
        Assert.Equal($"{At}/members?done=terms", (await browser.SubmitAsync($"{At}/members")).Headers.Location!.OriginalString);
        Assert.Equal([$"accept {SceneUnits.U1} 1"], scene.Told);
    }

    [Fact]
    public async Task Cards_tell_levels_counts_and_what_may_be_done()
    {
        await using var host = await PagesHost.StartAsync(Governing());
        using var browser = host.Browser();
        var page = await browser.PageAsync($"{At}/members");
        Assert.Equal(["法定代表人 一级 授权账号 1 个", "管理员 二级 授权账号 1 个", "经办人 三级 授权账号 3 个"], page.QuerySelectorAll("[data-card]").Select(card => $"{card.QuerySelector("b")!.TextContent} {string.Join(' ', card.QuerySelectorAll(".phrase").Select(one => one.TextContent))} {card.GetAttribute("data-count")} {card.QuerySelector(".count small")!.TextContent}"));
        var wang = page.QuerySelector($"[data-member={SceneUnits.Wang}]")!;
        Assert.Equal(["授权", "更新期限", "身份变更", "删除"], wang.QuerySelectorAll("[data-action]").Select(one => one.TextContent));
        Assert.Contains("*****123X", wang.TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-11-21 ~ 2027-11-20", string.Join(' ', wang.QuerySelectorAll("dd")[3].TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Empty(page.QuerySelectorAll($"[data-member={SceneUnits.Zhang}] [data-action]"));
    }

    [Theory]
    [InlineData("member_not_matched", "请确认输入的经办人信息是否已实名注册且与注册信息一致")]
    [InlineData("agents_full", "经办人已达上限（10名），请先删除后再添加")]
    [InlineData("administrator_exists", "该单位已有管理员，请先变更或删除现有管理员")]
    [InlineData("person_has_role", "这个人在本单位或其机构已有身份，不能重复添加")]
    [InlineData("document_number_check", "证件号码末位对不上，请对照证件再看一遍")]
    [InlineData("period_too_long", "授权时间最长三年，开始日期也不能晚于三年以后")]
    [InlineData("something_new", "没有办成，请稍后再试，或拨打 12333。")]
    public async Task A_refusal_is_told_in_words_and_what_was_typed_stays(string code, string words)
    {
        var scene = Governing();
        scene.Units.Refusal = code;
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync($"{At}/members/new", Sun);
        var page = await PlainBrowser.ReadAsync(answer);
        Assert.Contains(words, page.QuerySelector("[data-summary]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Sun.Where(field => field.Name is not "Role").Select(field => field.Value), Sun.Where(field => field.Name is not "Role").Select(field => ((IHtmlInputElement)page.GetElementById(field.Name)!).Value));
        Assert.True(((IHtmlInputElement)page.QuerySelector("[name=Role][value=administrator]")!).IsChecked);
    }

    [Fact]
    public async Task What_is_missing_or_no_day_is_told_before_anything_is_asked()
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var page = await PlainBrowser.ReadAsync(await browser.SubmitAsync($"{At}/members/new", ("Start", "someday"), ("End", "2027-13-01")));
        Assert.Equal(6, page.QuerySelectorAll("[data-summary] li").Length);
        Assert.All(page.QuerySelectorAll("[data-summary] a"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
        Assert.Empty(scene.Told);
        await browser.SubmitAsync($"{At}/members/new", [.. Sun, ("Start", "2026/12/1"), ("End", "")]);
        Assert.Equal([$"add {SceneUnits.U1} administrator 孙示名  320800197006150166 13000000006 2026-12-01 "], scene.Told);
    }

    [Fact]
    public async Task An_administrator_is_offered_agents_alone()
    {
        var scene = Governing();
        scene.Units.Members = SceneUnits.Four() with { MayAdd = [MemberShown.Agent] };
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var page = await browser.PageAsync($"{At}/members/new");
        Assert.Equal(["agent"], page.QuerySelectorAll("[name=Role]").Select(one => one.GetAttribute("value")));
        scene.Units.Refusal = "operation_forbidden";
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SubmitAsync($"{At}/members/new", Sun)).StatusCode);
    }

    [Theory]
    [InlineData("end", "ended", "end {0} 3")]
    [InlineData("renew", "renewed", "renew {0} 3 2026-11-21 2027-11-20")]
    [InlineData("role", "role", "role {0} 3 administrator")]
    [InlineData("items", "items", "grant {0} 3 SI-0101 SI-0102")]
    public async Task A_command_is_done_once_for_the_version_that_was_seen_and_leads_on(string action, string done, string told)
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var url = $"{At}/members/{SceneUnits.Wang}/{action}";
        (string, string)[] filled = action switch
        {
            "renew" => [("Start", "2026-11-21"), ("End", "2027-11-20")],
            "items" => [("Items", "SI-0101"), ("Items", "SI-0102")],
            "end" => [("Confirm", "王")],
            _ => [],
        };
        var answer = await browser.SubmitAsync(url, filled);
        Assert.Equal($"{At}/members?done={done}", answer.Headers.Location!.OriginalString);
        Assert.Equal([string.Format(System.Globalization.CultureInfo.InvariantCulture, told, SceneUnits.Wang)], scene.Told);
        Assert.NotNull((await browser.PageAsync($"{At}/members?done={done}")).QuerySelector($"[data-done={done}]"));
    }

    [Fact]
    [Trait("Spec", "R143")]
    public async Task Nobody_is_ended_before_the_surname_is_typed_and_an_invitation_is_withdrawn_without()
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var url = $"{At}/members/{SceneUnits.Wang}/end";
        Assert.Contains("请输入姓氏“王”以确认", (await browser.PageAsync(url)).QuerySelector("label[for=Confirm]")!.TextContent, StringComparison.Ordinal);
        foreach (var typed in new[] { "", "李", "王*", "王示" })
        {
            var page = await PlainBrowser.ReadAsync(await browser.SubmitAsync(url, ("Confirm", typed)));
            Assert.Equal("#Confirm", page.QuerySelector("[data-summary] a")!.GetAttribute("href"));
            Assert.NotNull(page.QuerySelector("#Confirm[aria-invalid=true]"));
        }

        Assert.Empty(scene.Told);
        await browser.SubmitAsync(url, ("Confirm", " 王 "));
        await browser.SubmitAsync($"{At}/members/{SceneUnits.Sun}/end");
        Assert.Equal([$"end {SceneUnits.Wang} 3", $"end {SceneUnits.Sun} 3"], scene.Told);
    }

    [Fact]
    [Trait("Spec", "R121")]
    [Trait("Spec", "R125")]
    public async Task Where_no_seat_is_free_it_is_told_before_anything_is_typed()
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        const string Administrator = "该单位已有管理员，请先变更或删除现有管理员", Agents = "经办人已达上限（10名），请先删除后再添加";

        // One role is full: it stands there with its reason, and the other one is chosen.
        Assert.Equal("A", (await browser.PageAsync($"{At}/members")).QuerySelector("[data-add]")!.TagName);
        var form = await browser.PageAsync($"{At}/members/new");
        var (full, free) = ((IHtmlInputElement)form.QuerySelector("[name=Role][value=administrator]")!, (IHtmlInputElement)form.QuerySelector("[name=Role][value=agent]")!);
        Assert.Equal((true, false, false, true), (full.IsDisabled, full.IsChecked, free.IsDisabled, free.IsChecked));
        Assert.Contains(Administrator, full.ParentElement!.TextContent, StringComparison.Ordinal);

        // Both are: no form, and no way to it.
        scene.Units.Members = SceneUnits.Four() with { Cards = [new(MemberShown.Representative, 1, 1, 1), new(MemberShown.Administrator, 2, 1, 1), new(MemberShown.Agent, 3, 10, 10)] };
        foreach (var place in new[] { "/members", "/members/new" })
        {
            var page = await browser.PageAsync(At + place);
            var told = page.QuerySelector("[data-full]")!.TextContent;
            Assert.Contains(Administrator, told, StringComparison.Ordinal);
            Assert.Contains(Agents, told, StringComparison.Ordinal);
            Assert.Null(page.QuerySelector("#form"));
            Assert.Empty(page.QuerySelectorAll("a[href$='/members/new']"));
        }

        // An administrator, who appoints agents alone, is told of agents alone.
        scene.Units.Members = scene.Units.Members with { MayAdd = [MemberShown.Agent] };
        Assert.DoesNotContain(Administrator, (await browser.PageAsync($"{At}/members")).QuerySelector("[data-full]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(scene.Told);
    }

    [Fact]
    public async Task An_action_that_the_matrix_does_not_give_is_forbidden_whatever_is_posted()
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        foreach (var url in new[] { $"{At}/members/{SceneUnits.Li}/items", $"{At}/members/{SceneUnits.Wang}/replace", $"{At}/members/{SceneUnits.Zhang}/end" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(url)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(url, ("Version", "3"))).StatusCode);
        }

        scene.Units.Members = null;
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"{At}/members")).StatusCode);
        Assert.Empty(scene.Told);
    }

    [Fact]
    public async Task What_was_typed_waits_while_the_person_shows_who_they_are()
    {
        var scene = Governing();
        scene.Units.Refusal = "step_up_needed";
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var asked = await PlainBrowser.ReadAsync(await browser.SubmitAsync($"{At}/members/new", Sun));
        Assert.Null(asked.QuerySelector("main form"));
        Assert.Equal(
            [$"/sign-in/qr?tab=unit&then=unit/{SceneUnits.U1}/members/new", $"/face?then=unit/{SceneUnits.U1}/members/new", $"/sign-in?tab=unit&then=unit/{SceneUnits.U1}/members/new"],
            asked.QuerySelectorAll("[data-prove] a").Select(link => link.GetAttribute("href")));
        Assert.DoesNotContain("孙示名", browser.Cookies[FormDraft.Cookie], StringComparison.Ordinal);

        var again = await browser.PageAsync($"{At}/members/new");
        Assert.Equal("孙示名", ((IHtmlInputElement)again.GetElementById("Name")!).Value);
        Assert.Equal("", ((IHtmlInputElement)(await browser.PageAsync($"{At}/members/{SceneUnits.Li}/replace")).GetElementById("Name")!).Value);

        scene.Units.Refusal = null;
        await browser.SubmitAsync($"{At}/members/new", Sun);
        Assert.DoesNotContain(FormDraft.Cookie, browser.Cookies.Keys);
        browser.Cookies[FormDraft.Cookie] = "CfDJ8forged";
        Assert.Equal("", ((IHtmlInputElement)(await browser.PageAsync($"{At}/members/new")).GetElementById("Name")!).Value);
    }

    [Fact]
    public async Task Thousands_of_items_are_granted_searched_and_kept_without_script()
    {
        var scene = Governing();
        scene.Units.Catalogue = SceneUnits.Large();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var url = $"{At}/members/{SceneUnits.Wang}/items";
        var page = await browser.PageAsync(url);
        Assert.Equal(3000, page.QuerySelectorAll("input[name=Items]").Length);

        var all = SceneUnits.Large().Grantable.Select(code => ("Items", code)).ToArray();
        var found = await PlainBrowser.ReadAsync(await browser.SubmitAsync(url, [.. all[..2000], ("Query", "第7类第3项"), ("Find", "yes")]));
        Assert.Equal(2000, found.QuerySelectorAll("input[name=Items][checked]").Length);
        Assert.Equal(["G-07-003"], found.QuerySelectorAll("[data-item]:not([hidden]) input").Select(input => input.GetAttribute("value")));
        Assert.Contains("找到 1 项", found.GetElementById("found")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(scene.Told);

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.SubmitAsync(url, all)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.SubmitAsync(url, ("All", "yes"))).StatusCode);
        Assert.Equal(2, scene.Told.Count(told => told.EndsWith(" of 3000", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.SubmitAsync(url)).StatusCode);
        Assert.Equal($"grant {SceneUnits.Wang} 3 ", scene.Told[^1]);
    }

    [Fact]
    [Trait("Case", "HT-06")]
    public async Task Only_the_picker_reads_a_long_form_and_that_has_an_end_too()
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        (string, string)[] many = [.. Enumerable.Range(0, 6000).Select(n => ("Items", $"SI-{n:0000}"))];
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync($"{At}/members/{SceneUnits.Wang}/items", many)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await browser.PostAsync($"{At}/members/{SceneUnits.Wang}/items", ("Items", new string('A', 300_000)))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync($"{At}/members/new", many[..1100])).StatusCode);
        using var noForm = new HttpRequestMessage(HttpMethod.Post, new Uri($"{At}/members/{SceneUnits.Wang}/items", UriKind.Relative)) { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
        Assert.True((int)(await browser.SendAsync(noForm)).StatusCode < 500);
        Assert.Empty(scene.Told);
    }

    [Fact]
    public async Task A_unit_is_left_after_a_question_and_only_by_a_post()
    {
        var scene = Governing();
        scene.Units.Mine = new([new(SceneUnits.U2, "样本制造有限公司", null, MemberShown.Agent, "open", null, new(2026, 11, 21), new(2027, 11, 20), null, true, true), new(SceneUnits.U1, "示例科技有限公司", null, MemberShown.Representative, "open", null, null, null, null, true, false)], false);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var list = await browser.PageAsync("/unit");
        Assert.Equal([$"/unit/{SceneUnits.U2}/leave"], list.QuerySelectorAll("[data-leave]").Select(link => link.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync($"/unit/{SceneUnits.U2}/leave", ("Version", "7"))).StatusCode);
        Assert.Empty(scene.Told);
        Assert.Equal("/unit?done=left", (await browser.SubmitAsync($"/unit/{SceneUnits.U2}/leave")).Headers.Location!.OriginalString);
        Assert.Equal([$"leave {SceneUnits.U2} 7"], scene.Told);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/unit/{SceneUnits.U3}/leave")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"/unit/{SceneUnits.U1}/leave")).StatusCode);
    }

    [Fact]
    public async Task An_ended_mandate_is_told_in_the_words_of_the_guide()
    {
        var scene = Governing();
        scene.Units.Door = new UnitEntrance.Open(SceneUnits.Unit(MemberShown.Agent, barred: "ended"));
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        Assert.Contains("您的授权未生效或已到期，请联系法定代表人或管理员更新期限", (await browser.PageAsync(At)).QuerySelector("[data-barred]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("replace", "Name", "孙示名")]
    [InlineData("renew", "End", "2027-01-31")]
    public async Task What_was_typed_waits_however_the_proof_grew_old_meanwhile(string action, string field, string value)
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var url = $"{At}/members/{SceneUnits.Li}/{action}";
        var token = ((IHtmlInputElement)(await browser.PageAsync(url)).QuerySelector("[name=__RequestVerificationToken]")!).Value;
        (string, string)[] typed = [("Version", "3"), .. Sun, ("End", "2027-01-31")];
        (scene.Units.Door, scene.Units.Refusal) = (new UnitEntrance.Open(SceneUnits.Unit(MemberShown.Representative, isFresh: false)), "step_up_needed");
        foreach (var (sent, mistakes) in new[] { (typed, 1), ([.. typed, ("__RequestVerificationToken", token), ("Start", "someday")], 1), ([.. typed, ("__RequestVerificationToken", token)], 0) })
        {
            browser.Cookies.Remove(FormDraft.Cookie);
            var page = await PlainBrowser.ReadAsync(await browser.PostAsync(url, sent));
            Assert.Equal(mistakes, page.QuerySelectorAll("[data-summary] li").Length);
            Assert.All(page.QuerySelectorAll("[data-summary] a"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
            Assert.Equal(mistakes == 0, page.QuerySelector("[data-prove]") is not null);
            Assert.Contains(FormDraft.Cookie, browser.Cookies.Keys);
            scene.Units.Door = new UnitEntrance.Open(SceneUnits.Unit(MemberShown.Representative));
            Assert.Equal(value, ((IHtmlInputElement)(await browser.PageAsync(url)).GetElementById(field)!).Value);
            scene.Units.Door = new UnitEntrance.Open(SceneUnits.Unit(MemberShown.Representative, isFresh: false));
        }
    }

    [Fact]
    public async Task What_is_tried_and_may_not_is_noted_and_what_is_looked_at_is_not()
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        foreach (var url in new[] { $"{At}/members/{SceneUnits.Li}/items", $"{At}/members/{SceneUnits.Zhang}/end" })
        {
            await browser.GetAsync(url);
            await browser.PostAsync(url, ("Version", "3"));
        }

        scene.Units.Refusal = "operation_forbidden";
        await browser.SubmitAsync($"{At}/members/new", Sun);
        scene.Units.Members = SceneUnits.Four() with { MayAdd = [] };
        await browser.PostAsync($"{At}/members/new", Sun);
        scene.Units.Members = null;
        await browser.GetAsync($"{At}/members");
        await browser.PostAsync($"{At}/members", ("Terms", "1"));
        Assert.Equal(["operation_forbidden", "own_membership", "operation_forbidden", "operation_forbidden", "operation_forbidden"], scene.Units.Noted.Select(noted => noted[(SceneUnits.U1.Length + 1)..]));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    [Trait("Case", "UN-12")]
    public async Task For_whom_and_on_whom_a_page_acts_stands_in_its_address_alone(string place, string command)
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        await browser.SubmitAsync(At + place, [.. Sun, ("Confirm", "王"), ("membership", SceneUnits.U2), ("member", SceneUnits.Sun)]);
        Assert.Equal(command, Assert.Single(scene.Told).Split(' ')[0]);
        Assert.DoesNotContain(SceneUnits.U2, scene.Told[0], StringComparison.Ordinal);
        Assert.DoesNotContain(SceneUnits.Sun, scene.Told[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_its_address_is_written_a_page_keeps_its_way_back_and_what_was_typed()
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var loud = $"/Unit/{SceneUnits.U1}/Members/New/";
        scene.Units.Refusal = "step_up_needed";
        var token = ((IHtmlInputElement)(await browser.PageAsync(loud)).QuerySelector("[name=__RequestVerificationToken]")!).Value;
        var asked = await PlainBrowser.ReadAsync(await browser.PostAsync(loud, [.. Sun, ("__RequestVerificationToken", token)]));
        Assert.All(asked.QuerySelectorAll("[data-prove] a"), link => Assert.EndsWith($"then=unit/{SceneUnits.U1}/members/new", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal("孙示名", ((IHtmlInputElement)(await browser.PageAsync($"{At}/members/new")).GetElementById("Name")!).Value);

        scene.Units.Door = new UnitEntrance.ProofMissing();
        Assert.Equal($"/sign-in?tab=unit&then=unit/{SceneUnits.U1}/members/new", (await browser.GetAsync(loud)).Headers.Location!.OriginalString);
        Assert.Equal($"/sign-in?tab=unit&then=unit/{SceneUnits.U1}/members/{SceneUnits.Wang}/renew", (await browser.GetAsync($"/UNIT/{SceneUnits.U1}/MEMBERS/{SceneUnits.Wang}/RENEW/")).Headers.Location!.OriginalString);
        scene.Person = null;
        Assert.Equal($"/sign-in?tab=person&then=unit/{SceneUnits.U1}/leave", (await browser.GetAsync($"/Unit/{SceneUnits.U1}/Leave/")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task All_items_are_those_that_stood_on_the_page()
    {
        var scene = Governing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var url = $"{At}/members/{SceneUnits.Wang}/items";
        var hidden = (await browser.PageAsync(url)).QuerySelectorAll("main form input[type=hidden]").OfType<IHtmlInputElement>().Select(input => (input.Name!, input.Value)).ToArray();
        scene.Units.Catalogue = new([.. SceneUnits.Small().Roots, new("SI-0999", "新增的事项", true, false, false, [])]);
        foreach (var find in new[] { Array.Empty<(string, string)>(), [("Find", "yes")] })
        {
            var page = await PlainBrowser.ReadAsync(await browser.PostAsync(url, [.. hidden, ("All", "yes"), ("Items", "SI-0103"), .. find]));
            Assert.Contains("可选的事项刚刚有变化", page.QuerySelector("[data-summary]")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(["SI-0103"], page.QuerySelectorAll("input[name=Items][checked]").Select(input => input.GetAttribute("value")));
        }

        Assert.Empty(scene.Told);
        await browser.SubmitAsync(url, ("All", "yes"));
        Assert.EndsWith("SI-0999", Assert.Single(scene.Told), StringComparison.Ordinal);
        // With script the box is not sent at all: each item's own is.
        Assert.Contains("all.removeAttribute(\"name\")", await PlainBrowser.TextAsync(await browser.GetAsync("/units.js")), StringComparison.Ordinal);
    }

    private static (string Name, string Value)[] Sun { get; } = [("Role", "administrator"), ("Name", "孙示名"), ("DocumentNumber", "320800197006150166"), ("Mobile", "13000000006")];

    private static Scene Governing()
    {
        var scene = new Scene { Person = Scene.Wang };
        scene.Units.Members = SceneUnits.Four();
        scene.Units.Catalogue = SceneUnits.Small();
        return scene;
    }

    private static IEnumerable<string> Of(string member) => new[] { "end", "renew", "role", "items" }.Select(action => $"/members/{member}/{action}");
}
