using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>机构管理 at the wire: a unit applies, an officer's system decides, and the institution is entered by its number and by nothing else.</summary>
[Trait("Spec", "R151")]
public sealed class InstitutionTests(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private const string Feng = "13000000041";
    private const string Officers = "/api/institutions";
    private const string Wish = """{"name":"示例高校见习基地","business_line":"人才流动服务"}""";
    private const string ByWu = """{"officer":"wu.shi","reason":"材料不全"}""";

    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Case", "UN-03")]
    public async Task What_a_unit_applies_for_is_decided_by_an_officer_and_ends_with_all_that_acts_in_it()
    {
        var (li, path) = await ActingAsync(Demo.U1, Demo.Li);
        var applied = await li.SendAsync(HttpMethod.Post, path, Json(Wish));
        Assert.True(applied.Status == HttpStatusCode.Created, applied.Text);
        Assert.Equal(("applied", "unit", false, false, "\"1\""), (Text(applied, "status"), Text(applied, "opened_by"), applied.Json.TryGetProperty("number", out _), applied.Json.TryGetProperty("officer", out _), applied.Header("ETag")));
        var own = Assert.Single((await li.SendAsync(HttpMethod.Get, path, null)).Json.GetProperty("institutions").EnumerateArray(), one => one.GetProperty("id").GetString() == Text(applied, "id"));
        Assert.False(own.TryGetProperty("unit", out _));

        var desk = await DeskAsync();
        var waiting = (await desk.SendAsync(HttpMethod.Get, Officers, null)).Json.GetProperty("institutions").EnumerateArray().Single(one => one.GetProperty("id").GetString() == Text(applied, "id"));
        Assert.Equal((Demo.U1Number, Demo.U1), (waiting.GetProperty("unit").GetProperty("unit_no").GetString(), waiting.GetProperty("unit").GetProperty("registration_number").GetString()));
        var approved = await DecideAsync(desk, applied, "approve", """{"officer":"wu.shi"}""");
        Assert.True(approved.Status == HttpStatusCode.OK, approved.Text);
        Assert.Equal(("active", "wu.shi"), (Text(approved, "status"), Text(approved, "officer")));
        Assert.Matches("^J[0-9]{7}$", Text(approved, "number"));
        Assert.Equal(1, await _host.Database.CountAsync("select count(*) from audit_fact where code = 'institution.approved' and client = 'institution-desk'"));

        // The one that has a member: what acts in it ends at once, and what acts in its unit goes on.
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid unit items offline_access");
        var inside = await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.InstitutionNumber, Demo.Cao));
        var one = await desk.SendAsync(HttpMethod.Get, $"{Officers}/{await IdOfAsync(desk, Demo.InstitutionNumber)}", null);
        var suspended = await DecideAsync(desk, one, "suspend", ByWu);
        Assert.Equal(("suspended", "材料不全"), (Text(suspended, "status"), Text(suspended, "reason")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/api/me", inside["access_token"]!)).Status);
        Assert.Equal("false", (await hall.IntrospectAsync(inside["access_token"]!))["active"]?.ToLowerInvariant());
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(inside["refresh_token"]!))["error"]);
        Assert.Equal(HttpStatusCode.OK, (await li.SendAsync(HttpMethod.Get, path, null)).Status);
        using var again = new HttpBrowser();
        Assert.Null((await again.AsMemberAsync(hall, Demo.InstitutionNumber, Demo.Cao))["code"]);

        var resumed = await DecideAsync(desk, suspended, "resume", """{"officer":"wu.shi"}""");
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(inside["refresh_token"]!))["error"]);
        using var back = new HttpBrowser();
        Assert.Equal(Demo.U1Number, (await hall.RedeemAsync(await back.AsMemberAsync(hall, Demo.InstitutionNumber, Demo.Cao))).UnitOf());

        var ended = await DecideAsync(desk, resumed, "end", ByWu);
        Assert.Equal("ended", Text(ended, "status"));
        using var late = new HttpBrowser();
        Assert.Contains("账号或密码错误。", (await late.AsMemberAsync(hall, Demo.InstitutionNumber, Demo.Cao)).Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, "wrong_state"), Told(await DecideAsync(desk, ended, "resume", """{"officer":"wu.shi"}""")));
        var created = await desk.SendAsync(HttpMethod.Post, Officers, Json($$"""{"unit":"{{Demo.U1}}","name":"示例见习基地","business_line":"人才流动服务","officer":"wu.shi"}"""));
        Assert.Equal((HttpStatusCode.Created, "officer"), (created.Status, Text(created, "opened_by")));
        Assert.True(string.CompareOrdinal(Text(created, "number"), Text(approved, "number")) > 0, created.Text);
        Assert.Equal(HttpStatusCode.OK, (await desk.SendAsync(HttpMethod.Get, created.Header("Location")!, null)).Status);
    }

    [Theory]
    [InlineData(Demo.U1, Demo.Zhang, Demo.UnitPassword, HttpStatusCode.Created)]
    [InlineData(Demo.U1, Demo.Li, Demo.UnitPassword, HttpStatusCode.Created)]
    [InlineData(Demo.U1, Demo.Wang, Demo.UnitPassword, HttpStatusCode.Forbidden)]
    [InlineData(Demo.U2, Demo.Li, Demo.U2Password, HttpStatusCode.NotFound)]
    [InlineData(Demo.U3, Demo.Zhang, Demo.UnitPassword, HttpStatusCode.NotFound)]
    [InlineData(null, Demo.Zhang, Demo.PersonalPassword, HttpStatusCode.NotFound)]
    [Trait("Case", "UN-11")]
    [Trait("Case", "UN-12")]
    public async Task Only_the_legal_representative_and_the_administrator_of_that_unit_apply_see_and_withdraw(string? unit, string person, string password, HttpStatusCode expected)
    {
        var (zhang, path) = await ActingAsync(Demo.U1, Demo.Zhang);
        var actor = (await ActingAsync(unit, person, password)).Caller;
        var name = $"基地{Guid.NewGuid():N}"[..20];
        var applied = await actor.SendAsync(HttpMethod.Post, path, Json($$"""{"name":"{{name}}","business_line":"就业服务"}"""));
        Assert.True(applied.Status == expected, applied.Text);
        Assert.Equal(expected == HttpStatusCode.Created ? HttpStatusCode.OK : expected, (await actor.SendAsync(HttpMethod.Get, path, null)).Status);

        var one = expected == HttpStatusCode.Created ? applied : await zhang.SendAsync(HttpMethod.Post, path, Json($$"""{"name":"{{name}}","business_line":"就业服务"}"""));
        var place = $"{path}/{Text(one, "id")}/withdraw";
        var withdrawn = await actor.SendAsync(HttpMethod.Post, place, null, ("If-Match", "\"1\""));
        Assert.Equal(expected == HttpStatusCode.Created ? HttpStatusCode.OK : expected, withdrawn.Status);
        if (expected == HttpStatusCode.Created)
        {
            Assert.Equal("withdrawn", Text(withdrawn, "status"));
            return;
        }

        Assert.Equal("application/problem+json", withdrawn.Type);
        Assert.Equal(expected == HttpStatusCode.Forbidden ? "operation_forbidden" : "unit_unknown", Told(withdrawn).Code);
        Assert.Equal(HttpStatusCode.OK, (await zhang.SendAsync(HttpMethod.Post, place, null, ("If-Match", "\"1\""))).Status);
    }

    [Fact]
    [Trait("Case", "UN-12")]
    public async Task A_unit_withdraws_over_what_it_saw_and_nothing_of_another_unit()
    {
        var (li, path) = await ActingAsync(Demo.U2, Demo.Li, Demo.U2Password);
        var (zhang, other) = await ActingAsync(Demo.U3, Demo.Zhang);
        var one = await li.SendAsync(HttpMethod.Post, path, Json(Wish));
        Assert.Equal((HttpStatusCode.Conflict, "name_taken"), Told(await li.SendAsync(HttpMethod.Post, path, Json(Wish))));
        Assert.Equal((HttpStatusCode.NotFound, "institution_unknown"), Told(await zhang.SendAsync(HttpMethod.Post, $"{other}/{Text(one, "id")}/withdraw", null, ("If-Match", "\"1\""))));
        foreach (var id in new[] { "i_x", "1", "%20", Text(one, "id")[..^1] + "7" })
            Assert.Equal(HttpStatusCode.NotFound, (await li.SendAsync(HttpMethod.Post, $"{path}/{id}/withdraw", null, ("If-Match", "\"1\""))).Status);
        var place = $"{path}/{Text(one, "id")}/withdraw";
        Assert.Equal((HttpStatusCode.PreconditionRequired, "if_match_required"), Told(await li.SendAsync(HttpMethod.Post, place, null)));
        Assert.Equal((HttpStatusCode.PreconditionRequired, "if_match_required"), Told(await li.SendAsync(HttpMethod.Post, place, null, ("If-Match", "*"))));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "institution_changed"), Told(await li.SendAsync(HttpMethod.Post, place, null, ("If-Match", "\"9\""))));
        Assert.Equal(HttpStatusCode.OK, (await li.SendAsync(HttpMethod.Post, place, null, ("If-Match", "\"1\""))).Status);
        Assert.Equal((HttpStatusCode.Conflict, "wrong_state"), Told(await li.SendAsync(HttpMethod.Post, place, null, ("If-Match", "\"2\""))));
    }

    [Theory]
    [InlineData("{}", 422)]
    [InlineData("""{"name":"示例基地"}""", 422)]
    [InlineData("""{"name":"<b>x</b>","business_line":"就业服务"}""", 422)]
    [InlineData("""{"name":"示例基地","business_line":"就业\u202e"}""", 422)]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("""{"name":7}""", 400)]
    [InlineData("""{"name":"a","name":"b"}""", 400)]
    [InlineData("""{"name":"示例基地","business_line":"就业\ud800"}""", 400)]
    [InlineData("""{"\ud800":"示例基地"}""", 400)]
    [Trait("Case", "UN-11")]
    public async Task A_body_of_another_form_is_refused(string body, int status)
    {
        var (zhang, path) = await ActingAsync(Demo.U3, Demo.Zhang);
        var refused = await zhang.SendAsync(HttpMethod.Post, path, Json(body));
        Assert.True((int)refused.Status == status && refused.Type == "application/problem+json", $"{refused.Status} {refused.Text}");
        // State, number and unit are nobody's to send.
        foreach (var more in new[] { "\"status\":\"active\"", "\"number\":\"J0000001\"", "\"unit\":\"u_x\"", "\"version\":1" })
            Assert.InRange((int)(await zhang.SendAsync(HttpMethod.Post, path, Json($$"""{"name":"示例基地","business_line":"就业服务",{{more}}}"""))).Status, 400, 422);
        Assert.DoesNotContain((await zhang.SendAsync(HttpMethod.Get, path, null)).Json.GetProperty("institutions").EnumerateArray(), one => one.GetProperty("opened_by").GetString() == "unit");
    }

    [Fact]
    public async Task Only_a_system_with_its_own_key_and_the_scope_decides_and_names_its_officer()
    {
        using var batch = Relying.Batch(_host);
        var other = new Asking(_host, "Bearer " + (await batch.TokenAsync(("grant_type", "client_credentials")))["access_token"]);
        var person = (await ActingAsync(Demo.U1, Demo.Zhang)).Caller;
        foreach (var (caller, status) in new[] { (new Asking(_host, null), 401), (person, 401), (other, 403), (new Asking(_host, "Bearer x.y.z"), 401) })
        {
            Assert.Equal(status, (int)(await caller.SendAsync(HttpMethod.Get, Officers, null)).Status);
            Assert.Equal(status, (int)(await caller.SendAsync(HttpMethod.Post, Officers, Json(ByWu))).Status);
            Assert.Equal(status, (int)(await caller.SendAsync(HttpMethod.Post, $"{Officers}/i_x/approve", Json(ByWu), ("If-Match", "\"1\""))).Status);
        }

        var desk = await DeskAsync();
        var one = await desk.SendAsync(HttpMethod.Post, Officers, Json("""{"unit":"13150821","name":"示例鉴定基地","business_line":"技能鉴定","officer":"wu.shi"}"""));
        Assert.True(one.Status == HttpStatusCode.Created, one.Text);
        var place = $"{Officers}/{Text(one, "id")}/suspend";
        Assert.Equal((HttpStatusCode.PreconditionRequired, "if_match_required"), Told(await desk.SendAsync(HttpMethod.Post, place, Json(ByWu))));
        foreach (var (body, status, code) in new[]
        {
            ("""{"reason":"材料不全"}""", 422, "officer_missing"), ("""{"officer":"吴示审","reason":"材料不全"}""", 422, "officer_unfit"), ("""{"officer":"wu.shi"}""", 422, "reason_missing"),
            ("""{"officer":"wu.shi","reason":"x\ny"}""", 422, "reason_unfit"), ("""{"officer":"wu.shi","reason":"材料不全","status":"ended"}""", 400, "invalid_request"), ("x", 400, "invalid_request"),
        })
        {
            Assert.Equal(((HttpStatusCode)status, code), Told(await desk.SendAsync(HttpMethod.Post, place, Json(body), ("If-Match", "\"1\""))));
        }

        var stale = await desk.SendAsync(HttpMethod.Post, place, Json(ByWu), ("If-Match", "\"2\""));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "institution_changed", "\"1\""), (stale.Status, Told(stale).Code, stale.Header("ETag")));
        Assert.Equal((HttpStatusCode.NotFound, "institution_unknown"), Told(await desk.SendAsync(HttpMethod.Post, $"{Officers}/i_00000000000000000000000000/approve", Json(ByWu), ("If-Match", "\"1\""))));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "unit_unknown"), Told(await desk.SendAsync(HttpMethod.Post, Officers, Json($$"""{"unit":"{{Text(one, "number")}}","name":"示例基地","business_line":"技能鉴定","officer":"wu.shi"}"""))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await desk.SendAsync(HttpMethod.Post, place, Json($$"""{"officer":"{{new string('x', 5000)}}"}"""), ("If-Match", "\"1\""))).Status);
    }

    [Fact]
    public async Task Lists_are_read_part_by_part()
    {
        var desk = await DeskAsync();
        var unit = (await desk.SendAsync(HttpMethod.Post, Officers, Json("""{"unit":"13150821","name":"示例列表基地","business_line":"技能鉴定","officer":"wu.shi"}"""))).Json.GetProperty("id").GetString();
        var seen = new List<string>();
        var query = "?status=active&limit=1";
        for (var next = ""; next is not null;)
        {
            var part = (await desk.SendAsync(HttpMethod.Get, Officers + query + (next.Length == 0 ? "" : $"&cursor={next}"), null)).Json;
            seen.AddRange(part.GetProperty("institutions").EnumerateArray().Select(one => one.GetProperty("id").GetString()!));
            next = part.TryGetProperty("next", out var more) ? more.GetString() : null;
        }

        Assert.Contains(unit, seen);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        foreach (var wrong in new[] { "limit=0", "limit=101", "limit=x", "limit=1&limit=2", "cursor=", "cursor=x", "cursor=%00", "cursor=AAAAAAAAAAAAAAAAAAAAA*", "status=open", "status=1" })
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), Told(await desk.SendAsync(HttpMethod.Get, $"{Officers}?{wrong}", null)));
    }

    [Fact]
    [Trait("Case", "UN-19")]
    public async Task Every_token_and_answer_says_whether_it_is_for_the_unit_or_an_institution_of_it()
    {
        // A person who is in both, with a password for each: another test ends the demonstration's.
        using var hall = Relying.Hall(_host, "openid unit items");
        var desk = await DeskAsync();
        var one = (await desk.SendAsync(HttpMethod.Post, Officers, Json($$"""{"unit":"{{Demo.U3}}","name":"示例口令基地","business_line":"技能鉴定","officer":"wu.shi"}"""))).Json;
        var number = one.GetProperty("number").GetString()!;
        var (unitId, institution) = (UnitId.Read((await desk.SendAsync(HttpMethod.Get, $"{Officers}/{one.GetProperty("id").GetString()}", null)).Json.GetProperty("unit").GetProperty("id").GetString())!.Value, InstitutionId.Read(one.GetProperty("id").GetString())!.Value);
        var feng = _host.NewPerson("冯示册", "320400199304120018", Feng);
        var (outside, inside) = (_host.NewAgent(feng.Id, unitId, "SI-0101"), _host.NewAgent(feng.Id, unitId, "SI-0301") with { Institution = institution });
        await _host.PlantAsync(new SeedPlan { Persons = [feng], Members = [outside, inside], Credentials = [_host.NewPassword(feng.Id, outside.Id, "Unit-2026!"), _host.NewPassword(feng.Id, inside.Id, "Inst-2026!")] });

        using var browser = new HttpBrowser();
        Assert.Equal(number, await InstitutionAsync(await hall.RedeemAsync(await browser.AsMemberAsync(hall, number, Feng, "Inst-2026!"))));
        using var unit = new HttpBrowser();
        Assert.Null(await InstitutionAsync(await hall.RedeemAsync(await unit.AsMemberAsync(hall, Demo.U3Number, Feng))));
        // The unit's codes do not open its institution, nor the institution's number the unit.
        foreach (var (code, account, password) in new[] { (Demo.U3, Feng, "Inst-2026!"), (Demo.U3Number, Feng, "Inst-2026!"), (number, Feng, "Unit-2026!"), (number, Demo.Zhang, "Unit-2026!") })
        {
            using var wrong = new HttpBrowser();
            Assert.Contains("账号或密码错误。", (await wrong.AsMemberAsync(hall, code, account, password)).Text, StringComparison.Ordinal);
        }

        async Task<string?> InstitutionAsync(Answer tokens)
        {
            JsonElement[] told = [tokens.Claims(), tokens.Claims("access_token"), (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Json, (await hall.IntrospectAsync(tokens["access_token"]!)).Json, (await hall.GetAsync("/api/me", tokens["access_token"]!)).Json];
            return Assert.Single(told.Select(one => one.GetProperty("represents").TryGetProperty("institution", out var within) ? within.GetProperty("no").GetString() : null).Distinct());
        }
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_it()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_host.Issuer) };
        var paths = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).RootElement.GetProperty("paths");
        foreach (var (path, method, status) in new[]
        {
            (Officers, "get", "200"), (Officers, "post", "201"), (Officers + "/{id}", "get", "404"), (Officers + "/{id}/approve", "post", "412"), (Officers + "/{id}/refuse", "post", "422"),
            (Officers + "/{id}/suspend", "post", "428"), (Officers + "/{id}/resume", "post", "409"), (Officers + "/{id}/end", "post", "200"),
        })
        {
            Assert.True(paths.GetProperty(path).GetProperty(method).GetProperty("responses").TryGetProperty(status, out _), $"{method} {path} {status}");
        }

        var unit = paths.EnumerateObject().Where(path => path.Name.StartsWith("/api/units/", StringComparison.Ordinal)).Select(path => path.Name[(path.Name.IndexOf('}', StringComparison.Ordinal) + 1)..]).ToHashSet();
        Assert.Superset(new HashSet<string>(["/institutions", "/institutions/{institution}/withdraw"]), unit);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string Text(AccessAnswer answer, string member) => answer.Json.TryGetProperty(member, out var value) ? value.ToString() : throw new InvalidOperationException(answer.Text);

    private static (HttpStatusCode Status, string? Code) Told(AccessAnswer answer) => (answer.Status, answer.Text.Length > 0 ? answer.Json.GetProperty("code").GetString() : null);

    private static Task<AccessAnswer> DecideAsync(Asking desk, AccessAnswer seen, string what, string body) =>
        desk.SendAsync(HttpMethod.Post, $"{Officers}/{Text(seen, "id")}/{what}", Json(body), ("If-Match", $"\"{Text(seen, "version")}\""));

    private static async Task<string> IdOfAsync(Asking desk, string number) =>
        (await desk.SendAsync(HttpMethod.Get, $"{Officers}?status=active&limit=100", null)).Json.GetProperty("institutions").EnumerateArray().Single(one => one.GetProperty("number").GetString() == number).GetProperty("id").GetString()!;

    /// <summary>Somebody who acts for a unit, and where its institutions are; null: for themselves, and U1's.</summary>
    private async Task<(Asking Caller, string Path)> ActingAsync(string? unit, string person, string password = Demo.UnitPassword)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid unit unit.members");
        var tokens = await hall.RedeemAsync(unit is null ? await browser.AsPersonAsync(hall, person, password) : await browser.AsMemberAsync(hall, unit, person, password));
        var id = unit is null ? "" : tokens.Claims().GetProperty("represents").GetProperty("sub").GetString();
        return (new Asking(_host, "Bearer " + tokens["access_token"]), $"/api/units/{id}/institutions");
    }

    /// <summary>The officers' system: its key is published with the sample, for Development.</summary>
    private async Task<Asking> DeskAsync()
    {
        var jwk = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(IdpHost.Repository, "samples", "institution-desk.jwk.json"), TestContext.Current.CancellationToken)).RootElement;
        byte[] Part(string name) => Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString()!);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Part("x"), Y = Part("y") }, D = Part("d") });
        var now = _host.Clock.GetUtcNow().ToUnixTimeSeconds();
        var input = Encode(new { alg = "ES256", kid = jwk.GetProperty("kid").GetString() }) + "." + Encode(new { iss = "institution-desk", sub = "institution-desk", aud = _host.Issuer, jti = Guid.NewGuid().ToString(), exp = now + 60, iat = now });
        var assertion = input + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256));
        using var desk = new Relying(_host, "institution-desk", null, "", "institutions.write");
        var tokens = await desk.TokenAsync(("grant_type", "client_credentials"), ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", assertion));
        Assert.True(tokens.Status == HttpStatusCode.OK, tokens.Json.ToString());
        return new Asking(_host, "Bearer " + tokens["access_token"]);
    }

    private static string Encode(object members) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(members));
}
