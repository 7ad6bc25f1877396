using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>The catalogue of business items at the wire: who may write it, over what, and how a wrong row is told.</summary>
public sealed class ItemTests(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    public async Task The_catalogue_is_read_changed_and_counts_at_once_for_what_clients_are_told()
    {
        var token = await TokenAsync();
        var (catalogue, tag) = await ReadAsync(token);
        var items = catalogue["items"]!.AsArray();
        var first = items.Single(item => (string?)item!["code"] == "SI-0104")!;
        Assert.Equal("""{"code":"SI-0104","name":"工伤认定申请","min_level":"real_person","actions":["query","submit"]}""", first.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

        var before = await _host.Database.CountAsync("select count(*) from audit_fact where code = 'items.imported'");
        items.Add(JsonNode.Parse("""{"code":"SI-0900","name":"新事项","parent":"SI-0101","min_level":"registered","actions":["query"],"validity":{"start":"2026-01-01","end":"2099-12-31"}}"""));
        first["min_level"] = "real_name";
        var written = await PutAsync(token, tag, catalogue.ToJsonString());
        Assert.True(written.Status == HttpStatusCode.OK, written.Text);
        Assert.Equal((1, 1, items.Count), (written.Json.GetProperty("added").GetInt32(), written.Json.GetProperty("changed").GetInt32(), written.Json.GetProperty("total").GetInt32()));
        var (after, now) = await ReadAsync(token);
        Assert.Equal(written.Header("ETag"), now);
        Assert.Equal("SI-0101", (string?)after["items"]!.AsArray().Single(item => (string?)item!["code"] == "SI-0900")!["parent"]);
        Assert.Equal(before + 1, await _host.Database.CountAsync("select count(*) from audit_fact where code = 'items.imported' and client = 'item-catalogue'"));

        // A legal representative holds the new item at the next request.
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var sub = (await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Zhang))).Claims().GetProperty("sub").GetString()!;
        var asking = new Asking(_host, "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("hall:hall-dev-secret-0123456789abcdefghij")));
        Assert.Equal("permitted", (await asking.AskAsync(Asked.About(sub, "SI-0900", "query", Demo.U1))).Outcome());

        // The same again writes nothing; over what was seen before, neither.
        var again = await PutAsync(token, now, after.ToJsonString());
        Assert.Equal((HttpStatusCode.OK, now), (again.Status, again.Header("ETag")));
        var late = await PutAsync(token, tag, catalogue.ToJsonString());
        Assert.Equal((HttpStatusCode.PreconditionFailed, now, "catalogue_changed"), (late.Status, late.Header("ETag"), late.Json.GetProperty("code").GetString()));
        Assert.Equal(before + 1, await _host.Database.CountAsync("select count(*) from audit_fact where code = 'items.imported'"));
    }

    [Fact]
    public async Task Wrong_rows_are_named_and_nothing_is_written()
    {
        var token = await TokenAsync();
        var (catalogue, tag) = await ReadAsync(token);
        catalogue["items"]!.AsArray().RemoveAt(0);
        catalogue["items"]!.AsArray().Add(JsonNode.Parse("""{"code":"SI-0901","name":"","parent":"SI-0000","min_level":"high","actions":["fly"]}"""));
        var refused = await PutAsync(token, tag, catalogue.ToJsonString());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json", "items_refused"), (refused.Status, refused.Type, refused.Json.GetProperty("code").GetString()));
        var rows = refused.Json.GetProperty("rows").EnumerateArray().Select(row => $"{row.GetProperty("code").GetString()} {row.GetProperty("member").GetString()} {row.GetProperty("problem").GetString()}").ToArray();
        Assert.Contains("SI-0101 code removed", rows);
        Assert.Contains("SI-0901 name missing", rows);
        Assert.Contains("SI-0901 min_level form", rows);
        Assert.Contains("SI-0901 actions form", rows);
        Assert.Equal(rows.Length, refused.Json.GetProperty("faults").GetInt32());
        Assert.Equal(tag, (await ReadAsync(token)).Tag);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"items":[]}""", 400)]
    [InlineData("""{"items":{}}""", 400)]
    [InlineData("""{"items":[7]}""", 400)]
    [InlineData("""{"items":[null]}""", 422)]
    [InlineData("""{"items":[{"code":"SI-0101","name":7}]}""", 400)]
    [InlineData("""{"items":[{"code":"SI-0101","code":"SI-0102"}]}""", 400)]
    [InlineData("""{"items":[{"code":"SI-0101","price":1}]}""", 400)]
    [InlineData("""{"items":[{"code":"SI-0101","name":"\ud800","min_level":"real_name","actions":[]}]}""", 400)]
    public async Task A_body_of_another_form_is_refused_with_its_place(string body, int status)
    {
        var token = await TokenAsync();
        var refused = await PutAsync(token, (await ReadAsync(token)).Tag, body);
        Assert.True((int)refused.Status == status, $"{refused.Status} {refused.Text}");
        Assert.Equal("application/problem+json", refused.Type);
    }

    [Fact]
    public async Task Three_thousand_items_are_written_at_once_and_too_many_or_too_much_is_not()
    {
        var token = await TokenAsync();
        var (catalogue, tag) = await ReadAsync(token);
        for (var n = 0; n < 3000; n++)
            catalogue["items"]!.AsArray().Add(JsonNode.Parse($$"""{"code":"TX-{{n:0000}}","name":"事项{{n}}","parent":"SI-0102","min_level":"real_name","actions":["query","submit"]}"""));
        Assert.Equal(3000, (await PutAsync(token, tag, catalogue.ToJsonString())).Json.GetProperty("added").GetInt32());

        var many = new JsonObject { ["items"] = new JsonArray([.. Enumerable.Range(0, 5001).Select(n => new JsonObject { ["code"] = $"TX-{n}" })]) };
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync(token, tag, many.ToJsonString())).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PutAsync(token, tag, $$"""{"x":"{{new string('x', 2_100_000)}}"}""")).Status);
    }

    [Fact]
    public async Task Only_a_token_of_its_own_with_the_scope_writes_and_only_over_what_was_seen()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var batch = Relying.Batch(_host);
        var person = (await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Li)))["access_token"]!;
        var other = (await batch.TokenAsync(("grant_type", "client_credentials")))["access_token"]!;
        foreach (var (token, status) in new[] { (null, 401), (person, 401), (other, 403), ("x.y.z", 401) })
        {
            Assert.Equal(status, (int)(await PutAsync(token, "\"x\"", "{}")).Status);
            Assert.Equal(status, (int)(await new Asking(_host, token is null ? null : "Bearer " + token).SendAsync(HttpMethod.Get, "/api/items", null)).Status);
        }

        var secret = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("item-catalogue:item-catalogue-dev-secret-0123456789"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await new Asking(_host, secret).SendAsync(HttpMethod.Get, "/api/items", null)).Status);
        var own = await TokenAsync();
        foreach (var unseen in new[] { null, "*", "W/\"x\"", "\"x\", \"y\"", "x" })
            Assert.Equal(HttpStatusCode.PreconditionRequired, (await PutAsync(own, unseen, "{}")).Status);
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_it()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_host.Issuer) };
        var path = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).RootElement.GetProperty("paths").GetProperty("/api/items");
        Assert.Superset(new HashSet<string>(["200", "400", "401", "403", "412", "413", "422", "428"]), path.GetProperty("put").GetProperty("responses").EnumerateObject().Select(one => one.Name).ToHashSet());
        Assert.True(path.TryGetProperty("get", out _));
    }

    private async Task<string> TokenAsync()
    {
        using var own = new Relying(_host, "item-catalogue", "item-catalogue-dev-secret-0123456789", "", "items.write");
        return (await own.TokenAsync(("grant_type", "client_credentials")))["access_token"]!;
    }

    private async Task<(JsonNode Catalogue, string Tag)> ReadAsync(string token)
    {
        var answer = await new Asking(_host, "Bearer " + token).SendAsync(HttpMethod.Get, "/api/items", null);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return (JsonNode.Parse(answer.Text)!, answer.Header("ETag")!);
    }

    private Task<AccessAnswer> PutAsync(string? token, string? tag, string body)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new Asking(_host, token is null ? null : "Bearer " + token).SendAsync(HttpMethod.Put, "/api/items", content, tag is null ? [] : [("If-Match", tag)]);
    }
}
