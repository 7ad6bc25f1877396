using System.Net;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>What a relying party learns from <c>/api/me</c> and <c>/api/me/units</c>, and what it is told when its token does not suffice.</summary>
public sealed class MyAccountJourney(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    public async Task It_tells_the_person_the_context_and_the_level()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var own = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Wang));
        var me = await hall.GetAsync("/api/me", own["access_token"]!);
        Assert.Equal(own.Claims().GetProperty("sub").GetString(), me["sub"]);
        Assert.Equal("王*", me["masked_name"]);
        Assert.Equal("person", me["subject_type"]);
        Assert.Equal("real_person", me["auth_level"]);
        Assert.Equal("urn:jshrss:acr:realperson", me["acr"]);
        Assert.Equal(own.Claims().GetProperty("auth_time").ToString(), me["auth_time"]);
        Assert.Null(me["represents"]);
        Assert.Null(me["authorization_details"]);

        var unit = await hall.RedeemAsync(await browser.JoinUnitAsync(hall, Demo.U1Number, Demo.Wang));
        me = await hall.GetAsync("/api/me", unit["access_token"]!);
        Assert.Equal(Demo.U1Number, me.Json.UnitOf());
        Assert.Equal(unit.Claims().GetProperty("represents").GetRawText(), me.Json.GetProperty("represents").GetRawText());
        Assert.Equal(unit.Json.GetProperty("authorization_details").GetRawText(), me.Json.GetProperty("authorization_details").GetRawText());
    }

    [Fact]
    public async Task Units_are_listed_served_or_not_with_the_reason()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var listed = await hall.GetAsync("/api/me/units", (await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Li)))["access_token"]!);
        Assert.Equal([Demo.U1Number, Demo.U2Number, Demo.U4Number], listed.Json.EnumerateArray().Select(unit => unit.GetProperty("unit_no").GetString()));
        Assert.All(listed.Json.EnumerateArray(), unit => Assert.Equal(("administrator", true), (unit.GetProperty("role").GetString(), unit.GetProperty("served").GetBoolean())));
        Assert.Equal(Demo.U1, listed.Json[0].GetProperty("registration_number").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\d$", listed.Json[0].GetProperty("until").GetString());

        using var other = new HttpBrowser();
        var over = await hall.GetAsync("/api/me/units", (await hall.RedeemAsync(await other.AsPersonAsync(hall, Demo.Zhao)))["access_token"]!);
        var one = over.Json.EnumerateArray().Single(unit => unit.GetProperty("unit_no").GetString() == Demo.U1Number);
        Assert.False(one.GetProperty("served").GetBoolean());
        Assert.Equal("ended", one.GetProperty("reason").GetString());

        using var third = new HttpBrowser();
        var institution = await hall.GetAsync("/api/me/units", (await hall.RedeemAsync(await third.AsPersonAsync(hall, Demo.Cao)))["access_token"]!);
        Assert.Equal(Demo.InstitutionNumber, Assert.Single(institution.Json.EnumerateArray()).GetProperty("institution_no").GetString());
        using var spa = Relying.HallSpa(_host);
        Assert.Empty((await spa.GetAsync("/api/me/units", (await spa.RedeemAsync(await third.GoAsync(spa.AuthorizeUrl())))["access_token"]!)).Json.EnumerateArray());
    }

    [Fact]
    [Trait("Spec", "RFC 6750 §3.1")]
    public async Task A_token_without_the_scope_is_told_which_one_is_missing()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun, Demo.PersonalPassword, ("scope", "openid")));
        var refused = await hall.GetAsync("/api/me/units", tokens["access_token"]!);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal("insufficient_scope", refused["error"]);
        Assert.Contains("error=\"insufficient_scope\"", refused.Challenge, StringComparison.Ordinal);
        Assert.Contains("scope=\"unit\"", refused.Challenge, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/api/me", tokens["access_token"]!)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9470 §3")]
    public async Task A_proof_too_old_for_the_interface_is_answered_with_what_would_do()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Zhou));
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/api/me?max_age=60", tokens["access_token"]!)).Status);
        _host.Clock.Add(TimeSpan.FromMinutes(2));
        var refused = await hall.GetAsync("/api/me?max_age=60", tokens["access_token"]!);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Equal("insufficient_user_authentication", refused["error"]);
        Assert.Contains("max_age=\"60\"", refused.Challenge, StringComparison.Ordinal);

        var page = (await browser.GoAsync(hall.AuthorizeUrl(("max_age", "60")))).At("sign-in");
        var fresh = await hall.RedeemAsync(await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Zhou), ("Password", Demo.PersonalPassword)));
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/api/me?max_age=60", fresh["access_token"]!)).Status);
    }

    [Fact]
    [Trait("Case", "RT-14")]
    [Trait("Spec", "RFC 6750 §3.1")]
    public async Task Only_a_living_access_token_about_a_person_opens_it()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var batch = Relying.Batch(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Wu));
        var machine = await batch.TokenAsync(("grant_type", "client_credentials"));
        var access = tokens["access_token"]!;
        foreach (var wrong in new[] { tokens["id_token"]!, tokens["refresh_token"]!, machine["access_token"]!, access[..^4] + "AAAA", "none" })
        {
            foreach (var path in new[] { "/api/me", "/api/me/units", "/connect/userinfo" })
            {
                var refused = await hall.GetAsync(path, wrong);
                Assert.True(refused.Status is HttpStatusCode.Unauthorized || (wrong == machine["access_token"] && refused.Status == HttpStatusCode.Forbidden), $"{path} {refused.Status}");
                Assert.StartsWith("Bearer error=", refused.Challenge, StringComparison.Ordinal);
            }
        }

        _host.Clock.Add(TimeSpan.FromMinutes(6));
        foreach (var path in new[] { "/api/me", "/api/me/units", "/connect/userinfo" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync(path, access)).Status);
    }

    [Theory]
    [InlineData("/api/me?max_age=-1")]
    [InlineData("/api/me?max_age=99999999999")]
    [InlineData("/api/me?max_age=soon")]
    public async Task A_demand_that_is_no_number_is_a_bad_request(string path)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Zheng));
        Assert.Equal(HttpStatusCode.BadRequest, (await hall.GetAsync(path, tokens["access_token"]!)).Status);
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_it()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_host.Issuer) };
        var document = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).RootElement;
        var paths = document.GetProperty("paths").EnumerateObject().ToDictionary(path => path.Name, path => path.Value);
        Assert.Equal(["/api/me", "/api/me/units"], paths.Keys.Where(path => path.StartsWith("/api/me", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        foreach (var path in paths.Where(path => path.Key.StartsWith("/api/me", StringComparison.Ordinal)).Select(path => path.Value))
            Assert.Superset(new HashSet<string>(["200", "401", "403"]), path.GetProperty("get").GetProperty("responses").EnumerateObject().Select(response => response.Name).ToHashSet());
    }
}
