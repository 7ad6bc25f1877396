using System.Net;
using AngleSharp.Html.Dom;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.IdP.Tests.Api;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Security;

/// <summary>机构管理 and the members of institutions, on the pages of a running server: who may, where, and after which proof.</summary>
[Trait("Spec", "R151")]
[Trait("Spec", "R155")]
public sealed class InstitutionPagesTests(UnitIdp idp) : IClassFixture<UnitIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Case", "UN-11")]
    [Trait("Case", "UN-14")]
    public async Task The_representative_governs_an_institution_whole_its_units_administrator_the_agents_and_others_nothing()
    {
        var scene = await idp.PlantAsync();
        string[] places = ["institutions", "institutions/new", Inside(scene), $"{Inside(scene)}/new"];
        string[] ofAdministrator = ["end", "renew", "role", "replace"];

        using var legal = new HttpBrowser();
        var at = await EnterAsync(legal, scene, scene.Legal);
        Assert.Equal("200 200 200 200", await StatusesAsync(legal, at, places));
        Assert.Equal("200 200 200 200", await StatusesAsync(legal, at, ofAdministrator.Select(what => $"{Inside(scene)}/{scene.Within.Id}/{what}")));
        Assert.Equal(["administrator", "agent"], Roles(await legal.GoAsync($"{at}/{Inside(scene)}/new")));

        using var administrator = new HttpBrowser();
        at = await EnterAsync(administrator, scene, scene.Administrator);
        Assert.Equal("200 200 200 200", await StatusesAsync(administrator, at, places));
        Assert.Equal("403 403 403 403", await StatusesAsync(administrator, at, ofAdministrator.Select(what => $"{Inside(scene)}/{scene.Within.Id}/{what}")));
        Assert.Equal(["agent"], Roles(await administrator.GoAsync($"{at}/{Inside(scene)}/new")));

        using var agent = new HttpBrowser();
        at = await EnterAsync(agent, scene, scene.Agents[0]);
        Assert.Equal("403 403 403 403", await StatusesAsync(agent, at, places));
        Assert.Null((await agent.GoAsync(at)).Document.QuerySelector("[data-institutions]"));

        // Within the institution: its own members, and nothing of the unit.
        using var within = new HttpBrowser();
        at = await EnterAsync(within, scene, scene.Within);
        Assert.Equal("403 403", await StatusesAsync(within, at, places[..2]));
        var own = await within.GoAsync($"{at}/members");
        Assert.Equal([scene.Within.Id], own.Document.QuerySelectorAll("[data-member]").Select(one => one.GetAttribute("data-member")));
        Assert.Null(own.Document.QuerySelector("[data-institutions]"));
        Assert.Equal(["agent"], Roles(await within.GoAsync($"{at}/members/new")));
    }

    [Fact]
    [Trait("Case", "UN-12")]
    public async Task Every_institution_and_member_of_another_unit_is_no_page_and_nothing_is_done_to_it()
    {
        var (scene, other) = (await idp.PlantAsync(), await idp.PlantAsync());
        using var browser = new HttpBrowser();
        var at = await EnterAsync(browser, scene, scene.Legal);
        var second = await PlantInstitutionAsync(scene, "J6");
        string[] places =
        [
            Inside(other), $"{Inside(other)}/new", $"{Inside(other)}/{other.Within.Id}/end", $"{Inside(scene)}/{other.Within.Id}/end", $"{Inside(scene)}/{scene.Agents[0].Id}/end", $"members/{scene.Within.Id}/end",
            $"institutions/{second}/members/{scene.Within.Id}/end", $"institutions/{other.Institution.Id}/withdraw", $"institutions/i_x/members", $"institutions/{scene.Legal.Id}/members",
        ];
        Assert.Equal(string.Join(' ', places.Select(_ => "404")), await StatusesAsync(browser, at, places));
        foreach (var place in places)
        {
            using var form = new FormUrlEncodedContent([new("Version", "1"), new("Role", "agent"), new("Name", "x")]);
            using var answer = await browser.SendAsync(HttpMethod.Post, $"{at}/{place}", form);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal(0, await _host.Database.CountAsync("select count(*) from membership where status = 9 and unit in (@one, @other)", ("@one", scene.Unit.Id.Value), ("@other", other.Unit.Id.Value)));
        // The administrator of one institution sees neither another one's members nor the unit's.
        using var within = new HttpBrowser();
        var there = await EnterAsync(within, scene, scene.Within);
        Assert.Equal("404 404 404", await StatusesAsync(within, there, [$"institutions/{second}/members", Inside(other), Inside(scene)]));
    }

    [Fact]
    [Trait("Spec", "R146")]
    public async Task From_above_an_agent_is_added_granted_and_ended_and_what_concerns_an_administrator_needs_a_fresh_proof()
    {
        var scene = await idp.PlantAsync();
        using var browser = new HttpBrowser();
        var at = await EnterAsync(browser, scene, scene.Legal);
        _host.Clock.Add(TimeSpan.FromMinutes(11));

        var person = await idp.PersonAsync();
        var added = await browser.SubmitAsync(await browser.GoAsync($"{at}/{Inside(scene)}/new"), "#form", Form(person, "agent"));
        Assert.EndsWith($"{Inside(scene)}?done=added", added.Url, StringComparison.Ordinal);
        var card = added.Document.QuerySelector("[data-member][data-role=agent]")!;
        Assert.Equal("pending", card.GetAttribute("data-state"));
        var member = card.GetAttribute("data-member")!;
        Assert.Equal(1, await _host.Database.CountAsync("select count(*) from membership where institution = @institution and \"within\" = @institution and person = @person and role = 3", ("@institution", scene.Institution.Id.Value), ("@person", person.Id.Value)));
        var granted = await browser.SubmitAsync(await browser.GoAsync($"{at}/{Inside(scene)}/{member}/items"), "#form", ("Items", "SI-0301"));
        Assert.EndsWith($"{Inside(scene)}?done=items", granted.Url, StringComparison.Ordinal);

        foreach (var what in new[] { "end", "renew", "replace", "role" })
        {
            var asked = await browser.GoAsync($"{at}/{Inside(scene)}/{scene.Within.Id}/{what}");
            Assert.EndsWith($"then=unit/{scene.Legal.Id}/{Inside(scene)}/{scene.Within.Id}/{what}", asked.Document.QuerySelector("[data-prove-by=password]")!.GetAttribute("href"), StringComparison.Ordinal);
            using var form = new FormUrlEncodedContent([.. Hidden(granted), new("Version", "1"), new("Role", "agent"), .. Form(person, null).Select(one => KeyValuePair.Create(one.Name, one.Value))]);
            using var answer = await browser.SendAsync(HttpMethod.Post, $"{at}/{Inside(scene)}/{scene.Within.Id}/{what}", form);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(1, await _host.Database.CountAsync("select count(*) from membership where id = @id and status = 2 and version = 1", ("@id", scene.Within.Member.Id.Value)));

        // By the way that was offered, and back to the very page.
        var sign = await browser.GoAsync($"{_host.Issuer}/sign-in?tab=unit&then=unit/{scene.Legal.Id}/{Inside(scene)}/{scene.Within.Id}/end");
        var back = await browser.SubmitAsync(sign, SigningIn.PersonForm, ("UnitCode", scene.Unit.CreditCode!.Value), ("Account", scene.Legal.Mobile), ("Password", Demo.UnitPassword));
        Assert.EndsWith($"{Inside(scene)}/{scene.Within.Id}/end", back.Url, StringComparison.Ordinal);
        Assert.EndsWith($"{Inside(scene)}?done=ended", (await browser.SubmitAsync(back, "main form", ("Confirm", "试"))).Url, StringComparison.Ordinal);
        Assert.EndsWith($"{Inside(scene)}?done=ended", (await browser.SubmitAsync(await browser.GoAsync($"{at}/{Inside(scene)}/{member}/end"), "main form", ("Confirm", "试"))).Url, StringComparison.Ordinal);
        Assert.Equal(0, await _host.Database.CountAsync("select count(*) from membership where institution = @institution and status <> 9", ("@institution", scene.Institution.Id.Value)));
        // The signals say in which institution.
        Assert.Equal(2, await _host.Database.CountAsync("select count(*) from signal where type = 'membership.ended' and institution = @institution and unit = @unit", ("@institution", scene.Institution.Id.Value), ("@unit", scene.Unit.Id.Value)));
    }

    [Fact]
    [Trait("Spec", "R130")]
    public async Task The_terms_are_agreed_to_on_the_units_page_and_an_institutions_page_leads_there()
    {
        var scene = await idp.PlantAsync(terms: false);
        using var within = new HttpBrowser();
        var own = await within.GoAsync($"{await EnterAsync(within, scene, scene.Within)}/members");
        Assert.Contains("请联系单位的法定代表人或管理员", own.Document.QuerySelector("[data-terms-of-unit]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(own.Document.QuerySelector("main form"));
        Assert.Null(own.Document.QuerySelector("[data-to-terms]"));

        using var administrator = new HttpBrowser();
        var at = await EnterAsync(administrator, scene, scene.Administrator);
        var page = await administrator.GoAsync($"{at}/{Inside(scene)}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(scene.Unit.Name, page.Document.QuerySelector("[data-terms-of-unit]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("main form"));
        var terms = await administrator.GoAsync(_host.Issuer + page.Document.QuerySelector("[data-to-terms]")!.GetAttribute("href"));
        Assert.EndsWith("/members?done=terms", (await administrator.SubmitAsync(terms, "#form")).Url, StringComparison.Ordinal);
        Assert.NotNull((await administrator.GoAsync($"{at}/{Inside(scene)}")).Document.QuerySelector("[data-add]"));
        Assert.NotNull((await within.GoAsync(own.Url)).Document.QuerySelector("[data-add]"));
        Assert.Equal(0, await _host.Database.CountAsync("select count(*) from audit_fact where code = 'governance.refused' and unit = @unit", ("@unit", scene.Unit.Id.Value)));
    }

    [Fact]
    [Trait("Spec", "R147")]
    public async Task Who_stands_above_is_not_added_and_the_units_agent_is()
    {
        var scene = await idp.PlantAsync();
        using var browser = new HttpBrowser();
        var at = await EnterAsync(browser, scene, scene.Legal);
        foreach (var above in new[] { scene.Legal, scene.Administrator })
        {
            var refused = await browser.SubmitAsync(await browser.GoAsync($"{at}/{Inside(scene)}/new"), "#form", Form(above.Person, "agent"));
            Assert.Contains("这个人在本单位或其机构已有身份", refused.Document.QuerySelector("[data-summary]")!.TextContent, StringComparison.Ordinal);
        }

        Assert.EndsWith("?done=added", (await browser.SubmitAsync(await browser.GoAsync($"{at}/{Inside(scene)}/new"), "#form", Form(scene.Agents[0].Person, "agent"))).Url, StringComparison.Ordinal);
        // Whoever has a part in an institution does not come to stand above it: by the page as by the API.
        using var legal = await scene.AsAsync(scene.Legal);
        Assert.Equal("204", (await legal.DeleteAsync($"{scene.Path}/members/{scene.Administrator.Id}")).Outcome);
        Assert.Equal("409 person_has_role", (await legal.PutAsync($"{scene.Path}/members/{scene.Agents[0].Id}/role", """{"role":"administrator"}""")).Outcome);
        Assert.Equal("409 person_has_role", (await legal.PostAsync($"{scene.Path}/members", UnitMemberTests.FormOf(scene.Within.Person, "administrator"))).Outcome);
        Assert.Equal("204", (await legal.PutAsync($"{scene.Path}/members/{scene.Agents[1].Id}/role", """{"role":"administrator"}""")).Outcome);
    }

    [Fact]
    public async Task An_application_is_made_held_to_its_limits_and_taken_back_on_the_pages()
    {
        var scene = await idp.PlantAsync();
        using var browser = new HttpBrowser();
        var at = await EnterAsync(browser, scene, scene.Administrator);
        for (var n = 1; n <= 5; n++)
            Assert.EndsWith("institutions?done=applied", (await ApplyAsync($"示例待批基地{n}")).Url, StringComparison.Ordinal);
        Assert.Contains("同名", (await ApplyAsync("示例基地")).Document.QuerySelector("[data-summary]")!.TextContent, StringComparison.Ordinal);
        var sixth = await ApplyAsync("示例待批基地六");
        Assert.Contains("已有5个申请在等待审核", sixth.Document.QuerySelector("[data-summary]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("示例待批基地六", ((IHtmlInputElement)sixth.Document.GetElementById("Name")!).Value);

        var list = await browser.GoAsync($"{at}/institutions");
        Assert.Equal(["active", "applied", "applied", "applied", "applied", "applied"], list.Document.QuerySelectorAll("[data-institution]").Select(one => one.GetAttribute("data-state")));
        Assert.Equal("1 0", list.Document.QuerySelector("[data-count]")!.GetAttribute("data-count"));
        var withdraw = list.Document.QuerySelector("[data-withdraw]")!.GetAttribute("href")!;
        var question = await browser.GoAsync(_host.Issuer + withdraw);
        Assert.EndsWith("institutions?done=withdrawn", (await browser.SubmitAsync(question, "main form")).Url, StringComparison.Ordinal);
        // The same page, kept open in another tab.
        var late = await browser.SubmitAsync(question, "main form");
        Assert.Contains("刚刚有变化", late.Document.QuerySelector("[data-summary]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(late.Document.QuerySelector("main form"));
        Assert.Equal(1, await _host.Database.CountAsync("select count(*) from institution where unit = @unit and status = 6", ("@unit", scene.Unit.Id.Value)));
        Assert.EndsWith("institutions?done=applied", (await ApplyAsync("示例待批基地六")).Url, StringComparison.Ordinal);

        async Task<Stop> ApplyAsync(string name) => await browser.SubmitAsync(await browser.GoAsync($"{at}/institutions/new"), "#form", ("Name", name), ("BusinessLine", "人才流动服务"));
    }

    private static string Inside(UnitScene scene) => $"institutions/{scene.Institution.Id}/members";

    private static (string Name, string Value)[] Form(Person person, string? role) =>
        [.. role is null ? [] : new[] { ("Role", role) }, ("Name", person.Name.Value), ("DocumentNumber", person.Document.Number.Value), ("Mobile", person.Phone!.Value)];

    private static IEnumerable<string?> Roles(Stop page) => page.Document.QuerySelectorAll("[name=Role]").Select(one => one.GetAttribute("value"));

    private static IEnumerable<KeyValuePair<string, string>> Hidden(Stop page) =>
        page.Document.QuerySelectorAll("form input[name=__RequestVerificationToken]").OfType<IHtmlInputElement>().Take(1).Select(input => KeyValuePair.Create(input.Name!, input.Value));

    private static async Task<string> StatusesAsync(HttpBrowser browser, string at, IEnumerable<string> places)
    {
        var statuses = new List<int>();
        foreach (var place in places)
            statuses.Add((int)(await browser.GoAsync($"{at}/{place}")).Status);
        return string.Join(' ', statuses);
    }

    private async Task<InstitutionId> PlantInstitutionAsync(UnitScene scene, string prefix)
    {
        var second = scene.Institution with { Id = InstitutionId.New(_host.Clock.GetUtcNow()), Number = InstitutionNumber.Read(prefix + scene.Institution.Number!.Value[2..]).Value, Name = "示例第二基地" };
        await _host.PlantAsync(new Accounts.Units.SeedPlan { Institutions = [second] });
        return second.Id;
    }

    private async Task<string> EnterAsync(HttpBrowser browser, UnitScene scene, UnitActor actor)
    {
        var page = await browser.GoAsync($"{_host.Issuer}/sign-in?tab=unit&then=units");
        var code = actor.Member.Institution is null ? scene.Unit.CreditCode!.Value : scene.Institution.Number!.Value;
        (await browser.SubmitAsync(page, SigningIn.PersonForm, ("UnitCode", code), ("Account", actor.Mobile), ("Password", Demo.UnitPassword))).At("unit");
        return $"{_host.Issuer}/unit/{actor.Id}";
    }
}
