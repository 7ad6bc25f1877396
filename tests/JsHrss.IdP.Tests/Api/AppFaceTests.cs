using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Api;

/// <summary>Face checks in the app, and enrolling its key, at the wire (docs/app-api.md, ADR 0016). Against a face service of the test's own.</summary>
public sealed class AppFaceTests(IdpWithAppFace idp) : IClassFixture<IdpWithAppFace>
{
    private readonly IdpHost _host = idp.Host;
    private readonly AppFaceOf _service = idp.Face;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>C38: "step-up to 实人 on first use" and the enrolment are one check.</summary>
    [Fact]
    [Trait("Case", "QR-15")]
    public async Task A_real_name_person_s_face_makes_a_real_person_and_enrols_the_phone()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Sun);
        Assert.Equal(("False", "enrol_key"), Of(await phone.GetAsync("/api/app/key"), "enrolled", "remedy"));
        var check = await phone.BeginFaceAsync();
        Assert.Equal((HttpStatusCode.OK, "face", "open", "app_key", "600", _host.Issuer, "no-store"), (check.Status, check["kind"], check["state"], check["purpose"], check["expires_in"], check["audience"], check.Cache));
        Assert.DoesNotContain(Demo.SunName, check.Json.ToString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, "level_too_low", "enrol_key"), Refusal(await phone.EnrolAsync(check)));
        var assertion = _service.Sign(_service.Finding(check, Facing.Sun, phone));
        var passed = await phone.DeliverAsync(check, assertion);
        Assert.Equal((HttpStatusCode.OK, "passed", ""), (passed.Status, passed["state"], passed["nonce"]));
        Assert.Equal("passed", (await phone.DeliverAsync(check, assertion))["state"]);
        Assert.Equal(("True", ""), Of(await phone.EnrolAsync(check), "enrolled", "remedy"));
        Assert.Equal("True", (await phone.GetAsync("/api/app/key"))["enrolled"]);
        Assert.Equal("over", (await phone.GetAsync($"/api/app/face-checks/{check["id"]}"))["state"]);
        // Once: neither a second time, nor for a second phone.
        Assert.Equal((HttpStatusCode.Conflict, "evidence_refused", null), Refusal(await phone.EnrolAsync(check)));
        using var second = await HttpPhone.OfAsync(_host, Demo.Sun);
        Assert.Equal((HttpStatusCode.Conflict, "evidence_refused", null), Refusal(await second.EnrolAsync(check)));
        Assert.Equal(1, await _host.Database.CountAsync("select count(*) from level_evidence where source = 'app' and person = $person", ("$person", phone.Person.Value)));
    }

    [Fact]
    public async Task An_administrator_enrols_and_signs_in_to_the_unit_by_scanning()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await HttpPhone.OfAsync(_host, Demo.Li);
        var page = await browser.GoAsync(hall.AuthorizeUrl());
        page = await browser.GoAsync(page.Url.Replace("/sign-in?", "/sign-in/qr?", StringComparison.Ordinal) + "&tab=unit");
        var request = await phone.ScanAsync($"{_host.Issuer}/qr/{page.Document.QuerySelector(".same-device a")!.GetAttribute("href")!.Split('/')[^1]}");
        Assert.All(request.Json.GetProperty("contexts").EnumerateArray(), one => Assert.Equal(("key_not_enrolled", "enrol_key"), (one.GetProperty("refused").GetString(), one.GetProperty("remedy").GetString())));
        Assert.Equal((HttpStatusCode.Forbidden, "key_not_enrolled", "enrol_key"), Refusal(await phone.ConfirmAsync(request, request.Contexts[0].Context)));
        Assert.Equal("True", (await phone.EnrolByFaceAsync(_service, Facing.Li))["enrolled"]);
        Assert.Equal(HttpStatusCode.NoContent, (await phone.ConfirmAsync(request, request.Contexts.Single(one => one.Number == Demo.U1Number).Context)).Status);
        Assert.Equal(Demo.U1Number, (await hall.RedeemAsync(await browser.SubmitAsync(page, "form[data-qr-form]"))).UnitOf());
    }

    [Fact]
    [Trait("Case", "QR-15")]
    [Trait("Case", "AS-11")]
    public async Task Nothing_but_the_service_s_word_about_this_face_attempt_and_phone_is_a_result()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Zhou);
        using var other = await HttpPhone.OfAsync(_host, Demo.Zhou);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var wide = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        (string, string) zhou = ("32010019880808008X", "周示窗");
        var former = await phone.BeginFaceAsync();
        var check = await phone.BeginFaceAsync();
        JsonObject Finding(Action<JsonObject> change)
        {
            var finding = _service.Finding(check, zhou, phone);
            change(finding);
            return finding;
        }

        JsonObject Header(string alg, string? kid = null) => new() { ["alg"] = alg, ["typ"] = FaceAssertionJws.Type, ["kid"] = kid ?? _service.Kid };
        var good = Finding(_ => { });
        foreach (var (what, assertion) in new (string, string?)[]
        {
            ("another nonce", _service.Sign(Finding(one => one["nonce"] = former["nonce"]))),
            ("another key", _service.Sign(Finding(one => one["cnf"] = new JsonObject { ["jkt"] = other.Key.Key.Thumbprint() }))),
            ("another audience", _service.Sign(Finding(one => one["aud"] = "https://other.example"))),
            ("another issuer", _service.Sign(Finding(one => one["iss"] = "https://other.example"))),
            ("expired", _service.Sign(Finding(one => (one["iat"], one["exp"]) = (phone.Now.AddMinutes(-9).ToUnixTimeSeconds(), phone.Now.AddSeconds(-1).ToUnixTimeSeconds())))),
            ("of tomorrow", _service.Sign(Finding(one => (one["iat"], one["exp"]) = (phone.Now.AddDays(1).ToUnixTimeSeconds(), phone.Now.AddDays(1).AddMinutes(5).ToUnixTimeSeconds())))),
            ("for longer", _service.Sign(Finding(one => one["exp"] = phone.Now.AddMinutes(11).ToUnixTimeSeconds()))),
            ("no living face", _service.Sign(Finding(one => one["liveness"] = false))),
            ("no liveness", _service.Sign(Finding(one => one.Remove("liveness")))),
            ("one claim more", _service.Sign(Finding(one => one["name"] = "周示窗"))),
            ("the phone's own key", AppFaceOf.Sign(good, phone.Key.Key, Header("ES256"))),
            ("the phone's own key by its own name", AppFaceOf.Sign(good, phone.Key.Key, Header("ES256", phone.Key.Key.Thumbprint()))),
            ("a stranger's key", AppFaceOf.Sign(good, stranger, Header("ES256"))),
            ("another curve", AppFaceOf.Sign(good, wide, Header("ES384"))),
            ("another curve called by the right name", AppFaceOf.Sign(good, wide, Header("ES256"))),
            ("no algorithm", _service.Sign(good).Split('.') is [_, var body, _] ? $"eyJhbGciOiJub25lIn0.{body}." : null),
            ("nothing", null),
            ("nonsense", "a.b.c"),
            ("too much", new string('a', 5000)),
        })
        {
            var refused = await phone.DeliverAsync(check, assertion);
            Assert.True((refused.Status, refused["code"]) == (HttpStatusCode.BadRequest, "face_assertion_invalid"), $"{what}: {refused.Status} {refused.Json}");
        }

        Assert.Equal((HttpStatusCode.NotFound, "face_unknown", null), Refusal(await other.DeliverAsync(check, _service.Sign(good))));
        Assert.Equal((HttpStatusCode.Conflict, "face_over", null), Refusal(await phone.DeliverAsync(former, _service.Sign(_service.Finding(former, zhou, phone)))));
        Assert.Equal("open", (await phone.GetAsync($"/api/app/face-checks/{check["id"]}"))["state"]);
        Assert.Equal((HttpStatusCode.Conflict, "evidence_refused", null), Refusal(await phone.EnrolAsync(check)));
        Assert.Equal("passed", (await phone.DeliverAsync(check, _service.Sign(good)))["state"]);

        // The number of the service's that has counted counts for no other attempt.
        var next = await phone.BeginFaceAsync();
        var replayed = _service.Finding(next, zhou, phone);
        replayed["txn"] = (string?)good["txn"];
        Assert.Equal((HttpStatusCode.BadRequest, "face_assertion_invalid", null), Refusal(await phone.DeliverAsync(next, _service.Sign(replayed))));
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task Another_face_ends_the_attempt_and_enrols_nothing()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Wu);
        foreach (var (face, result) in new[] { (Facing.Li, "passed"), (("32010019880808016X", "吴示审"), "failed") })
        {
            var check = await phone.BeginFaceAsync();
            Assert.Equal("failed", (await phone.DeliverAsync(check, _service.Sign(_service.Finding(check, face, phone, result))))["state"]);
            Assert.Equal((HttpStatusCode.Conflict, "face_over", null), Refusal(await phone.DeliverAsync(check, _service.Sign(_service.Finding(check, ("32010019880808016X", "吴示审"), phone)))));
            Assert.Equal((HttpStatusCode.Conflict, "evidence_refused", null), Refusal(await phone.EnrolAsync(check)));
        }

        Assert.Equal("False", (await phone.GetAsync("/api/app/key"))["enrolled"]);
    }

    [Fact]
    [Trait("Case", "QR-15")]
    [Trait("Case", "CD-11")]
    public async Task A_browser_s_check_is_taken_by_its_person_s_phone_alone_and_enrols_no_key()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Zheng);
        using var other = await HttpPhone.OfAsync(_host, Demo.Li);
        var flow = new FaceFlow(FacePurpose.StepUp, $"s_{Guid.NewGuid():N}");
        var asked = await BeginInBrowserAsync(phone, flow);
        Assert.StartsWith($"{_host.Issuer}/face/scan/", asked.Prompt!.QrText, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, "face_other_person", null), Refusal(await other.ScanAsync(asked.Prompt.QrText)));
        var check = await phone.ScanAsync(asked.Prompt.QrText);
        Assert.Equal(("face", "open", "step_up", "网上办事服务大厅"), (check["kind"], check["state"], check["purpose"], check.Json.GetProperty("shown").GetProperty("client").GetString()));
        Assert.Equal((HttpStatusCode.NotFound, "face_unknown", null), Refusal(await other.GetAsync($"/api/app/face-checks/{check["id"]}")));
        Assert.Equal((HttpStatusCode.NotFound, "face_unknown", null), Refusal(await other.DeliverAsync(check, _service.Sign(_service.Finding(check, Facing.Li, other)))));
        Assert.Equal("passed", (await phone.DeliverAsync(check, _service.Sign(_service.Finding(check, ("321100199911302459", "郑示计"), phone))))["state"]);
        Assert.Equal((HttpStatusCode.Conflict, "evidence_refused", null), Refusal(await phone.EnrolAsync(check)));
        Assert.Equal((HttpStatusCode.Conflict, "face_over", null), Refusal(await phone.ScanAsync(asked.Prompt.QrText)));
        var seen = await _host.Services.GetRequiredService<AskFaceCheck>().HandleAsync(asked.Id, flow, phone.Person, RequestOrigin.Unknown, Ct);
        Assert.Equal((FaceCheckState.Passed, phone.Key.Key.Thumbprint()), (seen.Value.State, seen.Value.Thumbprint));
        Assert.Equal((HttpStatusCode.NotFound, "face_unknown", null), Refusal(await phone.ScanAsync($"{_host.Issuer}/face/scan/{new string('0', 32)}")));
        Assert.Equal((HttpStatusCode.NotFound, "qr_unknown", null), Refusal(await phone.ScanAsync($"{_host.Issuer}/face/scan/x")));
    }

    [Theory]
    [Trait("Case", "QR-02")]
    [InlineData(null)]
    [InlineData(Demo.U1)]
    public async Task The_phone_is_told_for_whom_the_browser_acts_what_a_pass_opens_and_the_number_beside_the_code(string? unit)
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Wang);
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        (string, string) live = ("claims", """{"id_token":{"acr":{"essential":true,"value":"urn:jshrss:acr:realperson-live"}}}""");
        var page = unit is null ? await browser.AsPersonAsync(hall, Demo.Wang, more: [live, ("unit_hint", "self")]) : await browser.AsMemberAsync(hall, unit, Demo.Wang, more: live);
        page = await browser.GoAsync(_host.Issuer + page.At("step-up").Document.QuerySelector("a[href*='/face?']")!.GetAttribute("href"));
        page = await browser.SubmitAsync(page, "form[action*='/face']", ("Agree", "yes"), ("Channel", "app"));
        var order = page.Document.QuerySelector(".same-device a")!.GetAttribute("href")!.Split('/')[^1];

        var check = await phone.ScanAsync($"{_host.Issuer}/face/scan/{order}");

        var shown = check.Json.GetProperty("shown");
        Assert.Matches("^[0-9]{2}$", check["pairing"]!);
        Assert.Equal(page.Document.QuerySelector(".pair")!.TextContent, check["pairing"]);
        Assert.Equal((unit is null ? "person" : "unit", unit is null), (shown.GetProperty("as").GetString(), shown.GetProperty("unit").GetString() is null));
        Assert.Contains(unit is null ? "用您本人的名义" : $"用“{shown.GetProperty("unit").GetString()}”的名义", shown.GetProperty("reach").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "QR-02")]
    public async Task A_check_that_a_page_of_a_unit_asks_for_names_the_unit_and_one_for_oneself_the_units_it_serves_too()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Wang);
        using var browser = new HttpBrowser();
        var list = await browser.SubmitAsync(await browser.GoAsync($"{_host.Issuer}/sign-in?then=units"), SigningIn.PersonForm, ("Account", Demo.Wang), ("Password", Demo.PersonalPassword));
        var alone = await ShownAsync("/face");
        Assert.DoesNotContain("单位", alone.GetProperty("reach").GetString(), StringComparison.Ordinal);

        var membership = list.At("unit").Document.QuerySelectorAll("[data-membership]").Single(one => one.TextContent.Contains(Demo.U1Name, StringComparison.Ordinal)).GetAttribute("data-membership");
        var word = $"unit/{membership}/members";
        await browser.SubmitAsync(await browser.GoAsync($"{_host.Issuer}/sign-in?tab=unit&then=units"), SigningIn.PersonForm, ("UnitCode", Demo.U1Number), ("Account", Demo.Wang), ("Password", Demo.UnitPassword));
        var ofUnit = await ShownAsync($"/face?then={word}");
        Assert.Equal(("unit", Demo.U1Name), (ofUnit.GetProperty("as").GetString(), ofUnit.GetProperty("unit").GetString()));
        Assert.Contains($"用“{Demo.U1Name}”的名义", ofUnit.GetProperty("reach").GetString(), StringComparison.Ordinal);
        var own = await ShownAsync("/face");
        Assert.Equal("person", own.GetProperty("as").GetString());
        Assert.Contains("这次登录能进入的单位也同样有效", own.GetProperty("reach").GetString(), StringComparison.Ordinal);
        // A key of somebody else's membership names nothing.
        Assert.Equal("person", (await ShownAsync("/face?then=unit/m_00000000000000000000000001/members")).GetProperty("as").GetString());

        async Task<JsonElement> ShownAsync(string place)
        {
            var page = await browser.SubmitAsync(await browser.GoAsync(_host.Issuer + place), "form[action*='/face']", ("Agree", "yes"), ("Channel", "app"));
            var check = await phone.ScanAsync($"{_host.Issuer}/face/scan/{page.Document.QuerySelector(".same-device a")!.GetAttribute("href")!.Split('/')[^1]}");
            return check.Json.GetProperty("shown");
        }
    }

    [Fact]
    public async Task Of_two_results_at_once_one_counts()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Zhang);
        var check = await phone.BeginFaceAsync();
        var results = new[] { "passed", "failed" }.Select(result => _service.Sign(_service.Finding(check, ("320100199001010018", "张示法"), phone, result))).ToArray();
        var answers = await Task.WhenAll(results.Select(one => Task.Run(() => phone.DeliverAsync(check, one), Ct)));
        Assert.Single(answers, one => one.Status == HttpStatusCode.OK);
        Assert.Equal("face_over", Assert.Single(answers, one => one.Status == HttpStatusCode.Conflict)["code"]);
        var enrolled = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => phone.EnrolAsync(check), Ct)));
        Assert.Equal(answers.Any(one => one["state"] == "passed") ? 1 : 0, enrolled.Count(one => one.Status == HttpStatusCode.OK));
    }

    [Fact]
    [Trait("Case", "AS-10")]
    public async Task A_registered_person_s_face_is_not_even_asked_for()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Qian);
        Assert.Equal(("False", "real_name"), Of(await phone.GetAsync("/api/app/key"), "enrolled", "remedy"));
        Assert.Equal((HttpStatusCode.Forbidden, "level_too_low", "real_name"), Refusal(await phone.BeginFaceAsync()));
        Assert.Equal((HttpStatusCode.Forbidden, "level_too_low", "real_name"), Refusal(await phone.PostAsync("/api/app/key/enrol", new { face_check = "f_00000000000000000000000000" })));
    }

    [Fact]
    public async Task A_membership_that_is_not_the_holder_s_is_not_asked_about()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Wang);
        var own = (await phone.GetAsync("/api/app/memberships")).Json[0].GetProperty("id").GetString()!;
        Assert.Equal("membership_password", (await phone.BeginFaceAsync("membership_password", own))["purpose"]);
        using var other = await HttpPhone.OfAsync(_host, Demo.Wu);
        Assert.Equal((HttpStatusCode.NotFound, "membership_unknown", null), Refusal(await other.BeginFaceAsync("membership_password", own)));
    }

    [Theory]
    [InlineData("/api/app/face-checks", "{", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("/api/app/face-checks", "[]", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("/api/app/face-checks", """{"purpose":"step_up"}""", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("/api/app/face-checks", """{"purpose":7}""", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("/api/app/face-checks", """{"purpose":"app_key"}""", HttpStatusCode.BadRequest, "face_consent_missing")]
    [InlineData("/api/app/face-checks", """{"purpose":"app_key","consent":{"document":"face-notice","version":1,"digest":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}""", HttpStatusCode.BadRequest, "face_consent_missing")]
    [InlineData("/api/app/face-checks", """{"purpose":"app_key","consent":{"document":"face-notice","version":1,"digest":"???????????????????????????????????????????"}}""", HttpStatusCode.BadRequest, "face_consent_missing")]
    [InlineData("/api/app/face-checks", """{"purpose":"app_key","consent":{"document":"face-notice","version":99999999999,"digest":""}}""", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("/api/app/face-checks", """{"purpose":"membership_password","membership":"x"}""", HttpStatusCode.NotFound, "membership_unknown")]
    [InlineData("/api/app/face-checks/x/result", """{"assertion":"x"}""", HttpStatusCode.NotFound, "face_unknown")]
    [InlineData("/api/app/face-checks/f_00000000000000000000000000/result", """{"assertion":null}""", HttpStatusCode.NotFound, "face_unknown")]
    [InlineData("/api/app/key/enrol", """{"face_check":"x"}""", HttpStatusCode.Conflict, "evidence_refused")]
    [InlineData("/api/app/key/enrol", "null", HttpStatusCode.BadRequest, "invalid_request")]
    public async Task Bad_input_gets_a_clear_error(string path, string body, HttpStatusCode status, string code)
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.ZhangKong);
        var answer = await phone.CallAsync(HttpMethod.Post, path, body);
        Assert.Equal((status, code), (answer.Status, answer["code"]));
    }

    [Fact]
    public async Task The_code_opened_in_a_browser_does_nothing()
    {
        using var browser = new HttpBrowser();
        var page = await browser.GoAsync($"{_host.Issuer}/face/scan/{new string('a', 32)}");
        Assert.Contains("请用江苏智慧人社APP扫一扫", page.Document.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        Assert.DoesNotContain(new string('a', 32), page.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    /// <summary>As the page at <c>/face</c> does.</summary>
    private async Task<FaceCheck> BeginInBrowserAsync(HttpPhone phone, FaceFlow flow)
    {
        var person = (await _host.Services.GetRequiredService<IUnitStore>().MembershipsAsync(phone.Person, Ct))!.Person;
        var wanted = new FaceCheckWanted(flow, person, FaceChannels.App, FaceNotice.Agree(FaceNotice.Chinese, phone.Now)) { Shown = """{"site":"江苏人社统一身份认证","client":"网上办事服务大厅"}""" };
        return (await _host.Services.GetRequiredService<StartFaceCheck>().HandleAsync(wanted, RequestOrigin.Unknown, Ct)).Value.Check;
    }

    private static (string?, string?) Of(Reply reply, string first, string second) => (reply[first], reply[second]);

    private static (HttpStatusCode, string?, string?) Refusal(Reply reply) => (reply.Status, reply["code"], reply["remedy"]);
}

/// <summary>Where the app's face service is not configured, nothing is asked and nothing delivered counts.</summary>
public sealed class AppWithoutFaceTests(SharedIdp idp)
{
    [Fact]
    [Trait("Case", "FT-14")]
    public async Task No_channel_is_a_clear_answer()
    {
        using var phone = await HttpPhone.OfAsync(idp.Host, Demo.Zheng);
        var refused = await phone.BeginFaceAsync();
        Assert.Equal((HttpStatusCode.Forbidden, "face_no_channel"), (refused.Status, refused["code"]));
    }
}
