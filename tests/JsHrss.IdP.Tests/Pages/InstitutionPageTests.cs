using System.Net;
using AngleSharp.Html.Dom;
using JsHrss.IdP.Web.Units;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>机构管理, and the members' pages with an institution in their address.</summary>
[Trait("Spec", "R151")]
[Trait("Spec", "R155")]
public sealed class InstitutionPageTests
{
    private const string At = $"/unit/{SceneUnits.U1}";
    private const string List = At + "/institutions";
    private const string Inside = $"{List}/{SceneUnits.Base}/members";

    public static TheoryData<string> Places => ["/institutions", "/institutions/new", $"/institutions/{SceneUnits.Applied}/withdraw", $"/institutions/{SceneUnits.Base}/members", $"/institutions/{SceneUnits.Base}/members/new", $"/institutions/{SceneUnits.Base}/members/{SceneUnits.Wang}/end"];

    [Fact]
    public async Task Each_is_told_with_its_state_number_line_counts_and_reason_and_with_what_can_be_done()
    {
        await using var host = await PagesHost.StartAsync(Keeping());
        using var browser = host.Browser();
        var page = await browser.PageAsync(List);
        Assert.Equal(
            [
                "active 使用中 J0000007 1 3 - 人员管理", "applied 待审核 - - - 撤回申请", "refused 未通过 - - 原因：材料不全，请补充场地证明后重新申请 ", "suspended 已暂停 J0000009 0 10 原因：年检未过 人员管理", "ended 已终止 J0000003 - 原因：单位申请终止 ", "withdrawn 已撤回 - - - ",
            ],
            page.QuerySelectorAll("[data-institution]").Select(one => string.Join(
                ' ',
                one.GetAttribute("data-state"), one.QuerySelector(".tag")!.TextContent, one.QuerySelector(".meta .num")?.TextContent ?? "-", one.QuerySelector("[data-count]")?.GetAttribute("data-count") ?? "-",
                one.QuerySelector("[data-reason]")?.TextContent ?? "-", string.Join(' ', one.QuerySelectorAll(".do a").Select(link => link.TextContent)))));
        Assert.All(page.QuerySelectorAll("[data-institution]"), one => Assert.Contains("条线：人才流动服务", one.TextContent, StringComparison.Ordinal));
        Assert.Equal(Inside, page.QuerySelector("[data-govern]")!.GetAttribute("href"));
        Assert.Contains("是各机构的上级", page.QuerySelector("[data-superior]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("page", page.QuerySelector("[data-institutions]")!.GetAttribute("aria-current"));
        Assert.Null(page.QuerySelector("[data-next]"));
    }

    [Fact]
    public async Task A_list_that_is_long_goes_on_and_an_empty_one_says_so()
    {
        var scene = Keeping();
        scene.Units.Institutions = new([], null);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        Assert.Contains("还没有机构", (await browser.PageAsync(List)).QuerySelector("[data-empty]")!.TextContent, StringComparison.Ordinal);
        scene.Units.Institutions = SceneUnits.Some() with { Next = SceneUnits.Suspended };
        var next = (await browser.PageAsync(List)).QuerySelector("[data-next]")!.GetAttribute("href")!;
        await browser.PageAsync(next);
        Assert.Equal(SceneUnits.Suspended, scene.Units.After);
    }

    [Fact]
    [Trait("Case", "UN-11")]
    public async Task Whoever_keeps_no_institutions_has_no_way_to_them_and_is_refused()
    {
        var scene = Keeping();
        (scene.Units.Door, scene.Units.Institutions) = (new UnitEntrance.Open(SceneUnits.Unit(MemberShown.Agent)), null);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        Assert.Null((await browser.PageAsync(At)).QuerySelector("[data-institutions]"));
        foreach (var place in new[] { "", "/new", $"/{SceneUnits.Applied}/withdraw" })
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(List + place)).StatusCode);
        foreach (var place in new[] { "/new", $"/{SceneUnits.Applied}/withdraw" })
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(List + place, ("Name", "示例基地"), ("BusinessLine", "就业服务"), ("Version", "2"))).StatusCode);
        Assert.Empty(scene.Told);
        Assert.Equal(2, scene.Units.Noted.Count);

        // Who serves nothing now sees why, and no more.
        scene.Units.Door = new UnitEntrance.Open(SceneUnits.Unit(MemberShown.Administrator, barred: "ended"));
        Assert.Equal(At, (await browser.GetAsync(List + "/new")).Headers.Location!.OriginalString);
        Assert.Null((await browser.PageAsync(At)).QuerySelector("[data-institutions]"));
    }

    [Theory]
    [MemberData(nameof(Places))]
    [Trait("Case", "UN-12")]
    public async Task Somebody_elses_membership_or_institution_is_no_page(string place)
    {
        var scene = Keeping();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        foreach (var membership in new[] { SceneUnits.U2, "m_1", "x" })
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/unit/{membership}{place}")).StatusCode);
        if (!place.Contains("/i_", StringComparison.Ordinal))
            return;
        foreach (var institution in new[] { "i_00000000000000000000000009", "i_x", "1", "%20", SceneUnits.U1 })
        {
            var url = At + place.Replace(SceneUnits.Base, institution, StringComparison.Ordinal).Replace(SceneUnits.Applied, institution, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(url)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync(url, ("Version", "2"), ("Name", "x"))).StatusCode);
        }

        Assert.Empty(scene.Told);
    }

    [Theory]
    [MemberData(nameof(Places))]
    [Trait("Case", "AZ-22")]
    public async Task Whoever_has_not_shown_what_opens_the_unit_comes_back_to_the_very_page(string place)
    {
        var scene = Keeping();
        scene.Units.Door = new UnitEntrance.ProofMissing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var to = $"/sign-in?tab=unit&then=unit/{SceneUnits.U1}{place}";
        Assert.Equal(to, (await browser.GetAsync(At + place)).Headers.Location!.OriginalString);
        scene.Person = null;
        var back = await browser.SubmitAsync(to, ("UnitCode", "13150819"), ("Account", "13000000001"), ("Password", "x"));
        Assert.Equal(At + place, back.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("name_missing", "请输入机构名称", "Name")]
    [InlineData("name_taken", "本单位已有或正在申请同名的机构，请换一个名称", "Name")]
    [InlineData("business_line_unfit", "业务条线应为2至30个字", "BusinessLine")]
    [InlineData("too_many_open", "本单位已有5个申请在等待审核，请等审核后再申请，或先撤回一个", null)]
    [InlineData("too_many_today", "本单位24小时内的申请已达20次，请明天再试", null)]
    [InlineData("unit_inactive", "本单位已停用或暂停，不能申请", null)]
    [InlineData("too_many", "您操作得太频繁", null)]
    [InlineData("something_new", "没有办成，请稍后再试，或拨打 12333。", null)]
    public async Task A_refused_application_is_told_in_words_at_its_field_and_what_was_typed_stays(string code, string words, string? field)
    {
        var scene = Keeping();
        scene.Units.Refusal = code;
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync($"{List}/new", ("Name", "<b>示例</b>基地"), ("BusinessLine", "就业服务"));
        var page = await PlainBrowser.ReadAsync(answer);
        Assert.Contains(words, page.QuerySelector("[data-summary]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("<b>示例</b>基地", "就业服务"), (((IHtmlInputElement)page.GetElementById("Name")!).Value, ((IHtmlInputElement)page.GetElementById("BusinessLine")!).Value));
        Assert.Equal(field is null ? [] : new[] { field }, page.QuerySelectorAll("[aria-invalid=true]").Select(one => one.Id));
    }

    [Fact]
    [Trait("Case", "RT-20")]
    public async Task An_application_is_sent_once_with_our_token_and_taken_back_over_what_was_seen()
    {
        var scene = Keeping();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        (string, string)[] typed = [("Name", "示例基地"), ("BusinessLine", "就业服务"), ("Status", "active"), ("Number", "J0000001")];
        var stale = await PlainBrowser.ReadAsync(await browser.PostAsync($"{List}/new", typed));
        Assert.Equal("示例基地", ((IHtmlInputElement)stale.GetElementById("Name")!).Value);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync($"{List}/{SceneUnits.Applied}/withdraw", ("Version", "2"))).StatusCode);
        Assert.Empty(scene.Told);

        var applied = (await browser.SubmitAsync($"{List}/new", typed)).Headers.Location!.OriginalString;
        Assert.NotNull((await browser.PageAsync(applied)).QuerySelector("[data-done=applied]"));
        var withdrawn = (await browser.SubmitAsync($"{List}/{SceneUnits.Applied}/withdraw")).Headers.Location!.OriginalString;
        Assert.NotNull((await browser.PageAsync(withdrawn)).QuerySelector("[data-done=withdrawn]"));
        Assert.Equal([$"apply {SceneUnits.U1} 示例基地 就业服务", $"withdraw {SceneUnits.U1} {SceneUnits.Applied} 2"], scene.Told);
        // What was decided on meanwhile offers no button, and says so when it is pressed.
        Assert.Null((await browser.PageAsync($"{List}/{SceneUnits.Refused}/withdraw")).QuerySelector("main form"));
        scene.Units.Refusal = "institution_changed";
        Assert.Contains("刚刚有变化", (await PlainBrowser.ReadAsync(await browser.SubmitAsync($"{List}/{SceneUnits.Applied}/withdraw"))).QuerySelector("[data-summary]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/new", "add {0} agent 孙示名", "added")]
    [InlineData("/{1}/end", "end {2}/{1} 3", "ended")]
    [InlineData("/{1}/renew", "renew {2}/{1} 3", "renewed")]
    [InlineData("/{1}/role", "role {2}/{1} 3 administrator", "role")]
    [InlineData("/{1}/items", "grant {2}/{1} 3 SI-0101", "items")]
    [InlineData("/{3}/replace", "replace {2}/{3} 3 孙示名", "replaced")]
    public async Task Whatever_is_done_to_members_is_done_to_those_of_the_institution_in_the_address_and_leads_back_there(string place, string told, string done)
    {
        var scene = Keeping();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        string Filled(string text) => string.Format(System.Globalization.CultureInfo.InvariantCulture, text, $"{SceneUnits.U1}/{SceneUnits.Base}", SceneUnits.Wang, SceneUnits.Base, SceneUnits.Li);
        var url = Inside + Filled(place);
        (string, string)[] person = [("Role", "agent"), ("Name", "孙示名"), ("DocumentNumber", "320800197006150166"), ("Mobile", "13000000006")];
        var page = await browser.PageAsync(url);
        Assert.Contains("示例见习基地", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Inside, page.QuerySelector(".back a")!.GetAttribute("href"));
        Assert.Equal(url, page.QuerySelector("main form")!.GetAttribute("action"));
        // An institution that a field names is read by nobody.
        var answer = await browser.SubmitAsync(url, [("institution", SceneUnits.Suspended), .. done is "added" or "replaced" ? person : done == "items" ? [("Items", "SI-0101")] : done == "role" ? [] : done == "ended" ? [("Confirm", "王")] : [("Start", "2026-11-21"), ("End", "2027-11-20")]]);
        Assert.Equal($"{Inside}?done={done}", answer.Headers.Location!.OriginalString);
        Assert.StartsWith(Filled(told), Assert.Single(scene.Told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_members_of_an_institution_stand_under_its_name_and_nobody_is_added_to_one_that_is_suspended()
    {
        var scene = Keeping();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var page = await browser.PageAsync(Inside);
        Assert.Equal("示例见习基地：经办人管理", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("机构编号 J0000007。您以单位法定代表人身份管理这个机构的人员。", page.QuerySelector("[data-within]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{Inside}/new", page.QuerySelector("[data-add]")!.GetAttribute("href"));
        Assert.Equal(["administrator", "agent"], page.QuerySelectorAll("[data-card]").Select(card => card.GetAttribute("data-card")));
        Assert.StartsWith(Inside + "/", page.QuerySelector("[data-action]")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("true", page.QuerySelector("[data-institutions]")!.GetAttribute("aria-current"));
        Assert.Equal($"unit/{SceneUnits.U1}/institutions/{SceneUnits.Base}/members/new", await ThenAsync());

        scene.Units.Inside = scene.Units.Inside! with { Institution = new("示例见习基地", "J0000007", false) };
        var closed = await browser.PageAsync(Inside);
        Assert.NotNull(closed.QuerySelector("[data-inactive]"));
        Assert.Null(closed.QuerySelector("[data-add]"));
        Assert.Equal(Inside, (await browser.GetAsync($"{Inside}/new")).Headers.Location!.OriginalString);

        // The terms are the unit's, and are agreed to on its page.
        scene.Units.Inside = scene.Units.Inside with { AreTermsAccepted = false };
        var before = await browser.PageAsync(Inside);
        Assert.Empty(before.QuerySelectorAll("main form"));
        Assert.Null(before.QuerySelector("[data-card]"));
        Assert.NotNull(before.QuerySelector("[data-terms-of-unit]"));
        Assert.Equal($"{At}/members", before.QuerySelector("[data-to-terms]")!.GetAttribute("href"));

        // Where the person shows who they are, and comes back to.
        async Task<string> ThenAsync()
        {
            scene.Units.Refusal = "step_up_needed";
            var asked = await PlainBrowser.ReadAsync(await browser.SubmitAsync($"{Inside}/new", ("Role", "administrator"), ("Name", "孙示名"), ("DocumentNumber", "320800197006150166"), ("Mobile", "13000000006")));
            scene.Units.Refusal = null;
            // What was typed for the institution is not given to the page of the unit.
            Assert.Equal("", ((IHtmlInputElement)(await browser.PageAsync($"{At}/members/new")).GetElementById("Name")!).Value);
            Assert.Equal("孙示名", ((IHtmlInputElement)(await browser.PageAsync($"{Inside}/new")).GetElementById("Name")!).Value);
            return asked.QuerySelector("[data-prove-by=password]")!.GetAttribute("href")!.Split("then=")[1];
        }
    }

    [Fact]
    public async Task From_the_form_of_an_institution_that_is_full_the_way_back_is_to_its_own_members()
    {
        var scene = Keeping();
        scene.Units.Inside = SceneUnits.Within() with { MayAdd = ["agent"], Cards = [new("agent", 3, 10, 10)] };
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var page = await browser.PageAsync($"{Inside}/new");
        Assert.Null(page.GetElementById("form"));
        Assert.Equal(Inside, Assert.Single(page.QuerySelectorAll(".split .actions a")).GetAttribute("href"));
    }

    [Fact]
    public async Task A_damaged_record_says_so_and_can_only_be_ended()
    {
        var scene = Keeping();
        scene.Units.Members = SceneUnits.Four() with { All = [.. SceneUnits.Four().All.Select(one => one.Id == SceneUnits.Wang ? one with { State = "damaged", Actions = ["end"] } : one)] };
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var card = (await browser.PageAsync($"{At}/members")).QuerySelector($"[data-member={SceneUnits.Wang}]")!;
        Assert.Equal(("数据异常", "删除"), (card.QuerySelector(".tag")!.TextContent, Assert.Single(card.QuerySelectorAll("[data-action]")).TextContent));
        Assert.NotNull(card.QuerySelector("[data-damaged]"));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"{At}/members/{SceneUnits.Wang}/renew")).StatusCode);
    }

    private static Scene Keeping()
    {
        var scene = new Scene { Person = Scene.Wang };
        (scene.Units.Members, scene.Units.Catalogue, scene.Units.Institutions) = (SceneUnits.Four(), SceneUnits.Small(), SceneUnits.Some());
        scene.Units.Inside = SceneUnits.Within();
        return scene;
    }
}
