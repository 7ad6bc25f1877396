using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>The pages of a unit over the whole server, without script: who may act, what a forged form changes, and what a proof of an hour ago does not do.</summary>
public sealed class UnitPagesJourney(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    public async Task A_representative_adds_grants_renews_and_deletes_an_agent()
    {
        using var browser = new HttpBrowser();
        var at = await EnterAsync(browser, Demo.U1Number, Demo.Zhang);
        await AgreeAsync(browser, at);
        var form = await browser.GoAsync($"{at}/members/new");
        var wrong = await browser.SubmitAsync(form, "#form", ("Role", "agent"), ("Name", "孙示民"), ("DocumentNumber", Demo.SunIdNumber), ("Mobile", Demo.Sun));
        Assert.Contains("请确认输入的经办人信息是否已实名注册且与注册信息一致", wrong.Text, StringComparison.Ordinal);
        var done = await browser.SubmitAsync(wrong, "#form", ("Role", "agent"), ("Name", Demo.SunName), ("DocumentNumber", Demo.SunIdNumber), ("Mobile", Demo.Sun), ("Unit", "x"), ("Level", "1"));
        Assert.EndsWith("/members?done=added", done.Url, StringComparison.Ordinal);
        var sun = done.Document.QuerySelectorAll("[data-member][data-state=pending]").Single(card => card.TextContent.Contains("*****0166", StringComparison.Ordinal));
        Assert.Contains("张*", sun.TextContent, StringComparison.Ordinal);
        var member = $"{at}/members/{sun.GetAttribute("data-member")}";

        var picker = await browser.GoAsync($"{member}/items");
        Assert.Empty(picker.Document.QuerySelectorAll("[name=Items][checked]"));
        done = await browser.SubmitAsync(picker, "#form", ("Items", "SI-0101"));
        Assert.EndsWith("?done=items", done.Url, StringComparison.Ordinal);
        // What was seen before somebody changed it is not written over it.
        var stale = await browser.SubmitAsync(picker, "#form", ("Items", "SI-0102"));
        Assert.Contains("刚刚有人更新过", stale.Text, StringComparison.Ordinal);
        Assert.Equal("SI-0101", (await browser.GoAsync($"{member}/items")).Document.QuerySelector("[name=Items][checked]")!.GetAttribute("value"));
        Assert.NotNull((await browser.SubmitAsync(await browser.GoAsync($"{member}/items"), "#form", ("Items", "NO-SUCH-1"))).Document.QuerySelector("[data-summary]"));

        var inverted = await browser.SubmitAsync(await browser.GoAsync($"{member}/renew"), "#form", ("Start", "2030-01-02"), ("End", "2030-01-01"));
        Assert.NotNull(inverted.Document.QuerySelector("[data-summary]"));
        Assert.EndsWith("?done=ended", (await browser.SubmitAsync(await browser.GoAsync($"{member}/end"), "main form", ("Confirm", "孙"))).Url, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GoAsync($"{member}/end")).Status);
    }

    [Fact]
    [Trait("Case", "UN-12")]
    [Trait("Case", "UN-14")]
    public async Task An_administrator_appoints_nobody_to_his_own_rank_whatever_the_form_says()
    {
        using var browser = new HttpBrowser();
        var at = await EnterAsync(browser, Demo.U2Number, Demo.Li, Demo.U2Password);
        await AgreeAsync(browser, at);
        var form = await browser.GoAsync($"{at}/members/new");
        Assert.Equal(["agent"], form.Document.QuerySelectorAll("[name=Role]").Select(one => one.GetAttribute("value")));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SubmitAsync(form, "#form", ("Role", "administrator"), ("Name", Demo.SunName), ("DocumentNumber", Demo.SunIdNumber), ("Mobile", Demo.Sun))).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.SubmitAsync(form, "#form", ("Role", "legal_representative"), ("Name", Demo.SunName), ("DocumentNumber", Demo.SunIdNumber), ("Mobile", Demo.Sun))).Status);
        Assert.DoesNotContain("*****0166", (await browser.GoAsync($"{at}/members")).Text, StringComparison.Ordinal);

        // His other unit, and its members, are nobody's here: this session opens one membership.
        using var other = new HttpBrowser();
        var there = await EnterAsync(other, Demo.U1Number, Demo.Li);
        await AgreeAsync(other, there);
        var foreign = (await other.GoAsync($"{there}/members")).Document.QuerySelector("[data-member][data-role=agent]")!.GetAttribute("data-member");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GoAsync($"{at}/members/{foreign}/end")).Status);
        (await browser.GoAsync($"{there}/members")).At("sign-in");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GoAsync($"{at}/members/{Own(await browser.GoAsync($"{at}/members"))}/end")).Status);
    }

    [Fact]
    [Trait("Case", "UN-11")]
    public async Task An_agent_sees_his_own_items_and_governs_nothing()
    {
        using var browser = new HttpBrowser();
        var at = await EnterAsync(browser, Demo.U1Number, Demo.Wang);
        Assert.Equal(["SI-0101", "SI-0102"], (await browser.GoAsync($"{at}/items")).Document.QuerySelectorAll("[data-code]").Select(one => one.GetAttribute("data-code")).Order());
        Assert.Contains("张*", (await browser.GoAsync(at)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GoAsync($"{at}/members")).Status);
        foreach (var path in new[] { "members", "members/new", $"members/{at.Split('/')[^1]}/renew", $"members/{at.Split('/')[^1]}/items", $"members/{at.Split('/')[^1]}/role" })
        {
            using var own = new FormUrlEncodedContent([new("Version", "1"), new("Role", "administrator"), new("End", "2029-01-01"), new("All", "yes"), new("Terms", "1")]);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(HttpMethod.Post, $"{at}/{path}", own)).StatusCode);
        }

        using var somebody = new HttpBrowser();
        await EnterAsync(somebody, Demo.U1Number, Demo.ZhangKong);
        Assert.Equal(HttpStatusCode.NotFound, (await somebody.GoAsync(at)).Status);
    }

    [Fact]
    [Trait("Spec", "R155")]
    public async Task A_relying_partys_menu_leads_to_the_pages_of_the_unit_it_acts_for()
    {
        using var browser = new HttpBrowser();
        var at = await EnterAsync(browser, Demo.U1Number, Demo.Li);
        foreach (var hint in new[] { Demo.U1Number, Demo.U1 })
        {
            Assert.Equal(at, (await browser.GoAsync($"{_host.Issuer}/unit?unit_hint={hint}")).Url);
            foreach (var page in new[] { "members", "institutions", "addresses" })
                Assert.Equal($"{at}/{page}", (await browser.GoAsync($"{_host.Issuer}/unit?unit_hint={hint}&to={page}")).Url);
            Assert.Equal(at, (await browser.GoAsync($"{_host.Issuer}/unit?unit_hint={hint}&to=//evil.example")).Url);
        }

        foreach (var hint in new[] { Demo.U2Number, "99999999", "", "..", "%00" })
            Assert.Single((await browser.GoAsync($"{_host.Issuer}/unit?unit_hint={hint}")).Document.QuerySelectorAll("[data-membership]"));
    }

    [Fact]
    public async Task A_personal_password_lists_all_units_and_opens_none()
    {
        using var browser = new HttpBrowser();
        var page = await browser.GoAsync($"{_host.Issuer}/unit");
        var list = (await browser.SubmitAsync(page.At("sign-in"), SigningIn.PersonForm, ("Account", Demo.Wang), ("Password", Demo.PersonalPassword))).At("unit");
        Assert.Equal(["proof_missing", "proof_missing", "proof_missing"], list.Document.QuerySelectorAll("[data-membership]").Select(one => one.GetAttribute("data-state")));
        var asked = (await browser.GoAsync(new Uri(new Uri(_host.Issuer), list.Document.QuerySelector("[data-enter]")!.GetAttribute("href")).ToString())).At("sign-in");
        Assert.Contains("个人登录密码不行", asked.Text, StringComparison.Ordinal);
        var entered = await browser.SubmitAsync(asked, SigningIn.PersonForm, ("UnitCode", Demo.U1Number), ("Account", Demo.Wang), ("Password", Demo.UnitPassword));
        Assert.Contains(Demo.U1Name, entered.Document.QuerySelector("dl.rows")!.TextContent, StringComparison.Ordinal);

        using var invited = new HttpBrowser();
        var pending = await invited.SubmitAsync(await invited.GoAsync($"{_host.Issuer}/unit"), SigningIn.PersonForm, ("Account", Demo.He), ("Password", Demo.PersonalPassword));
        var one = pending.Document.QuerySelector("[data-state=pending]")!;
        Assert.Contains("江苏智慧人社APP【我的】-【企业服务】确认并设置密码", one.TextContent, StringComparison.Ordinal);
        var left = await invited.SubmitAsync(await invited.GoAsync(new Uri(new Uri(_host.Issuer), one.QuerySelector("[data-leave]")!.GetAttribute("href")).ToString()), "main form");
        Assert.DoesNotContain(one.GetAttribute("data-membership"), left.Document.QuerySelectorAll("[data-membership]").Select(other => other.GetAttribute("data-membership")));
    }

    [Fact]
    [Trait("Spec", "R132")]
    public async Task A_proof_of_some_time_ago_appoints_no_administrator_and_the_form_waits()
    {
        using var browser = new HttpBrowser();
        var at = await EnterAsync(browser, Demo.U3Number, Demo.Zhang);
        await AgreeAsync(browser, at);
        var list = await browser.GoAsync($"{at}/members");
        Assert.Contains("您尚未添加经办用户", list.Text, StringComparison.Ordinal);
        Assert.Equal(["1", "0", "0"], list.Document.QuerySelectorAll("[data-card]").Select(card => card.GetAttribute("data-count")));
        _host.Clock.Add(TimeSpan.FromMinutes(11));
        var asked = await browser.SubmitAsync(await browser.GoAsync($"{at}/members/new"), "#form", ("Role", "administrator"), ("Name", Demo.SunName), ("DocumentNumber", Demo.SunIdNumber), ("Mobile", Demo.Sun));
        var link = asked.Document.QuerySelector("[data-prove-by=password]")!.GetAttribute("href");
        var back = await browser.SubmitAsync(await browser.GoAsync(new Uri(new Uri(_host.Issuer), link).ToString()), SigningIn.PersonForm, ("UnitCode", Demo.U3Number), ("Account", Demo.Zhang), ("Password", Demo.UnitPassword));
        Assert.Equal($"{at}/members/new", back.Url);
        Assert.Equal(Demo.SunName, ((IHtmlInputElement)back.Document.GetElementById("Name")!).Value);
        var done = await browser.SubmitAsync(back, "#form");
        Assert.Equal("administrator", done.Document.QuerySelector("[data-state=pending]")!.GetAttribute("data-role"));
        var second = await browser.SubmitAsync(await browser.GoAsync($"{at}/members/new"), "#form", ("Role", "administrator"), ("Name", "周示窗"), ("DocumentNumber", Demo.SunIdNumber), ("Mobile", Demo.Sun));
        Assert.NotNull(second.Document.QuerySelector("[data-summary]"));
    }

    /// <summary>Signs in with a unit's password and goes to the unit's own address.</summary>
    private async Task<string> EnterAsync(HttpBrowser browser, string unit, string account, string password = Demo.UnitPassword)
    {
        var page = await browser.GoAsync($"{_host.Issuer}/sign-in?tab=unit&then=units");
        var list = await browser.SubmitAsync(page, SigningIn.PersonForm, ("UnitCode", unit), ("Account", account), ("Password", password));
        return $"{_host.Issuer}/unit/{list.At("unit").Document.QuerySelectorAll("[data-membership]").Single().GetAttribute("data-membership")}";
    }

    private static async Task AgreeAsync(HttpBrowser browser, string at)
    {
        var page = await browser.GoAsync($"{at}/members");
        if (page.Document.QuerySelector("[data-terms]") is not null)
            Assert.NotNull((await browser.SubmitAsync(page, "[data-terms] form")).Document.QuerySelector("[data-done=terms]"));
    }

    private static string Own(Stop members) => members.Document.QuerySelectorAll<IElement>("[data-member]").Single(card => card.TextContent.Contains("本人", StringComparison.Ordinal) && card.QuerySelector(".tag.is-plain") is not null).GetAttribute("data-member")!;
}
