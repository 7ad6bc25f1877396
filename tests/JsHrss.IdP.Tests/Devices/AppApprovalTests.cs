using System.Net;
using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Devices;

/// <summary>Approving a self-service terminal in the app, at the wire (docs/app-api.md).</summary>
public sealed class AppApprovalTests(SharedIdp idp)
{
    private const string Live = "urn:jshrss:acr:realperson-live";
    private const string RealPerson = "urn:jshrss:acr:realperson";

    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Spec", "RFC 8628 §3.3")]
    [Trait("Case", "QR-11")]
    public async Task The_app_shows_which_terminal_asks_and_its_approval_alone_signs_it_in()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var phone = await HttpPhone.OfAsync(_host, Demo.Zhou);

        var request = await phone.ScanAsync(terminal.Scanned);
        Assert.Equal((HttpStatusCode.OK, "device", "scanned", terminal.UserCode), (request.Status, request["kind"], request["state"], request["pairing"]));
        var shown = request.Json.GetProperty("shown");
        Assert.Equal(("人社自助服务终端", "本机（开发环境）", "127.0.0.*"), (shown.GetProperty("client").GetString(), shown.GetProperty("place").GetString(), shown.GetProperty("address").GetString()));
        Assert.Equal(["openid", "profile", "unit", "items"], shown.GetProperty("gets").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(terminal.UserCode, JsonDocument.Parse(request["shown_text"]!).RootElement.GetProperty("pairing").GetString());
        Assert.Equal(("self", null, null), Assert.Single(request.Contexts));
        // Scanned twice is the same request, and scanned is not approved.
        Assert.Equal(request["id"], (await phone.ScanAsync(terminal.UserCode.ToLowerInvariant()))["id"]);
        Assert.Equal([request["id"]], (await phone.GetAsync("/api/app/requests")).Json.EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        Assert.Equal("authorization_pending", (await terminal.PollAsync())["error"]);

        Assert.Equal(HttpStatusCode.NoContent, (await phone.ConfirmAsync(request, "self")).Status);

        var tokens = (await terminal.DecidedAsync()).Claims();
        // The key is anybody's who knows the password: the session is no more than that.
        Assert.Equal((RealPerson, "mca swk user"), (tokens.GetProperty("acr").GetString(), string.Join(' ', tokens.GetProperty("amr").EnumerateArray().Select(one => one.GetString()))));
        Assert.InRange(tokens.GetProperty("auth_time").GetInt64() - _host.Clock.GetUtcNow().ToUnixTimeSeconds(), -60, 1);
        Assert.Equal("confirmed", (await phone.GetAsync($"/api/app/requests/{request["id"]}"))["state"]);
        Assert.Equal((HttpStatusCode.Conflict, "request_over"), Of(await phone.ConfirmAsync(request, "self")));
        Assert.Equal((HttpStatusCode.NotFound, "qr_unknown"), Of(await phone.ScanAsync(terminal.Scanned)));
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §3")]
    public async Task Items_asked_for_one_by_one_are_told_by_name()
    {
        using var terminal = await Terminal.StartAsync(_host, "openid unit", """[{"type":"urn:jshrss:item","items":["SI-0102","SI-0203"],"actions":["query"]}]""");
        using var phone = await HttpPhone.OfAsync(_host, Demo.Zhou);
        var request = await phone.ScanAsync(terminal.Scanned);
        var shown = request.Json.GetProperty("shown");
        Assert.Equal(["openid", "unit"], shown.GetProperty("gets").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(["职称申报单位公示", "单位权益单打印"], shown.GetProperty("items").EnumerateArray().Select(one => one.GetString()));
        // What is signed is what was shown.
        Assert.Equal(2, JsonDocument.Parse(request["shown_text"]!).RootElement.GetProperty("items").GetArrayLength());
        await phone.DenyAsync(request);
    }

    [Fact]
    public async Task A_unit_needs_an_enrolled_key_and_then_the_terminal_acts_for_it_with_the_holder_present()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var phone = await HttpPhone.OfAsync(_host, Demo.Zhang);
        var request = await phone.ScanAsync(terminal.Scanned);
        Assert.Null(request.Contexts.Single(one => one.Context == "self").Refused);
        var unit = request.Contexts.Single(one => one.Number == Demo.U1Number);
        Assert.Equal("key_not_enrolled", unit.Refused);
        Assert.Equal((HttpStatusCode.Forbidden, "key_not_enrolled"), Of(await phone.ConfirmAsync(request, unit.Context)));
        await _host.EnrolAsync(phone.Person, phone.Key.Key.Thumbprint());

        Assert.Equal(HttpStatusCode.NoContent, (await phone.ConfirmAsync(request, unit.Context)).Status);

        var tokens = await terminal.DecidedAsync();
        Assert.Equal((Demo.U1Number, Live), (tokens.UnitOf(), tokens.Claims().GetProperty("acr").GetString()));
    }

    [Fact]
    [Trait("Case", "QR-06")]
    public async Task Only_the_phone_that_was_shown_it_answers_with_its_own_key_s_signature_over_what_was_shown()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var phone = await HttpPhone.OfAsync(_host, Demo.Wu);
        using var second = await HttpPhone.OfAsync(_host, Demo.Wu);
        var request = await phone.ScanAsync(terminal.Scanned);
        var now = _host.Clock.GetUtcNow();

        Assert.Equal((HttpStatusCode.NotFound, "request_unknown"), Of(await second.GetAsync($"/api/app/requests/{request["id"]}")));
        Assert.Equal((HttpStatusCode.NotFound, "request_unknown"), Of(await second.ConfirmAsync(request, "self")));
        Assert.Equal((HttpStatusCode.NotFound, "request_unknown"), Of(await second.DenyAsync(request)));
        foreach (var (key, text) in new[] { (second.Key, request["shown_text"]!), (phone.Key, request["shown_text"]! + " ") })
            Assert.Equal((HttpStatusCode.BadRequest, "signature_invalid"), Of(await phone.ConfirmAsync(request, "self", key.Key.Approve(request["id"]!, text, "self", now))));
        Assert.Equal((HttpStatusCode.Forbidden, "context_refused"), Of(await phone.ConfirmAsync(request, "m_00000000000000000000000000")));
        Assert.Equal("authorization_pending", (await terminal.PollAsync())["error"]);
    }

    [Fact]
    public async Task Who_refuses_ends_the_terminal_s_code()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var phone = await HttpPhone.OfAsync(_host, Demo.Zheng);
        var request = await phone.ScanAsync(terminal.Scanned);

        Assert.Equal(HttpStatusCode.NoContent, (await phone.DenyAsync(request)).Status);

        Assert.Equal("access_denied", (await terminal.DecidedAsync())["error"]);
        Assert.Equal("denied", (await phone.GetAsync($"/api/app/requests/{request["id"]}"))["state"]);
        Assert.Equal((HttpStatusCode.Conflict, "request_over"), Of(await phone.ConfirmAsync(request, "self")));
    }

