using System.Net;
using System.Text.Json;
using JsHrss.Accounts;
using JsHrss.Accounts.People;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>Members of a unit over its API: adding, changing and ending them, and what becomes of whoever was one.</summary>
public sealed class UnitMemberTests(UnitIdp idp) : IClassFixture<UnitIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Spec", "R131")]
    [Trait("Spec", "R138")]
    [Trait("Case", "AD-06")]
    public async Task Members_are_shown_on_three_cards_and_masked()
    {
        var scene = await idp.PlantAsync();
        using var legal = await scene.AsAsync(scene.Legal);
        var list = await legal.GetAsync($"{scene.Path}/members");
        Assert.Equal(
            ["legal_representative 1 1/1", "administrator 2 1/1", "agent 3 2/10"],
            list.Json.GetProperty("cards").EnumerateArray().Select(card => $"{card.GetProperty("role")} {card.GetProperty("level")} {card.GetProperty("count")}/{card.GetProperty("most")}"));
        Assert.Equal(["administrator", "agent"], Texts(list.Json.GetProperty("may_add")));
        Assert.Equal("""{"accepted":true,"version":1}""", list.Json.GetProperty("terms").GetRawText());
        var members = list.Json.GetProperty("members").EnumerateArray().ToArray();
        Assert.Equal(["legal_representative", "administrator", "agent", "agent"], members.Select(one => one.GetProperty("role").GetString()));
        Assert.Equal([[], ["delete", "period", "replacement", "role"], ["items", "delete", "period", "role"], ["items", "delete", "period", "role"]], members.Select(one => Texts(one.GetProperty("actions"))));
        Assert.Equal([true, false, false, false], members.Select(one => one.GetProperty("is_self").GetBoolean()));
        Assert.Equal((0, false, 2, false), (members[1].GetProperty("item_count").GetInt32(), members[2].GetProperty("all_items").GetBoolean(), members[2].GetProperty("item_count").GetInt32(), members[0].TryGetProperty("ends", out _)));
        var agent = await legal.GetAsync($"{scene.Path}/members/{scene.Agents[0].Id}");
        Assert.Equal(("\"1\"", "\"1\""), (agent.ETag, agent.Json.GetProperty("etag").GetString()));
        Assert.Equal(("*****" + scene.Agents[0].Document[^4..], "1*****" + scene.Agents[0].Mobile[^2..], "试*"), (Text(agent, "masked_document_number"), Text(agent, "masked_mobile"), Text(agent, "masked_name")));
        var unit = await legal.GetAsync(scene.Path);
        foreach (var who in new[] { scene.Legal, scene.Administrator, scene.Agents[0], scene.Agents[1] })
        {
            foreach (var answer in new[] { list, agent, unit })
            {
                Assert.DoesNotContain(who.Document, answer.Text, StringComparison.Ordinal);
                Assert.DoesNotContain(who.Mobile, answer.Text, StringComparison.Ordinal);
                Assert.DoesNotContain(who.Person.Name.Value, answer.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    [Trait("Spec", "R133")]
    [Trait("Case", "UN-10")]
    [Trait("Case", "EN-01")]
    public async Task Adding_somebody_tells_no_secret_and_one_thing_for_all_that_does_not_match()
    {
        var scene = await idp.PlantAsync();
        using var legal = await scene.AsAsync(scene.Legal);
        var (someone, other, registered) = (await idp.PersonAsync(), await idp.PersonAsync(), await idp.PersonAsync(AssuranceLevel.Registered));
        var form = JsonSerializer.Deserialize<Dictionary<string, string>>(FormOf(someone, "agent"))!;
        foreach (var wrong in new[]
        {
            new Dictionary<string, string>(form) { ["name"] = "别示人" },
            new Dictionary<string, string>(form) { ["mobile"] = other.Phone!.Value },
            new Dictionary<string, string>(form) { ["document_number"] = other.Document.Number.Value },
            JsonSerializer.Deserialize<Dictionary<string, string>>(FormOf(registered, "agent"))!,
        })
        {
            var refused = await legal.PostAsync($"{scene.Path}/members", JsonSerializer.Serialize(wrong));
            Assert.Equal("422 member_not_matched", refused.Outcome);
            Assert.Equal("""{"title":"Unprocessable Entity","status":422,"code":"member_not_matched"}""", refused.Text);
        }

        var added = await legal.PostAsync($"{scene.Path}/members", FormOf(someone, "agent"));
        Assert.Equal((HttpStatusCode.Created, "\"1\""), (added.Status, added.ETag));
        var id = added.Json.GetProperty("id").GetString()!;
        Assert.Equal($$"""{"id":"{{id}}"}""", added.Text);
        Assert.Equal($"{scene.Path}/members/{id}", added.Location);
        var shown = await legal.GetAsync(added.Location!);
        Assert.Equal(("pending", 0), (Text(shown, "state"), shown.Json.GetProperty("item_count").GetInt32()));
        Assert.Equal(ChinaTime.DayOf(_host.Clock.GetUtcNow()).AddYears(1).AddDays(-1).ToString("yyyy-MM-dd"), Text(shown, "ends"));
        Assert.Equal("409 person_has_role", (await legal.PostAsync($"{scene.Path}/members", FormOf(someone, "agent"))).Outcome);
        Assert.Equal("409 person_has_role", (await legal.PostAsync($"{scene.Path}/members", FormOf(scene.Legal.Person, "agent"))).Outcome);
    }

    [Theory]
    [InlineData("""{"role":"agent","name":"王","document_number":"32010019851231123X","mobile":"13000000003"}""", "422 name_form")]
    [InlineData("""{"role":"agent","name":"王示办","document_number":"320100198512311231","mobile":"13000000003"}""", "422 document_number_check")]
    [InlineData("""{"role":"agent","name":"王示办","document_number":"32010019851231123X","mobile":"1300"}""", "422 phone_form")]
    [InlineData("""{"role":"agent","name":"王示办","document_type":"zz","document_number":"1","mobile":"13000000003"}""", "422 document_type_unknown")]
    [InlineData("""{"role":"agent","name":"王示办","document_number":"32010019851231123X","mobile":"13000000003","starts":"2027-02-01","ends":"2027-01-01"}""", "422 validity_inverted")]
    [InlineData("""{"role":"agent","name":"王示办","document_number":"32010019851231123X","mobile":"13000000003","ends":"2999-01-01"}""", "422 period_too_long")]
    [InlineData("""{"role":"agent","name":"王示办","document_number":"32010019851231123X","mobile":"13000000003","items":["SI-9999"]}""", "422 item_unknown")]
    [InlineData("""{"role":"agent","name":"王示办","document_number":"32010019851231123X","mobile":"13000000003","items":[null]}""", "422 item_unknown")]
    [InlineData("""{"role":"owner"}""", "422 role_form")]
    [InlineData("""{"role":"legal_representative"}""", "422 role_form")]
    [InlineData("""{"role":5}""", "400 invalid_request")]
    [InlineData("""{"role":"\ud800"}""", "400 invalid_request")]
    [InlineData("""{"role\ud800":"agent"}""", "400 invalid_request")]
    [InlineData("""{"role":"agent","starts":"tomorrow"}""", "400 invalid_request")]
    [InlineData("""{"role":"agent","role":"administrator"}""", "400 invalid_request")]
    [InlineData("[]", "400 invalid_request")]
    [InlineData("null", "400 invalid_request")]
    [InlineData("{", "400 invalid_request")]
    [InlineData("", "400 invalid_request")]
    public async Task A_form_that_is_wrong_is_refused_with_what_is_wrong(string body, string outcome)
    {
        var (scene, legal) = await SharedAsync();
        Assert.Equal(outcome, (await legal.PostAsync($"{scene.Path}/members", body)).Outcome);
        Assert.Equal("400 invalid_request", (await legal.SendAsync(HttpMethod.Post, $"{scene.Path}/members", body, null, "text/plain")).Outcome);
    }

    [Fact]
    [Trait("Spec", "R125")]
    [Trait("Case", "UN-06")]
    public async Task Of_twelve_added_at_once_as_many_come_as_there_are_seats_and_the_next_hears_why()
    {
        var scene = await idp.PlantAsync(agents: 8);
        using var legal = await scene.AsAsync(scene.Legal);
        var forms = new List<string>();
        for (var i = 0; i < 12; i++)
            forms.Add(FormOf(await idp.PersonAsync(), "agent"));
        var outcomes = (await Task.WhenAll(forms.Select(form => legal.PostAsync($"{scene.Path}/members", form)))).Select(one => one.Outcome).ToArray();
        Assert.Equal((2, 10), (outcomes.Count(one => one == "201"), outcomes.Count(one => one == "409 agents_full")));
        Assert.Equal("409 administrator_exists", (await legal.PostAsync($"{scene.Path}/members", FormOf(await idp.PersonAsync(), "administrator"))).Outcome);
        Assert.Equal("409 administrator_exists", (await legal.PutAsync($"{scene.Path}/members/{scene.Agents[0].Id}/role", """{"role":"administrator"}""")).Outcome);
    }

    [Fact]
    [Trait("Spec", "RFC 6585 §3")]
    public async Task What_was_not_seen_is_not_changed_and_of_two_that_saw_the_same_one_comes_through()
    {
        var scene = await idp.PlantAsync();
        using var legal = await scene.AsAsync(scene.Legal);
        var items = $"{scene.Path}/members/{scene.Agents[0].Id}/items";
        foreach (var none in new[] { null, "*", "W/\"1\"", "\"1\", \"2\"", "1" })
            Assert.Equal("428 if_match_required", (await legal.PutAsync(items, """{"items":[]}""", none)).Outcome);
        foreach (var stale in new[] { "\"2\"", "\"0\"", "\"abc\"", "\"99999999999\"", "\"\"" })
            Assert.Equal("412 member_changed", (await legal.PutAsync(items, """{"items":[]}""", stale)).Outcome);
        var both = await Task.WhenAll(legal.PutAsync(items, """{"items":["SI-0103"]}"""), legal.PutAsync(items, """{"items":["SI-0104"]}"""));
        Assert.Equal(["204", "412 member_changed"], both.Select(one => one.Outcome).Order());
        Assert.Equal("\"2\"", both.Single(one => one.Status == HttpStatusCode.NoContent).ETag);
        Assert.Equal("204", (await legal.PutAsync(items, """{"items":["SI-0101"]}""", "\"2\"")).Outcome);
        var page = await legal.GetAsync(items);
        Assert.Equal(("\"3\"", """{"role":"agent","all":false,"items":[{"code":"SI-0101","name":"劳动合同拟定"}]}"""), (page.ETag, System.Text.RegularExpressions.Regex.Unescape(page.Text)));
        Assert.Equal("428 if_match_required", (await legal.DeleteAsync($"{scene.Path}/members/{scene.Agents[0].Id}", null)).Outcome);
        Assert.Equal("412 member_changed", (await legal.DeleteAsync($"{scene.Path}/members/{scene.Agents[0].Id}")).Outcome);
    }

    [Fact]
    [Trait("Spec", "R140")]
    [Trait("Case", "AD-12")]
    public async Task Own_items_come_in_pages_and_a_cursor_is_nothing_else()
    {
        var scene = await idp.PlantAsync();
        using var agent = await scene.AsAsync(scene.Agents[0]);
        var first = await agent.GetAsync($"{scene.Path}/my-items?limit=1");
        Assert.Equal("SI-0101", Assert.Single(first.Json.GetProperty("items").EnumerateArray()).GetProperty("code").GetString());
        var second = await agent.GetAsync($"{scene.Path}/my-items?limit=1&cursor={first.Json.GetProperty("next").GetString()}");
        Assert.Equal("SI-0102", Assert.Single(second.Json.GetProperty("items").EnumerateArray()).GetProperty("code").GetString());
        Assert.False(second.Json.TryGetProperty("next", out _));
        foreach (var forged in new[] { "x", "'--", "YWZ0ZXI6J29yIDE9MS0t", "%00", new string('A', 500), "" })
            Assert.Equal("400 cursor_unknown", (await agent.GetAsync($"{scene.Path}/my-items?cursor={forged}")).Outcome);
        foreach (var limit in new[] { "0", "-1", "501", "1e2", "99999999999", "" })
            Assert.Equal("400 invalid_request", (await agent.GetAsync($"{scene.Path}/my-items?limit={limit}")).Outcome);
        using var administrator = await scene.AsAsync(scene.Administrator);
        Assert.Equal("""{"role":"administrator","all":true,"items":[]}""", (await administrator.GetAsync($"{scene.Path}/my-items")).Text);
    }

    [Fact]
    [Trait("Spec", "R143")]
    [Trait("Case", "UN-03")]
    public async Task Whoever_was_removed_has_nothing_left_at_once()
    {
        var scene = await idp.PlantAsync();
        var gone = scene.Agents[0];
        using var legal = await scene.AsAsync(scene.Legal);
        using var agent = await scene.AsAsync(gone);
        var hall = new Asking(_host, "Basic " + Convert.ToBase64String("hall:hall-dev-secret-0123456789abcdefghij"u8));
        Task<AccessAnswer> Evaluate() => hall.AskAsync(Asked.About(agent.Sub, "SI-0101", "submit", scene.Unit.CreditCode!.Value));
        Assert.Equal("200", (await agent.GetAsync($"{scene.Path}/my-items")).Outcome);
        Assert.Equal("True", (await agent.Hall.IntrospectAsync(agent.AccessToken))["active"]);
        Assert.Equal("permitted", (await Evaluate()).Outcome());

        Assert.Equal("204", (await legal.DeleteAsync($"{scene.Path}/members/{gone.Id}")).Outcome);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("False", (await agent.Hall.IntrospectAsync(agent.AccessToken))["active"]);
            Assert.Equal("401 invalid_token", (await agent.GetAsync($"{scene.Path}/my-items")).Outcome);
            Assert.Equal("invalid_grant", (await agent.Hall.RefreshAsync(agent.RefreshToken))["error"]);
            Assert.NotEqual("permitted", (await Evaluate()).Outcome());
            _host.Clock.Add(TimeSpan.FromSeconds(5));
        }

        Assert.Equal("404 member_unknown", (await legal.GetAsync($"{scene.Path}/members/{gone.Id}")).Outcome);
        Assert.Equal("404 member_unknown", (await legal.DeleteAsync($"{scene.Path}/members/{gone.Id}", "\"2\"")).Outcome);
        Assert.Equal(1, await _host.Database.CountAsync("select count(*) from audit_fact where code = 'member.ended' and membership = @id", ("@id", gone.Member.Id.Value)));
        Assert.Equal("201", (await legal.PostAsync($"{scene.Path}/members", FormOf(gone.Person, "agent"))).Outcome);
        Assert.Equal("invalid_grant", (await agent.Hall.RefreshAsync(agent.RefreshToken))["error"]);
    }

    [Fact]
    [Trait("Spec", "R144")]
    [Trait("Case", "UN-05")]
    public async Task A_role_that_was_changed_is_no_role_of_what_was_signed_in_before()
    {
        var scene = await idp.PlantAsync();
        using var legal = await scene.AsAsync(scene.Legal);
        using var administrator = await scene.AsAsync(scene.Administrator);
        Assert.Equal("200", (await administrator.GetAsync($"{scene.Path}/members")).Outcome);
        Assert.Equal("204", (await legal.PutAsync($"{scene.Path}/members/{scene.Administrator.Id}/role", """{"role":"agent"}""")).Outcome);
        Assert.Equal("401 invalid_token", (await administrator.GetAsync($"{scene.Path}/members")).Outcome);
        Assert.Equal("invalid_grant", (await administrator.Hall.RefreshAsync(administrator.RefreshToken))["error"]);
        using var demoted = await scene.AsAsync(scene.Administrator);
        Assert.Equal("403 operation_forbidden", (await demoted.GetAsync($"{scene.Path}/members")).Outcome);
        Assert.Equal("""{"role":"agent","all":false,"items":[]}""", (await demoted.GetAsync($"{scene.Path}/my-items")).Text);

        // Promotion gives every item (R144), and the period stays.
        Assert.Equal("204", (await legal.PutAsync($"{scene.Path}/members/{scene.Agents[0].Id}/role", """{"role":"administrator"}""")).Outcome);
        var promoted = await legal.GetAsync($"{scene.Path}/members/{scene.Agents[0].Id}");
        Assert.Equal(("administrator", true), (Text(promoted, "role"), promoted.Json.GetProperty("all_items").GetBoolean()));
        Assert.Equal("409 role_same", (await legal.PutAsync($"{scene.Path}/members/{scene.Agents[0].Id}/role", """{"role":"administrator"}""", promoted.ETag)).Outcome);
    }

    [Fact]
    [Trait("Spec", "R144")]
    [Trait("Case", "UN-07")]
    public async Task Of_forty_promotions_at_once_one_is_done_and_none_is_told_to_come_later()
    {
        var scene = await idp.PlantAsync(hasAdministrator: false, agents: 10);
        using var legal = await scene.AsAsync(scene.Legal);
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => legal.PutAsync($"{scene.Path}/members/{scene.Agents[n % 10].Id}/role", """{"role":"administrator"}""")));
        var outcomes = replies.GroupBy(reply => reply.Outcome).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(1, outcomes["204"]);
        // Three others promote the one who is it already, and see that by the version or by the role.
        Assert.Equal(36, outcomes["409 administrator_exists"]);
        Assert.Equal(3, outcomes.Where(one => one.Key is "412 member_changed" or "409 role_same").Sum(one => one.Value));
    }

    [Fact]
    [Trait("Spec", "R144")]
    [Trait("Case", "UN-21")]
    public async Task What_was_shown_to_an_agent_is_not_consented_to_as_an_administrator()
    {
        var scene = await idp.PlantAsync(hasAdministrator: false);
        using var browser = new HttpBrowser();
        using var agency = new Relying(_host, "agency", "agency-dev-secret-0123456789abcdefgh", "http://localhost:5300/agency/callback", "openid unit");
        var page = (await browser.AsMemberAsync(agency, scene.Unit.CreditCode!.Value, scene.Agents[0].Mobile)).At("consent");
        using var legal = await scene.AsAsync(scene.Legal);
        Assert.Equal("204", (await legal.PutAsync($"{scene.Path}/members/{scene.Agents[0].Id}/role", """{"role":"administrator"}""")).Outcome);
        // The page comes again, as what the person is now, and nothing was recorded.
        var again = (await browser.SubmitAsync(page, "form[action*='consent']", ("decision", "allow"))).At("consent");
        Assert.Equal(0, await _host.Database.CountAsync("select count(*) from consent where person = @person", ("@person", scene.Agents[0].Person.Id.Value)));
        var tokens = await agency.RedeemAsync(await browser.SubmitAsync(again, "form[action*='consent']", ("decision", "allow")));
        Assert.Equal("administrator", tokens.Claims().GetProperty("represents").GetProperty("role").GetString());
    }

    [Fact]
    [Trait("Spec", "R129")]
    [Trait("Spec", "RFC 9470 §3")]
    public async Task What_concerns_an_administrator_takes_a_proof_of_the_last_ten_minutes()
    {
        var scene = await idp.PlantAsync();
        using var legal = await scene.AsAsync(scene.Legal);
        _host.Clock.Add(TimeSpan.FromMinutes(11));
        await legal.RefreshAsync();
        var refused = await legal.DeleteAsync($"{scene.Path}/members/{scene.Administrator.Id}");
        Assert.Equal("401 insufficient_user_authentication", refused.Outcome);
        Assert.Contains("max_age=\"600\"", refused.Challenge, StringComparison.Ordinal);
        Assert.Equal("401 insufficient_user_authentication", (await legal.PostAsync($"{scene.Path}/members/{scene.Administrator.Id}/replacement", FormOf(await idp.PersonAsync(), null), "\"1\"")).Outcome);
        Assert.Equal("204", (await legal.DeleteAsync($"{scene.Path}/members/{scene.Agents[0].Id}")).Outcome);

        using var proven = await scene.AsAsync(scene.Legal);
        var replaced = await proven.PostAsync($"{scene.Path}/members/{scene.Administrator.Id}/replacement", FormOf(await idp.PersonAsync(), null), "\"1\"");
        Assert.Equal("201", replaced.Outcome);
        Assert.Equal("404 member_unknown", (await proven.GetAsync($"{scene.Path}/members/{scene.Administrator.Id}")).Outcome);
        Assert.Equal(("administrator", "pending"), (Text(await proven.GetAsync(replaced.Location!), "role"), Text(await proven.GetAsync(replaced.Location!), "state")));
    }

    [Fact]
    [Trait("Case", "UN-04")]
    public async Task A_mandate_that_ends_while_the_session_is_open_ends_it()
    {
        var scene = await idp.PlantAsync(days: 0);
        var end = ChinaTime.StartOf(ChinaTime.DayOf(_host.Clock.GetUtcNow()).AddDays(1));
        if (end - _host.Clock.GetUtcNow() > TimeSpan.FromMinutes(2))
            _host.Clock.MoveTo(end - TimeSpan.FromMinutes(2));
        using var agent = await scene.AsAsync(scene.Agents[0]);
        Assert.Equal("200", (await agent.GetAsync($"{scene.Path}/my-items")).Outcome);
        _host.Clock.MoveTo(end + TimeSpan.FromSeconds(1));
        Assert.Equal("401 invalid_token", (await agent.GetAsync($"{scene.Path}/my-items")).Outcome);
        Assert.Equal("False", (await agent.Hall.IntrospectAsync(agent.AccessToken))["active"]);
        Assert.Equal("invalid_grant", (await agent.Hall.RefreshAsync(agent.RefreshToken))["error"]);

        // Renewed, it serves again without another confirmation (R142).
        using var legal = await scene.AsAsync(scene.Legal);
        var member = $"{scene.Path}/members/{scene.Agents[0].Id}";
        Assert.Equal("expired", Text(await legal.GetAsync(member), "state"));
        Assert.Equal("204", (await legal.PutAsync($"{member}/period", "{}")).Outcome);
        Assert.Equal("active", Text(await legal.GetAsync(member), "state"));
        using var again = await scene.AsAsync(scene.Agents[0]);
        Assert.Equal("200", (await again.GetAsync($"{scene.Path}/my-items")).Outcome);
    }

    [Fact]
    [Trait("Case", "UN-13")]
    public async Task A_member_leaves_by_himself_and_nobody_changes_himself()
    {
        var scene = await idp.PlantAsync();
        using var administrator = await scene.AsAsync(scene.Administrator);
        using var agent = await scene.AsAsync(scene.Agents[0]);
        Assert.Equal("428 if_match_required", (await agent.PostAsync($"{scene.Path}/leave")).Outcome);
        Assert.Equal("412 member_changed", (await agent.PostAsync($"{scene.Path}/leave", ifMatch: "\"7\"")).Outcome);
        Assert.Equal("204", (await agent.PostAsync($"{scene.Path}/leave", ifMatch: (await agent.GetAsync($"{scene.Path}/my-items")).ETag)).Outcome);
        Assert.Equal("401 invalid_token", (await agent.GetAsync($"{scene.Path}/my-items")).Outcome);
        Assert.Equal("204", (await administrator.PostAsync($"{scene.Path}/leave", ifMatch: "\"1\"")).Outcome);
        using var legal = await scene.AsAsync(scene.Legal);
        Assert.Equal(["legal_representative", "agent"], (await legal.GetAsync($"{scene.Path}/members")).Json.GetProperty("members").EnumerateArray().Select(one => one.GetProperty("role").GetString()));
        Assert.Equal("403 operation_forbidden", (await legal.DeleteAsync($"{scene.Path}/members/{scene.Legal.Id}")).Outcome);
    }

    [Fact]
    [Trait("Spec", "R130")]
    public async Task Until_the_unit_agreed_nobody_is_added()
    {
        var scene = await idp.PlantAsync(terms: false);
        using var legal = await scene.AsAsync(scene.Legal);
        Assert.False((await legal.GetAsync($"{scene.Path}/members")).Json.GetProperty("terms").GetProperty("accepted").GetBoolean());
        Assert.Equal("409 terms_not_accepted", (await legal.PostAsync($"{scene.Path}/members", FormOf(await idp.PersonAsync(), "agent"))).Outcome);
        Assert.Equal("412 member_changed", (await legal.PostAsync($"{scene.Path}/terms", """{"version":2}""")).Outcome);
        Assert.Equal("422 invalid_request", (await legal.PostAsync($"{scene.Path}/terms", "{}")).Outcome);
        Assert.Equal("204", (await legal.PostAsync($"{scene.Path}/terms", """{"version":1}""")).Outcome);
        Assert.Equal("204", (await legal.PostAsync($"{scene.Path}/terms", """{"version":1}""")).Outcome);
        Assert.Equal("201", (await legal.PostAsync($"{scene.Path}/members", FormOf(await idp.PersonAsync(), "agent"))).Outcome);
    }

    [Fact]
    [Trait("Case", "EN-01")]
    public async Task Whoever_tries_out_people_is_stopped()
    {
        var scene = await idp.PlantAsync();
        using var legal = await scene.AsAsync(scene.Legal);
        var person = FormOf(await idp.PersonAsync(), "agent").Replace("试示人", "试示别", StringComparison.Ordinal);
        // Whoever may add nobody learns nothing, and uses up no try of those who may.
        using var agent = await scene.AsAsync(scene.Agents[1]);
        for (var i = 0; i <= UnitIdp.Tries; i++)
            Assert.StartsWith("403 ", (await agent.PostAsync($"{scene.Path}/members", person)).Outcome, StringComparison.Ordinal);
        // Nor is anything used up where nobody is looked for: with an empty form, in a role that is none.
        for (var i = 0; i <= UnitIdp.Tries / 2; i++)
        {
            Assert.StartsWith("422 ", (await legal.PostAsync($"{scene.Path}/members", """{"role":"agent"}""")).Outcome, StringComparison.Ordinal);
            Assert.Equal("422 role_form", (await legal.PostAsync($"{scene.Path}/members", person.Replace("agent", "owner", StringComparison.Ordinal))).Outcome);
        }

        for (var i = 0; i < UnitIdp.Tries; i++)
            Assert.Equal("422 member_not_matched", (await legal.PostAsync($"{scene.Path}/members", person)).Outcome);
        var refused = await legal.PostAsync($"{scene.Path}/members", person);
        Assert.Equal("429 too_many", refused.Outcome);
        Assert.True(refused.RetryAfter > TimeSpan.FromMinutes(1));
        using var administrator = await scene.AsAsync(scene.Administrator);
        // One person does not spend the unit's: whoever else may add still does.
        Assert.Equal("201", (await administrator.PostAsync($"{scene.Path}/members", FormOf(await idp.PersonAsync(), "agent"))).Outcome);
        Assert.Equal("204", (await legal.DeleteAsync($"{scene.Path}/members/{scene.Agents[0].Id}")).Outcome);
    }

    /// <summary>A form that is right.</summary>
    public static string FormOf(Person person, string? role) =>
        $$"""{"name":"{{person.Name.Value}}","document_number":"{{person.Document.Number.Value}}","mobile":"{{person.Phone!.Value}}"{{(role is null ? "" : $",\"role\":\"{role}\"")}}}""";

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(one => one.GetString()!)];

    private static string? Text(UnitReply reply, string member) => reply.Json.GetProperty(member).GetString();

    private async Task<(UnitScene Scene, UnitCaller Legal)> SharedAsync()
    {
        var scene = await idp.PlantAsync();
        return (scene, await scene.AsAsync(scene.Legal));
    }
}
