using System.Net;
using System.Text;
using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>The App API at the wire (docs/app-api.md).</summary>
public sealed class AppApiTests(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Case", "QR-02")]
    public async Task The_app_scans_shows_and_confirms()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await HttpPhone.OfAsync(_host, Demo.Zhou);
        var page = await OpenAsync(browser, hall);
        var request = await phone.ScanAsync(CodeOf(page));
        Assert.Equal((HttpStatusCode.OK, "sign_in", "scanned", "no-store"), (request.Status, request["kind"], request["state"], request.Cache));
        Assert.Equal("网上办事服务大厅", request.Json.GetProperty("shown").GetProperty("client").GetString());
        Assert.False(request.Json.GetProperty("shown").TryGetProperty("request", out _));
        var said = JsonDocument.Parse(request["shown_text"]!).RootElement;
        Assert.Equal((request["id"], request["pairing"]), (said.GetProperty("request").GetString(), said.GetProperty("pairing").GetString()));
        Assert.Equal(("self", null, null), Assert.Single(request.Contexts));
        Assert.Equal(1, (await phone.GetAsync("/api/app/requests")).Json.GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await phone.ConfirmAsync(request, "self")).Status);
        Assert.Equal("confirmed", (await phone.GetAsync($"/api/app/requests/{request["id"]}"))["state"]);
        Assert.Equal(0, (await phone.GetAsync("/api/app/requests")).Json.GetArrayLength());
        Assert.Equal("person", (await hall.RedeemAsync(await browser.SubmitAsync(page, "form[data-qr-form]"))).Claims().GetProperty("subject_type").GetString());
        Assert.Equal((HttpStatusCode.Conflict, "request_over"), Of(await phone.ConfirmAsync(request, "self")));
        Assert.Equal("over", (await phone.GetAsync($"/api/app/requests/{request["id"]}"))["state"]);
    }

    [Fact]
    [Trait("Case", "QR-03")]
    [Trait("Case", "QR-06")]
    public async Task What_one_phone_scanned_is_nothing_to_another()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await HttpPhone.OfAsync(_host, Demo.Wu);
        using var stranger = await HttpPhone.OfAsync(_host, Demo.Zheng);
        using var second = await HttpPhone.OfAsync(_host, Demo.Wu);
        var code = CodeOf(await OpenAsync(browser, hall));
        var request = await phone.ScanAsync(code);
        Assert.Equal(request["id"], (await phone.ScanAsync(code))["id"]);
        foreach (var other in new[] { stranger, second })
        {
            Assert.Equal((HttpStatusCode.Conflict, "qr_taken"), Of(await other.ScanAsync(code)));
            Assert.Equal((HttpStatusCode.NotFound, "request_unknown"), Of(await other.GetAsync($"/api/app/requests/{request["id"]}")));
            Assert.Equal((HttpStatusCode.NotFound, "request_unknown"), Of(await other.ConfirmAsync(request, "self")));
            Assert.Equal((HttpStatusCode.NotFound, "request_unknown"), Of(await other.DenyAsync(request)));
        }

        // The first phone's signature, sent by another one, and the other way round.
        var own = phone.Key.Key.Approve(request["id"]!, request["shown_text"]!, "self", _host.Clock.GetUtcNow());
        Assert.Equal((HttpStatusCode.NotFound, "request_unknown"), Of(await second.ConfirmAsync(request, "self", own)));
        var others = second.Key.Key.Approve(request["id"]!, request["shown_text"]!, "self", _host.Clock.GetUtcNow());
        Assert.Equal((HttpStatusCode.BadRequest, "signature_invalid"), Of(await phone.ConfirmAsync(request, "self", others)));
        Assert.Equal((HttpStatusCode.BadRequest, "signature_invalid"), Of(await phone.ConfirmAsync(request, "self", phone.Key.Key.Approve(request["id"]!, request["shown_text"]! + " ", "self", _host.Clock.GetUtcNow()))));
        Assert.Equal(HttpStatusCode.NoContent, (await phone.DenyAsync(request)).Status);
        Assert.Equal((HttpStatusCode.Gone, "qr_expired"), Of(await phone.ScanAsync(code)));
        Assert.Equal("denied", (await phone.GetAsync($"/api/app/requests/{request["id"]}"))["state"]);
    }

    [Fact]
    public async Task A_unit_needs_an_enrolled_key_and_the_app_is_told()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await HttpPhone.OfAsync(_host, Demo.Wang);
        Assert.Equal(("False", phone.Key.Key.Thumbprint()), ((await phone.GetAsync("/api/app/key"))["enrolled"], (await phone.GetAsync("/api/app/key"))["jkt"]));
        var page = await OpenAsync(browser, hall, "unit");
        var request = await phone.ScanAsync(CodeOf(page));
        Assert.All(request.Contexts, one => Assert.Equal("key_not_enrolled", one.Refused));
        Assert.Equal((HttpStatusCode.Forbidden, "key_not_enrolled"), Of(await phone.ConfirmAsync(request, request.Contexts[0].Context)));
        await _host.EnrolAsync(phone.Person, phone.Key.Key.Thumbprint());
        Assert.Equal("True", (await phone.GetAsync("/api/app/key"))["enrolled"]);
        Assert.Equal((HttpStatusCode.Forbidden, "context_refused"), Of(await phone.ConfirmAsync(request, "self")));
        Assert.Equal(HttpStatusCode.NoContent, (await phone.ConfirmAsync(request, request.Contexts[0].Context)).Status);
        Assert.Equal(Demo.U1Number, (await hall.RedeemAsync(await browser.SubmitAsync(page, "form[data-qr-form]"))).UnitOf());
    }

    [Fact]
    [Trait("Case", "UN-03")]
    public async Task Memberships_are_told_with_their_states_and_an_ended_one_cannot_be_chosen()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Zhao, isEnrolled: true);
        var own = (await phone.GetAsync("/api/app/memberships")).Json.EnumerateArray().Single(one => one.GetProperty("unit_no").GetString() == Demo.U1Number);
        Assert.Equal(("ended", Demo.U1Number, "agent"), (own.GetProperty("state").GetString(), own.GetProperty("unit_no").GetString(), own.GetProperty("role").GetString()));
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var request = await phone.ScanAsync(CodeOf(await OpenAsync(browser, hall, "unit")));
        var refused = await phone.ConfirmAsync(request, request.Contexts.Single(one => one.Number == Demo.U1Number).Context);
        Assert.Equal((HttpStatusCode.Forbidden, "context_refused", "ended"), (refused.Status, refused["code"], refused["reason"]));
    }

    [Fact]
    [Trait("Case", "QR-01")]
    public async Task Without_scope_binding_or_proof_nothing_is_answered()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Sun);
        Assert.Equal(HttpStatusCode.Unauthorized, (await phone.CallAsync(HttpMethod.Get, "/api/app/key", null, proves: false)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await phone.CallAsync(HttpMethod.Get, "/api/app/key", null, "Bearer", proves: false)).Status);
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var bearer = (await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun)))["access_token"]!;
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/api/app/key", bearer)).Status);
        using var http = new HttpClient();
        using var none = await http.PostAsync(new Uri(_host.Issuer + "/api/app/scan"), new StringContent("""{"code":"x"}""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
    }

    /// <summary>Else whoever knows an agent's unit password would become that person by scanning a code of their own.</summary>
    [Fact]
    [Trait("Case", "QR-06")]
    public async Task A_sign_in_for_a_unit_is_none_of_the_person_s_app()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Wang, unit: "13150819");
        var refused = await phone.GetAsync("/api/app/key");
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_token"), (refused.Status, refused["error"]));
    }

    [Theory]
    [Trait("Case", "QR-14")]
    [InlineData("/api/app/scan", "{", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("/api/app/scan", "[]", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("/api/app/scan", "null", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("/api/app/scan", """{"code":7}""", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("/api/app/scan", """{"code":null}""", HttpStatusCode.NotFound, "qr_unknown")]
    [InlineData("/api/app/scan", """{"code":"https://evil.example/qr/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""", HttpStatusCode.NotFound, "qr_unknown")]
    [InlineData("/api/app/requests/x/confirm", """{"context":"self"}""", HttpStatusCode.NotFound, "request_unknown")]
    [InlineData("/api/app/requests/q_00000000000000000000000000/deny", """{"reason":"not_me"}""", HttpStatusCode.NotFound, "request_unknown")]
    [InlineData("/api/app/requests/x/deny", """{"reason":"other"}""", HttpStatusCode.BadRequest, "invalid_request")]
    public async Task Bad_input_gets_a_clear_error(string path, string body, HttpStatusCode status, string code)
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Qian);
        Assert.Equal((status, code), Of(await phone.CallAsync(HttpMethod.Post, path, body)));
    }

    private static (HttpStatusCode Status, string? Code) Of(Reply reply) => (reply.Status, reply["code"]);

    private string CodeOf(Stop page) => $"{_host.Issuer}/qr/{page.Document.QuerySelector(".same-device a")!.GetAttribute("href")!.Split('/')[^1]}";

    private static async Task<Stop> OpenAsync(HttpBrowser browser, Relying client, string tab = "person")
    {
        var page = await browser.GoAsync(client.AuthorizeUrl());
        return await browser.GoAsync(page.Url.Replace("/sign-in?", "/sign-in/qr?", StringComparison.Ordinal) + $"&tab={tab}");
    }
}