    [Fact]
    [Trait("Case", "QR-04")]
    public async Task Of_two_phones_and_a_page_that_decide_at_once_one_does_and_the_others_leave_no_session()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var first = await HttpPhone.OfAsync(_host, Demo.Cao);
        using var second = await HttpPhone.OfAsync(_host, Demo.ZhangKong);
        using var browser = new HttpBrowser();
        var (one, other) = (await first.ScanAsync(terminal.Scanned), await second.ScanAsync(terminal.Scanned));
        var page = (await browser.SubmitAsync(await browser.GoAsync(terminal.Scanned), "form[action='/device']")).At("sign-in");
        page = (await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword))).At("device/approve");

        var byPage = browser.SubmitAsync(page, "form[action*='device/approve']", ("decision", "allow"));
        var byApp = await Task.WhenAll(first.ConfirmAsync(one, "self"), second.ConfirmAsync(other, "self"));
        var approved = (await byPage).Url.EndsWith("/device/approved", StringComparison.Ordinal) ? 1 : 0;

        Assert.Equal(1, approved + byApp.Count(answer => answer.Status == HttpStatusCode.NoContent));
        Assert.All(byApp.Where(answer => answer.Status != HttpStatusCode.NoContent), answer => Assert.Equal((HttpStatusCode.Conflict, "request_over"), Of(answer)));
        Assert.Equal(HttpStatusCode.OK, (await terminal.DecidedAsync()).Status);
        Assert.Contains((await first.GetAsync($"/api/app/requests/{one["id"]}"))["state"], (string?[])["confirmed", "over"]);
        Assert.Equal(0, (await second.GetAsync("/api/app/requests")).Json.GetArrayLength());
    }

    [Fact]
    public async Task A_sign_out_everywhere_ends_what_the_terminal_got()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var phone = await HttpPhone.OfAsync(_host, Demo.Zhao);
        await phone.ConfirmAsync(await phone.ScanAsync(terminal.Scanned), "self");
        var tokens = await terminal.DecidedAsync();
        using var hall = Relying.Hall(_host);
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status);

        using var browser = new HttpBrowser();
        await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Zhao));
        await browser.SubmitAsync(await browser.GoAsync(_host.Issuer + "/sign-out"), "form[action*='sign-out']", ("Reach", "everywhere"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status);
    }

    [Fact]
    [Trait("Case", "QR-07")]
    public async Task Codes_of_other_sites_are_unknown_and_after_five_guesses_that_phone_has_to_wait_and_no_other()
    {
        using var terminal = await Terminal.StartAsync(_host);
        using var phone = await HttpPhone.OfAsync(_host, Demo.Qian);
        foreach (var foreign in (string[])[$"https://evil.example/device?user_code={terminal.UserCode}", $"{_host.Issuer}/other?user_code={terminal.UserCode}", $"{terminal.Scanned}&x=1", $"{_host.Issuer}/device?user_code="])
            Assert.Equal((HttpStatusCode.NotFound, "qr_unknown"), Of(await phone.ScanAsync(foreign)));

        for (var i = 0; i < 5; i++)
            Assert.Equal((HttpStatusCode.NotFound, "qr_unknown"), Of(await phone.ScanAsync("BBBB-BBBB")));
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many"), Of(await phone.ScanAsync(terminal.Scanned)));
        // Whoever knows the password guesses with a key of their own; its holder's phone goes on.
        using var second = await HttpPhone.OfAsync(_host, Demo.Qian);
        Assert.Equal(HttpStatusCode.OK, (await second.ScanAsync(terminal.Scanned)).Status);
    }

    private static (HttpStatusCode Status, string? Code) Of(Reply reply) => (reply.Status, reply["code"]);
}
