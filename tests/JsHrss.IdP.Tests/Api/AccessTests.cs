using System.Net;
using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>What relying parties ask at run time, at the wire: who may ask, of whom, and what is answered (OpenID AuthZEN Authorization API 1.0).</summary>
public sealed class AccessTests(AccessIdp idp) : IClassFixture<AccessIdp>
{
    private readonly AccessIdp _idp = idp;

    public static TheoryData<string, string?, string?, string, string, string> Questions { get; } = new()
    {
        // person, unit, institution, item, action, outcome
        { Demo.Wang, Demo.U1Number, null, "SI-0101", "submit", "permitted" },
        { Demo.Wang, Demo.U1, null, "SI-0102", "query", "permitted" },
        { Demo.Wang, Demo.U1, null, "SI-0103", "submit", "item_missing: legal_representative administrator" },
        { Demo.Wang, Demo.U1, null, "SI-0101", "review", "action_not_offered" },
        { Demo.Wang, Demo.U1, null, "SI-0101", "fly", "action_not_offered" },
        { Demo.Wang, Demo.U1, null, "SI-9999", "query", "item_unknown" },
        { Demo.Wang, Demo.U1, null, "../../etc", "query", "item_unknown" },
        { Demo.Wang, Demo.U3, null, "SI-0101", "query", "no_mandate: legal_representative administrator" },
        { Demo.Wang, "91320500MA00000A93", null, "SI-0101", "query", "no_mandate: legal_representative administrator" },
        { Demo.Wang, "' or 1=1 --", null, "SI-0101", "query", "no_mandate: legal_representative administrator" },
        { Demo.Wang, Demo.U1, Demo.InstitutionNumber, "SI-0101", "query", "institution: legal_representative administrator" },
        { Demo.Wang, null, null, "SI-0104", "submit", "permitted" },
        { Demo.Li, Demo.U2Number, null, "SI-0201", "submit", "permitted" },
        { Demo.Zhang, Demo.U3Number, null, "SI-0301", "review", "permitted" },
        { Demo.Zhao, Demo.U1, null, "SI-0101", "submit", "ended: legal_representative administrator" },
        { Demo.ZhangKong, Demo.U1, null, "SI-0101", "submit", "item_missing: legal_representative administrator" },
        { Demo.Cao, null, Demo.InstitutionNumber, "SI-0301", "review", "permitted" },
        { Demo.Cao, Demo.U1, Demo.InstitutionNumber, "SI-0301", "review", "permitted" },
        { Demo.Cao, Demo.U1, null, "SI-0301", "review", "institution: legal_representative administrator" },
        { Demo.Sun, null, null, "SI-0101", "submit", "permitted" },
        { Demo.Sun, null, null, "SI-0104", "submit", "level_too_low" },
        { Demo.Sun, null, null, "SI-0301", "review", "action_not_offered" },
        { Demo.Qian, null, null, "SI-0101", "submit", "level_too_low" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    [Trait("Spec", "AuthZEN §6.2")]
    [Trait("Case", "UN-01")]
    public async Task Whether_a_person_may_do_an_item_now_is_answered_with_the_reason(string person, string? unit, string? institution, string item, string action, string outcome)
    {
        var answer = await _idp.Hall.AskAsync(Asked.About(await _idp.SubAsync(person), item, action, unit, institution));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/json", answer.Type);
        Assert.Equal(outcome, answer.Outcome());
        Assert.Equal(outcome == "level_too_low", answer.Json.TryGetProperty("context", out var context) && context.TryGetProperty("acr_values", out _));
    }

    [Fact]
    [Trait("Case", "AS-01")]
    public async Task Below_the_items_own_level_the_link_says_what_to_ask_for_and_that_leads_to_the_step_up()
    {
        var answer = await _idp.Hall.AskAsync(Asked.About(await _idp.SubAsync(Demo.Sun), "SI-0104", "submit"));
        var told = answer.Json.GetProperty("context");
        var acr = told.GetProperty("acr_values").GetString()!;
        Assert.Equal("urn:jshrss:acr:realperson", acr);
        Assert.EndsWith("&acr_values=" + Uri.EscapeDataString(acr), told.GetProperty("link").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_item_is_answered_for_the_units_id_as_for_its_number()
    {
        var (sub, units) = await _idp.UnitsAsync(Demo.Wang);
        var unit = units.EnumerateArray().Single(one => one.GetProperty("unit_no").GetString() == Demo.U1Number).GetProperty("sub").GetString();
        Assert.Equal("permitted", (await _idp.Hall.AskAsync(Asked.About(sub, "SI-0101", "submit", unit))).Outcome());
    }

    [Fact]
    [Trait("Spec", "OIDC Core §8.1")]
    public async Task Whom_the_client_does_not_know_by_that_name_is_one_refusal_whoever_it_is()
    {
        var wang = await _idp.SubAsync(Demo.Wang);
        var atPartner = await _idp.PartnerSubAsync(Demo.Wang);
        Assert.Equal("permitted", (await _idp.Partner.AskAsync(Asked.About(atPartner, "SI-0101", "submit", Demo.U1))).Outcome());

        var unknown = await _idp.Hall.AskAsync(Asked.About("p_00000000000000000000000000", "SI-0101", "submit", Demo.U1));
        Assert.Equal("subject_unknown", unknown.Outcome());
        // Of another sector, never signed in here, no name of ours, no person at all.
        foreach (var sub in new[] { atPartner, _idp.NeverHere, "u_00000000000000000000000000", "", "王示办", new string('p', 5000) })
            Assert.Equal(unknown.Text, (await _idp.Hall.AskAsync(Asked.About(sub, "SI-0101", "submit", Demo.U1))).Text);
        Assert.Equal(unknown.Text, (await _idp.Hall.AskAsync(Asked.About(sub: wang, "SI-0101", "submit", Demo.U1, subjectType: "unit"))).Text);
        // The person's own name is nobody's in a sector.
        Assert.Equal("subject_unknown", (await _idp.Partner.AskAsync(Asked.About(wang, "SI-0101", "submit", Demo.U1))).Outcome());
    }

    [Fact]
    public async Task A_client_asks_about_its_own_items_and_those_contexts_that_it_was_let_see()
    {
        var sub = await _idp.PartnerSubAsync(Demo.Wang);
        Assert.Equal("item_unknown", (await _idp.Partner.AskAsync(Asked.About(sub, "SI-0102", "submit", Demo.U1))).Outcome());
        Assert.Equal("item_unknown", (await _idp.Hall.AskAsync(Asked.About(await _idp.SubAsync(Demo.Wang), "SI-0101", "submit", Demo.U1, resourceType: "urn:other:item"))).Outcome());
        Assert.Equal("institution", (await _idp.Partner.AskAsync(Asked.About(sub, "SI-0101", "submit", null, Demo.InstitutionNumber))).Outcome());

        // Signed in without the scope unit, nothing is said of units.
        var other = await _idp.PartnerSubAsync(Demo.Zhang, "openid items");
        Assert.Equal("permitted", (await _idp.Partner.AskAsync(Asked.About(other, "SI-0101", "submit"))).Outcome());
        Assert.Equal("context_not_served", (await _idp.Partner.AskAsync(Asked.About(other, "SI-0101", "submit", Demo.U1))).Outcome());
    }

    [Fact]
    [Trait("Spec", "AuthZEN §7.1.1")]
    [Trait("Spec", "AuthZEN §7.2")]
    public async Task A_list_is_answered_in_its_order_with_what_stands_above_it_as_default()
    {
        var (wang, li) = (await _idp.SubAsync(Demo.Wang), await _idp.SubAsync(Demo.Li));
        var answer = await _idp.Hall.AskAllAsync($$$"""
            {"subject":{"type":"user","id":"{{{wang}}}"},"action":{"name":"submit"},"context":{"unit":"{{{Demo.U1}}}"},"unknown":[1],
             "evaluations":[
              {"resource":{"type":"urn:jshrss:item","id":"SI-0101"}},
              {"resource":{"type":"urn:jshrss:item","id":"SI-0103"}},
              {"resource":{"type":"urn:jshrss:item","id":"SI-0103"},"subject":{"type":"user","id":"{{{li}}}"}},
              {"resource":{"type":"urn:jshrss:item","id":"SI-0101"},"action":{"name":"review"}},
              {"resource":{"type":"urn:jshrss:item","id":"SI-0104"},"context":{}}]}
            """);
        Assert.Equal(["permitted", "item_missing", "permitted", "action_not_offered", "permitted"], answer.Outcomes());
        Assert.False(answer.Json.TryGetProperty("decision", out _));
    }

    [Theory]
    [Trait("Spec", "AuthZEN §7.1.2.1")]
    [InlineData("execute_all", "permitted item_missing permitted")]
    [InlineData("deny_on_first_deny", "permitted item_missing")]
    [InlineData("permit_on_first_permit", "permitted")]
    [InlineData(null, "permitted item_missing permitted")]
    public async Task A_list_is_answered_as_far_as_its_sender_asks(string? semantic, string outcomes)
    {
        var options = semantic is null ? """{"other":true}""" : $$"""{"evaluations_semantic":"{{semantic}}","other":1}""";
        var answer = await _idp.Hall.AskAllAsync(await _idp.ListAsync(options, "SI-0101", "SI-0103", "SI-0102"));
        Assert.Equal(outcomes.Split(' '), answer.Outcomes());
        var refusedFirst = await _idp.Hall.AskAllAsync(await _idp.ListAsync(options, "SI-0103", "SI-0104", "SI-0102"));
        Assert.Equal(semantic switch { "deny_on_first_deny" => 1, _ => 3 }, refusedFirst.Outcomes().Length);
    }

    [Theory]
    [Trait("Spec", "AuthZEN §7.1")]
    [InlineData("")]
    [InlineData(""","evaluations":[]""")]
    [InlineData(""","evaluations":null""")]
    public async Task Without_a_list_it_is_the_single_question(string evaluations)
    {
        var one = Asked.About(await _idp.SubAsync(Demo.Wang), "SI-0101", "submit", Demo.U1);
        var answer = await _idp.Hall.AskAllAsync(one[..^1] + evaluations + "}");
        Assert.Equal("permitted", answer.Outcome());
    }

    [Fact]
    [Trait("Spec", "AuthZEN §11.7")]
    public async Task A_whole_menu_costs_one_look_at_the_store_and_too_long_a_list_none()
    {
        var menu = await _idp.ListAsync("{}", [.. Enumerable.Repeat("SI-0101", 100)]);
        var people = await _idp.PeopleAsync(Demo.Wang, Demo.Li, Demo.Zhang, Demo.Sun);
        _idp.Host.Commands.Take();
        Assert.Equal(100, (await _idp.Hall.AskAllAsync(menu)).Outcomes().Length);
        Assert.Equal((1, 0), _idp.Host.Commands.Take());
        Assert.Equal(4, (await _idp.Hall.AskAllAsync(people)).Outcomes().Count(outcome => outcome == "permitted"));
        Assert.Equal((1, 0), _idp.Host.Commands.Take());

        var refused = await _idp.Hall.AskAllAsync(await _idp.ListAsync("{}", [.. Enumerable.Repeat("SI-0101", 101)]));
        foreach (var (number, status) in new[] { (50, HttpStatusCode.OK), (51, HttpStatusCode.BadRequest) })
        {
            var crowd = string.Join(',', Enumerable.Range(10, number).Select(n => $$$"""{"subject":{"type":"user","id":"p_000000000000000000000000{{{n}}}"}}"""));
            _idp.Host.Commands.Take();
            Assert.Equal(status, (await _idp.Hall.AskAllAsync($$$"""{"action":{"name":"submit"},"resource":{"type":"urn:jshrss:item","id":"SI-0101"},"evaluations":[{{{crowd}}}]}""")).Status);
            Assert.Equal((number == 50 ? 1 : 0, 0), _idp.Host.Commands.Take());
        }

        Assert.Equal((HttpStatusCode.BadRequest, "text/plain"), (refused.Status, refused.Type));
        Assert.Equal("subject_unknown", (await _idp.Hall.AskAsync(Asked.About("nobody", "SI-0101", "submit"))).Outcome());
        Assert.Equal((0, 0), _idp.Host.Commands.Take());
    }

    [Fact]
    [Trait("Case", "AZ-22")]
    public async Task The_link_of_a_refusal_leads_to_the_clients_own_start_and_from_there_back()
    {
        var sub = await _idp.SubAsync(Demo.Wang);
        var start = "http://localhost:5300/start?iss=" + Uri.EscapeDataString(_idp.Host.Issuer);
        Assert.Equal(start, (await _idp.Hall.AskAsync(Asked.About(sub, "SI-0103", "submit", Demo.U1))).Link());
        Assert.Equal(
            start + "&target_link_uri=http%3A%2F%2Flocalhost%3A5300%2Fitems%2FSI-0103%3Fa%3D1%26b%3D2%23c",
            (await _idp.Hall.AskAsync(Asked.About(sub, "SI-0103", "submit", Demo.U1, target: "http://localhost:5300/items/SI-0103?a=1&b=2#c"))).Link());
        foreach (var elsewhere in new[]
        {
            "http://localhost:5300", "http://localhost:53000/", "https://localhost:5300/", "http://localhost:5300@evil.example/", "http://localhost:5300.evil.example/", "HTTP://localhost:5300/", "//evil.example/",
            "/path", "", "javascript:alert(1)", @"http://localhost:5300\@evil.example/", "http://localhost:5300/\\r\\nLocation: x", "http://localhost:5300/事项", "http://localhost:5300/" + new string('a', 2000),
        })
        {
            var refused = await _idp.Hall.AskAsync(Asked.About(sub, "SI-0103", "submit", Demo.U1, target: elsewhere.Replace("\\", "\\\\", StringComparison.Ordinal)));
            Assert.True(refused.Status == HttpStatusCode.BadRequest, $"{elsewhere}: {refused.Text}");
        }
    }

    [Fact]
    public async Task What_ends_is_refused_at_the_next_question()
    {
        var sub = await _idp.SubAsync(Demo.Li);
        var question = Asked.About(sub, "SI-0101", "submit", Demo.U2);
        Assert.Equal("permitted", (await _idp.Hall.AskAsync(question)).Outcome());
        const string mine = "where id = (select m.id from membership m join unit u on u.id = m.unit where u.number = '13150820' and m.role = 2)";
        await _idp.Host.Database.ChangeAsync($"update membership set suspended_at = 1 {mine}");
        Assert.Equal("suspended", (await _idp.Hall.AskAsync(question)).Outcome());
        await _idp.Host.Database.ChangeAsync($"update membership set suspended_at = null, status = 9 {mine}");
        Assert.Equal("no_mandate: legal_representative administrator", (await _idp.Hall.AskAsync(question)).Outcome());
        await _idp.Host.Database.ChangeAsync($"update membership set status = 2 {mine}");
    }

    [Fact]
    public async Task Who_signs_out_takes_the_clients_right_to_ask_along()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_idp.Host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Zhou));
        var question = Asked.About(tokens.Claims().GetProperty("sub").GetString()!, "SI-0101", "submit");
        Assert.Equal("permitted", (await _idp.Hall.AskAsync(question)).Outcome());
        await hall.RevokeAsync(tokens["refresh_token"]!);
        Assert.Equal("subject_unknown", (await _idp.Hall.AskAsync(question)).Outcome());
    }

    [Fact]
    [Trait("Spec", "AuthZEN §11.3")]
    public async Task Only_a_client_that_proves_itself_and_is_registered_for_items_is_answered()
    {
        var sub = await _idp.SubAsync(Demo.Wang);
        var question = Asked.About(sub, "SI-0101", "submit", Demo.U1);
        foreach (var nobody in new[] { null, "Basic " + Convert.ToBase64String("hall:wrong-secret-0123456789abcdefghijkl"u8), "Basic x", "Bearer x.y.z", "Basic " + Convert.ToBase64String("hall-spa:"u8), await _idp.PersonTokenAsync() })
        {
            var refused = await new Asking(_idp.Host, nobody).AskAsync(question);
            Assert.Equal((HttpStatusCode.Unauthorized, "text/plain"), (refused.Status, refused.Type));
            Assert.NotEmpty(refused.Header("WWW-Authenticate")!);
            Assert.DoesNotContain(sub, refused.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await new Asking(_idp.Host, _idp.Batch).AskAsync(question)).Status);
        Assert.Equal("permitted", (await new Asking(_idp.Host, await _idp.OwnTokenAsync("unit-desk")).AskAsync(Asked.About(await _idp.UnitDeskSubAsync(), "SI-0101", "submit", Demo.U1))).Outcome());
        Assert.Equal(HttpStatusCode.Forbidden, (await new Asking(_idp.Host, await _idp.OwnTokenAsync("batch")).AskAsync(question)).Status);
    }

    [Theory]
    [Trait("Spec", "AuthZEN §10.1.2")]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("\"x\"", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"subject":null}""", 400)]
    [InlineData("""{"subject":{"type":"user","id":7},"action":{"name":"query"},"resource":{"type":"urn:jshrss:item","id":"SI-0101"}}""", 400)]
    [InlineData("""{"subject":{"type":"user"},"action":{"name":"query"},"resource":{"type":"urn:jshrss:item","id":"SI-0101"}}""", 400)]
    [InlineData("""{"subject":{"type":"user","id":"x"},"action":"query","resource":{"type":"urn:jshrss:item","id":"SI-0101"}}""", 400)]
    [InlineData("""{"subject":{"type":"user","id":"x"},"action":{"name":"query"}}""", 400)]
    [InlineData("""{"subject":{"type":"user","id":"x"},"subject":{"type":"user","id":"y"},"action":{"name":"query"},"resource":{"type":"urn:jshrss:item","id":"SI-0101"}}""", 400)]
    [InlineData("""{"subject":{"type":"user","id":"\ud800"},"action":{"name":"query"},"resource":{"type":"urn:jshrss:item","id":"SI-0101"}}""", 400)]
    [InlineData("""{"subject":{"type":"user","id":"x","properties":[]},"action":{"name":"query"},"resource":{"type":"urn:jshrss:item","id":"SI-0101"}}""", 400)]
    [InlineData("""{"subject":{"type":"user","id":"x"},"action":{"name":"query"},"resource":{"type":"urn:jshrss:item","id":"SI-0101"},"context":[]}""", 400)]
    [InlineData("""{"subject":{"type":"user","id":"x"},"action":{"name":"query"},"resource":{"type":"urn:jshrss:item","id":"SI-0101"},"context":{"unit":{"$gt":""}}}""", 400)]
    [InlineData("""{"subject":{"type":"user","id":"x"},"action":{"name":"query"},"resource":{"type":"urn:jshrss:item","id":"SI-0101"},"context":{"time":"now","x":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}}""", 400)]
    [InlineData("""{"subject":{"type":"user","id":"x","properties":{"a":1}},"action":{"name":"query","properties":{}},"resource":{"type":"urn:jshrss:item","id":"SI-0101"},"context":{"time":"now"},"more":[true]}""", 200)]
    public async Task A_body_that_is_none_of_ours_is_the_callers_error_and_unknown_members_are_passed_over(string body, int status)
    {
        foreach (var answer in new[] { await _idp.Hall.AskAsync(body), await _idp.Hall.AskAllAsync(body) })
            Assert.True((int)answer.Status == status, $"{answer.Status}: {answer.Text}");
    }

    [Theory]
    [Trait("Spec", "AuthZEN §10.1.1")]
    [InlineData("""{"evaluations":{}}""")]
    [InlineData("""{"evaluations":[null]}""")]
    [InlineData("""{"evaluations":[1]}""")]
    [InlineData("""{"evaluations":[{}]}""")]
    [InlineData("""{"options":{"evaluations_semantic":"all"},"evaluations":[{}]}""")]
    [InlineData("""{"options":[],"evaluations":[{}]}""")]
    [InlineData("""{"subject":{"type":"user","id":"x"},"evaluations":[{"action":{"name":"query"}}]}""")]
    public async Task A_list_that_lacks_what_is_required_is_refused_as_a_whole(string body)
    {
        var answer = await _idp.Hall.AskAllAsync(body);
        Assert.Equal((HttpStatusCode.BadRequest, "text/plain"), (answer.Status, answer.Type));
    }

    [Fact]
    [Trait("Case", "HT-05")]
    public async Task Too_much_other_media_and_other_methods_are_refused()
    {
        var long1 = $$"""{"x":"{{new string('x', 70_000)}}"}""";
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _idp.Hall.AskAsync(long1)).Status);
        // Of a body without length the server takes so much and no more: it answers, or the connection has ended while the rest was written.
        try
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _idp.Hall.AskAsync(long1, chunked: true)).Status);
        }
        catch (HttpRequestException cut) when (cut.InnerException is IOException)
        {
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await _idp.Hall.AskAsync("{}", type: "text/plain")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _idp.Hall.AskAsync("{}", type: "application/x-www-form-urlencoded")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _idp.Hall.SendAsync(HttpMethod.Get, "/access/v1/evaluation", null)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _idp.Hall.SendAsync(HttpMethod.Post, "/access/v1/evaluation", new ByteArrayContent([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]))).Status);
    }

    [Theory]
    [Trait("Spec", "AuthZEN §10.1.3")]
    [InlineData("bfe9eb29-ab87-4ca3-be83-a1d5d8305716")]
    [InlineData("an arbitrary string: <\"&'>")]
    public async Task The_identifier_of_a_request_stands_in_its_answer_whatever_that_is(string id)
    {
        var question = Asked.About(await _idp.SubAsync(Demo.Wang), "SI-0101", "submit", Demo.U1);
        foreach (var (caller, body, status) in new[] { (_idp.Hall, question, 200), (_idp.Hall, "{", 400), (new Asking(_idp.Host, null), question, 401) })
        {
            var answer = await caller.AskAsync(body, id: id);
            Assert.Equal((status, id), ((int)answer.Status, answer.Header("X-Request-ID")));
            Assert.Equal("no-store", answer.Header("Cache-Control"));
        }

        Assert.Null((await _idp.Hall.AskAsync(question)).Header("X-Request-ID"));
    }

    [Fact]
    [Trait("Spec", "AuthZEN §9.1.1")]
    [Trait("Spec", "AuthZEN §9.2.2")]
    public async Task The_metadata_names_what_exists()
    {
        var anybody = new Asking(_idp.Host, null);
        var answer = await anybody.SendAsync(HttpMethod.Get, "/.well-known/authzen-configuration", null);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.Status, answer.Type));
        Assert.Equal(
            [("policy_decision_point", _idp.Host.Issuer), ("access_evaluation_endpoint", _idp.Host.Issuer + "/access/v1/evaluation"), ("access_evaluations_endpoint", _idp.Host.Issuer + "/access/v1/evaluations")],
            answer.Json.EnumerateObject().Select(member => (member.Name, member.Value.GetString()!)));
        Assert.Equal("public, max-age=300", answer.Header("Cache-Control"));
        Assert.Equal(HttpStatusCode.NotModified, (await anybody.SendAsync(HttpMethod.Get, "/.well-known/authzen-configuration", null, ("If-None-Match", answer.Header("ETag")!))).Status);
        foreach (var none in new[] { "/access/v1/search/subject", "/access/v1/search/resource", "/access/v1/search/action" })
            Assert.Equal(HttpStatusCode.NotFound, (await _idp.Hall.SendAsync(HttpMethod.Get, none, null)).Status);
    }

    [Fact]
    public async Task Questions_are_counted_by_outcome_and_leave_no_fact()
    {
        var before = await _idp.Host.Database.CountAsync("select count(*) from audit_fact");
        await _idp.Hall.AskAsync(Asked.About("nobody", "SI-0101", "submit"));
        await _idp.Hall.AskAsync(Asked.About(await _idp.SubAsync(Demo.Wang), "SI-0103", "submit", Demo.U1));
        Assert.Equal(before, await _idp.Host.Database.CountAsync("select count(*) from audit_fact"));
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(_idp.Host.Management + "/metrics", TestContext.Current.CancellationToken);
        Assert.Matches("""jshrss_evaluations_total\{outcome="subject_unknown"\} [1-9]""", metrics);
        Assert.Matches("""jshrss_evaluations_total\{outcome="item_missing"\} [1-9]""", metrics);
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_it()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_idp.Host.Issuer) };
        var paths = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).RootElement.GetProperty("paths");
        foreach (var path in new[] { "/access/v1/evaluation", "/access/v1/evaluations" })
            Assert.Superset(new HashSet<string>(["200", "400", "401", "403", "413"]), paths.GetProperty(path).GetProperty("post").GetProperty("responses").EnumerateObject().Select(one => one.Name).ToHashSet());
        Assert.True(paths.TryGetProperty("/.well-known/authzen-configuration", out _));
    }
}
