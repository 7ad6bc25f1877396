using System.Net;
using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>The unit itself over its API, and that nobody gets at another one's.</summary>
public sealed class UnitTests(UnitIdp idp) : IClassFixture<UnitIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Spec", "R149")]
    [Trait("Spec", "R150")]
    public async Task A_unit_is_shown_in_the_words_of_the_tokens()
    {
        var scene = await idp.PlantAsync();
        using var agent = await scene.AsAsync(scene.Agents[0]);
        var unit = await agent.GetAsync(scene.Path);
        var code = scene.Unit.CreditCode!.Value;
        Assert.Equal(
            $$"""{"sub":"{{scene.Unit.Id}}","organization_name":"{{scene.Unit.Name}}","registration_number":"{{code}}","unit_no":"{{scene.Unit.Number.Value}}","unit_type":"enterprise","region":"320100","status":"active","representative":{"masked_name":"试*","document_type":"{{Type(unit)}}","masked_document_number":"*****{{scene.Legal.Document[^4..]}}","masked_mobile":"1*****{{scene.Legal.Mobile[^2..]}}"},"may_edit":false}""",
            Unescaped(unit, without: "organization_code"));
        Assert.Equal("\"0\"", unit.ETag);
    }

    [Fact]
    [Trait("Spec", "R148")]
    [Trait("Spec", "RFC 7396 §2")]
    public async Task What_the_unit_says_of_itself_is_patched_and_the_register_s_facts_are_not()
    {
        var scene = await idp.PlantAsync();
        using var legal = await scene.AsAsync(scene.Legal);
        var done = await legal.PatchAsync(scene.Path, """{"industry":"软件和信息技术服务业","registered_address":"南京市示例路1号","economic_type":"有限责任公司"}""");
        Assert.Equal(("204", "\"1\""), (done.Outcome, done.ETag));
        Assert.Equal("204", (await legal.PatchAsync(scene.Path, """{"industry":null,"unit_nature":"企业","affiliation":"区县"}""", "\"1\"")).Outcome);
        var unit = await legal.GetAsync(scene.Path);
        Assert.Equal("\"2\"", unit.ETag);
        Assert.Equal((null, "南京市示例路1号", "有限责任公司", "企业", "区县"), (Member(unit, "industry"), Member(unit, "registered_address"), Member(unit, "economic_type"), Member(unit, "unit_nature"), Member(unit, "affiliation")));
        Assert.Equal(2, await _host.Database.CountAsync("select count(*) from audit_fact where code = 'unit.profile_changed' and unit = @unit", ("@unit", scene.Unit.Id.Value)));

        foreach (var fact in new[] { "organization_name", "registration_number", "unit_no", "organization_code", "unit_type", "region", "status", "representative", "sub" })
        {
            var refused = await legal.PatchAsync(scene.Path, $$"""{"affiliation":"市属","{{fact}}":"x"}""", "\"2\"");
            Assert.Equal("422 read_only", refused.Outcome);
            Assert.Equal(fact, Assert.Single(refused.Json.GetProperty("members").EnumerateArray()).GetString());
        }

        foreach (var (body, outcome) in new[]
        {
            ("""{"industry":""}""", "422 profile_form"),
            ("""{"industry":" x"}""", "422 profile_form"),
            ("""{"industry":"a\nb"}""", "422 profile_form"),
            ("""{"industry":"a\u202eb"}""", "422 profile_form"),
            ("""{"industry":"\ud800"}""", "400 invalid_request"),
            ("""{"industry\ud800":"x"}""", "400 invalid_request"),
            ($$"""{"industry":"{{new string('业', 65)}}"}""", "422 profile_form"),
            ($$"""{"registered_address":"{{new string('路', 201)}}"}""", "422 profile_form"),
            ("""{"industry":7}""", "400 invalid_request"),
            ("""{"industry":{}}""", "400 invalid_request"),
            ("""{"industry":"a","industry":"b"}""", "400 invalid_request"),
            ("[]", "400 invalid_request"),
            ("null", "400 invalid_request"),
            ("{", "400 invalid_request"),
            ($$"""{"industry":"{{new string('x', 9000)}}"}""", "413 invalid_request"),
        })
            Assert.Equal(outcome, (await legal.PatchAsync(scene.Path, body, "\"2\"")).Outcome);
        Assert.Equal("415 invalid_request", (await legal.PatchAsync(scene.Path, "{}", "\"2\"", "application/json")).Outcome);
        Assert.Equal("428 if_match_required", (await legal.PatchAsync(scene.Path, "{}", null)).Outcome);
        Assert.Equal("412 profile_changed", (await legal.PatchAsync(scene.Path, "{}", "\"1\"")).Outcome);
        Assert.Equal("区县", Member(await legal.GetAsync(scene.Path), "affiliation"));

        // The rare and the longest are texts too.
        Assert.Equal("204", (await legal.PatchAsync(scene.Path, $$"""{"industry":"{{string.Concat(Enumerable.Repeat("𠮷", 64))}}","registered_address":"{{new string('路', 200)}}"}""", "\"2\"")).Outcome);
        var both = await Task.WhenAll(legal.PatchAsync(scene.Path, """{"affiliation":"甲"}""", "\"3\""), legal.PatchAsync(scene.Path, """{"affiliation":"乙"}""", "\"3\""));
        Assert.Equal(["204", "412 profile_changed"], both.Select(one => one.Outcome).Order());
    }

    [Fact]
    [Trait("Case", "UN-11")]
    public async Task A_member_of_a_body_that_is_none_is_refused_by_name_and_written_down()
    {
        var scene = await idp.PlantAsync();
        using var legal = await scene.AsAsync(scene.Legal);
        var member = $"{scene.Path}/members/{scene.Agents[0].Id}";
        var form = UnitMemberTests.FormOf(await idp.PersonAsync(), "agent");
        var before = await NotesAsync(scene);
        foreach (var (path, method, body, named) in new[]
        {
            ($"{scene.Path}/members", "POST", form[..^1] + ""","status":"active","granted_by":"p_1","version":9,"unit":"u_1"}""", "status granted_by version unit"),
            ($"{scene.Path}/members", "POST", form[..^1] + ""","institution":"i_1","level":"real_person","Role":"administrator"}""", "institution level Role"),
            ($"{member}/items", "PUT", """{"items":["SI-0103"],"role":"administrator","ends":"2030-01-01"}""", "role ends"),
            ($"{member}/period", "PUT", """{"ends":"2027-01-01","items":["SI-0103"]}""", "items"),
            ($"{member}/role", "PUT", """{"role":"agent","all_items":true,"a\nb":1}""", "all_items a?b"),
            ($"{scene.Path}/terms", "POST", """{"version":1,"person":"p_1"}""", "person"),
        })
        {
            var refused = await legal.SendAsync(new HttpMethod(method), path, body, "\"1\"");
            Assert.Equal("422 body_member_refused", refused.Outcome);
            Assert.Equal(named, string.Join(' ', refused.Json.GetProperty("members").EnumerateArray().Select(one => one.GetString())));
        }

        Assert.Equal("422 body_member_refused", (await legal.PatchAsync(scene.Path, """{"version":5,"industry":"x"}""")).Outcome);
        Assert.Equal("422 read_only", (await legal.PatchAsync(scene.Path, """{"unit_no":"1"}""")).Outcome);
        Assert.Equal(before + 8, await NotesAsync(scene));
        Assert.Equal((2, "\"0\""), ((await legal.GetAsync($"{member}/items")).Json.GetProperty("items").GetArrayLength(), (await legal.GetAsync(scene.Path)).ETag));

        using var agent = await scene.AsAsync(scene.Agents[0]);
        Assert.Equal("403 operation_forbidden", (await agent.PutAsync($"{member}/items", """{"items":["SI-0103"]}""")).Outcome);
        Assert.Equal(before + 9, await NotesAsync(scene));
    }

    [Fact]
    [Trait("Case", "AD-02")]
    [Trait("Case", "UN-12")]
    public async Task Every_address_of_another_unit_is_none()
    {
        var (own, other) = (await idp.PlantAsync(), await idp.PlantAsync());
        using var legal = await own.AsAsync(own.Legal);
        var swept = 0;
        await foreach (var (path, method) in OperationsAsync())
        {
            foreach (var unit in new[] { other.Unit.Id.ToString(), "u_00000000000000000000000000", "u_1", "1", other.Unit.CreditCode!.Value, "..%2f" + own.Unit.Id, own.Unit.Id.ToString().ToLowerInvariant() })
                Assert.Equal((path, method, "404 unit_unknown"), (path, method, await TryAsync(path, method, unit, other.Institution.Id.ToString(), other.Agents[0].Id)));
            if (path.Contains("{institution}", StringComparison.Ordinal))
            {
                foreach (var institution in new[] { other.Institution.Id.ToString(), "i_00000000000000000000000000", "J0000007", "x" })
                    Assert.Equal((path, method, "404 institution_unknown"), (path, method, await TryAsync(path, method, own.Unit.Id.ToString(), institution, other.Within.Id)));
            }

            if (path.Contains("{member}", StringComparison.Ordinal))
            {
                foreach (var member in new[] { other.Agents[0].Id, "m_00000000000000000000000000", "x", path.Contains("{institution}", StringComparison.Ordinal) ? own.Agents[0].Id : own.Within.Id })
                    Assert.Equal((path, method, "404 member_unknown"), (path, method, await TryAsync(path, method, own.Unit.Id.ToString(), own.Institution.Id.ToString(), member)));
            }

            swept++;
        }

        Assert.True(swept >= 23, $"{swept} operations");

        async Task<string> TryAsync(string path, string method, string unit, string institution, string member)
        {
            var address = path.Replace("{unit}", unit, StringComparison.Ordinal).Replace("{institution}", institution, StringComparison.Ordinal).Replace("{member}", member, StringComparison.Ordinal);
            return (await UnitCaller.SendAsync(_host, legal.AccessToken, new HttpMethod(method), address, method is "GET" or "DELETE" ? null : "{}", "\"1\"", method == "PATCH" ? "application/merge-patch+json" : "application/json")).Outcome;
        }
    }

    [Fact]
    [Trait("Case", "UN-01")]
    public async Task Nothing_but_the_token_says_for_which_unit_somebody_acts()
    {
        var (own, other) = (await idp.PlantAsync(), await idp.PlantAsync());
        using var legal = await own.AsAsync(own.Legal);
        foreach (var name in new[] { "unit", "unit_hint", "institution", "membership", "role", "represents" })
            Assert.Equal(own.Unit.Name, Member(await legal.GetAsync($"{own.Path}?{name}={other.Unit.Id}&{name}={own.Unit.Id}"), "organization_name"));
        Assert.Equal("404 unit_unknown", (await legal.GetAsync($"{other.Path}?unit={own.Unit.Id}")).Outcome);

        // Somebody who belongs to both acts for the one the token is for.
        var both = UnitActorIn(other, own.Legal);
        await _host.PlantAsync(new JsHrss.Accounts.Units.SeedPlan { Members = [both.Member] });
        Assert.Equal("404 unit_unknown", (await legal.GetAsync($"{other.Path}/my-items")).Outcome);
    }

    [Fact]
    [Trait("Spec", "R151")]
    public async Task Whoever_acts_within_an_institution_sees_its_members_and_nothing_of_the_unit()
    {
        var scene = await idp.PlantAsync();
        using var within = await scene.AsAsync(scene.Within);
        var list = await within.GetAsync($"{scene.InstitutionPath}/members");
        Assert.Equal(scene.Within.Id, Assert.Single(list.Json.GetProperty("members").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(["administrator", "agent"], list.Json.GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("role").GetString()));
        Assert.Equal("201", (await within.PostAsync($"{scene.InstitutionPath}/members", UnitMemberTests.FormOf(await idp.PersonAsync(), "agent"))).Outcome);
        Assert.Equal("403 operation_forbidden", (await within.GetAsync($"{scene.Path}/members")).Outcome);
        Assert.Equal("403 operation_forbidden", (await within.GetAsync(scene.Path)).Outcome);
        Assert.Equal("403 operation_forbidden", (await within.PatchAsync(scene.Path, """{"industry":"x"}""")).Outcome);
        Assert.Equal("403 operation_forbidden", (await within.PostAsync($"{scene.Path}/terms", """{"version":1}""")).Outcome);
        Assert.Equal("""{"role":"administrator","all":true,"items":[]}""", (await within.GetAsync($"{scene.Path}/my-items")).Text);
    }

    [Fact]
    [Trait("Spec", "RFC 6750 §3.1")]
    public async Task A_token_needs_the_scope_the_person_and_the_unit()
    {
        var scene = await idp.PlantAsync();
        using var reader = await scene.AsAsync(scene.Legal, "openid unit");
        Assert.Equal("200", (await reader.GetAsync($"{scene.Path}/members")).Outcome);
        var refused = await reader.DeleteAsync($"{scene.Path}/members/{scene.Agents[0].Id}");
        Assert.Equal("403 insufficient_scope", refused.Outcome);
        Assert.Contains("scope=\"unit.members\"", refused.Challenge, StringComparison.Ordinal);

        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid unit.members");
        var person = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Wu));
        Assert.Equal("403 insufficient_scope", (await UnitCaller.SendAsync(_host, person["access_token"], HttpMethod.Get, scene.Path)).Outcome);
        Assert.Equal("404 unit_unknown", (await UnitCaller.SendAsync(_host, person["access_token"], HttpMethod.Delete, $"{scene.Path}/members/{scene.Agents[0].Id}", null, "\"1\"")).Outcome);
        using var batch = Relying.Batch(_host);
        var own = await batch.TokenAsync(("grant_type", "client_credentials"));
        Assert.Equal("401 invalid_token", (await UnitCaller.SendAsync(_host, own["access_token"], HttpMethod.Get, scene.Path)).Outcome);
        Assert.Equal("401 invalid_token", (await UnitCaller.SendAsync(_host, "x.y.z", HttpMethod.Get, scene.Path)).Outcome);
        Assert.Equal("401", (await UnitCaller.SendAsync(_host, null, HttpMethod.Get, scene.Path)).Outcome);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §7.2")]
    public async Task A_token_that_is_bound_to_a_key_works_with_its_key_alone()
    {
        var scene = await idp.PlantAsync();
        using var key = new KeyHolder();
        using var legal = await scene.AsAsync(scene.Legal, key: key);
        Assert.Equal(HttpStatusCode.OK, (await legal.Hall.GetAsync($"{scene.Path}/members", legal.AccessToken)).Status);
        Assert.Equal("401 invalid_token", (await legal.GetAsync($"{scene.Path}/members")).Outcome);
    }

    [Fact]
    public async Task The_OpenAPI_document_lists_every_operation()
    {
        var found = new List<string>();
        await foreach (var (path, method) in OperationsAsync())
            found.Add($"{method} {path}");
        foreach (var place in new[] { "/api/units/{unit}/members", "/api/units/{unit}/institutions/{institution}/members" })
        {
            Assert.Superset(
                new HashSet<string>([$"GET {place}", $"POST {place}", $"GET {place}/{{member}}", $"DELETE {place}/{{member}}", $"PUT {place}/{{member}}/period", $"PUT {place}/{{member}}/role", $"PUT {place}/{{member}}/items", $"GET {place}/{{member}}/items", $"POST {place}/{{member}}/replacement"]),
                found.ToHashSet());
        }

        Assert.Superset(new HashSet<string>(["GET /api/units/{unit}", "PATCH /api/units/{unit}", "POST /api/units/{unit}/terms", "GET /api/units/{unit}/my-items", "POST /api/units/{unit}/leave"]), found.ToHashSet());
    }

    private async IAsyncEnumerable<(string Path, string Method)> OperationsAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_host.Issuer) };
        var paths = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).RootElement.GetProperty("paths");
        foreach (var path in paths.EnumerateObject().Where(path => path.Name.StartsWith("/api/units/", StringComparison.Ordinal)))
        {
            foreach (var method in path.Value.EnumerateObject().Where(method => method.Name is "get" or "put" or "post" or "patch" or "delete"))
                yield return (path.Name, method.Name.ToUpperInvariant());
        }
    }

    private static UnitActor UnitActorIn(UnitScene scene, UnitActor actor) => new(scene.Host.NewAgent(actor.Person.Id, scene.Unit.Id, "SI-0101"), actor.Person);

    private Task<long> NotesAsync(UnitScene scene) =>
        _host.Database.CountAsync("select count(*) from audit_fact where code = 'governance.refused' and unit = @unit", ("@unit", scene.Unit.Id.Value));

    private static string? Member(UnitReply reply, string member) => reply.Json.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static string Type(UnitReply unit) => unit.Json.GetProperty("representative").GetProperty("document_type").GetString()!;

    private static string Unescaped(UnitReply reply, string without) =>
        System.Text.RegularExpressions.Regex.Replace(System.Text.RegularExpressions.Regex.Unescape(reply.Text), $"\"{without}\":\"[^\"]*\",", "");
}
