using System.Net;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>Confirming a membership and setting its password in the app, at the wire (R134, R135, R114).</summary>
public sealed class AppMembershipTests(IdpWithAppFace idp) : IClassFixture<IdpWithAppFace>
{
    private const string NewPassword = "Zhuanyong-26";

    private static readonly (string, string) He = ("320800199406300134", "何示邀");
    private static readonly (string, string) Lu = ("321200198610010146", "吕示久");
    private static readonly (string, string) Wang = ("32010019851231123X", "王示办");
    private static readonly (string, string) Kong = ("321100198512120178", "孔示停");
    private static readonly (string, string) Li = ("320100199001010026", "李示管");

    private readonly IdpHost _host = idp.Host;
    private readonly AppFaceOf _service = idp.Face;

    [Fact]
    [Trait("Case", "RC-01")]
    [Trait("Case", "QR-15")]
    [Trait("Spec", "R134")]
    [Trait("Spec", "R135")]
    public async Task An_invitation_takes_its_own_face_check_and_a_good_password_and_opens_the_unit_once()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.He);
        using var second = await HttpPhone.OfAsync(_host, Demo.He);
        var own = await OnlyAsync(phone);
        Assert.Equal(("awaiting", "agent", Demo.U1Number, "29", "False"), (own["state"], own["role"], own["unit_no"], own["days_left"], own["has_password"]));
        Assert.Equal(("administrator", "李*"), (own.Json.GetProperty("granted_by").GetProperty("role").GetString(), own.Json.GetProperty("granted_by").GetProperty("name").GetString()));
        Assert.EndsWith("+08:00", own["confirm_until"], StringComparison.Ordinal);
        var id = own["id"]!;

        // Neither a check that is for something else, nor one that is not passed, nor one of another phone.
        var forKey = await PassAsync(phone, He, "app_key", null);
        Assert.Equal((HttpStatusCode.NotFound, "face_unknown"), Of(await SendAsync(phone, id, "confirm", forKey)));
        var forPassword = await PassAsync(phone, He, "membership_password", id);
        Assert.Equal((HttpStatusCode.NotFound, "face_unknown"), Of(await SendAsync(phone, id, "confirm", forPassword)));
        var open = await phone.BeginFaceAsync("confirm_membership", id);
        Assert.Equal((HttpStatusCode.Forbidden, "face_not_passed"), Of(await SendAsync(phone, id, "confirm", open["id"])));
        var elsewhere = await PassAsync(second, He, "confirm_membership", id);
        Assert.Equal((HttpStatusCode.NotFound, "face_unknown"), Of(await SendAsync(phone, id, "confirm", elsewhere)));
        Assert.Equal((HttpStatusCode.NotFound, "face_unknown"), Of(await SendAsync(phone, id, "confirm", null)));

        // A password that will not do is told before anything is spent.
        var check = await PassAsync(phone, He, "confirm_membership", id);
        foreach (var (bad, code) in new[] { ("kurz", "password_length"), ("nurbuchstaben", "password_classes"), ("Aa-300134-bb", "password_like_document"), ("Aa-000012-bb", "password_like_phone"), ("密码密码密码Aa1", "password_character") })
            Assert.Equal((HttpStatusCode.BadRequest, code), Of(await SendAsync(phone, id, "confirm", check, bad)));
        Assert.Equal("awaiting", (await OnlyAsync(phone))["state"]);

        // Of ten at once one.
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => SendAsync(phone, id, "confirm", check), TestContext.Current.CancellationToken)));
        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.NoContent));
        Assert.All(answers, answer => Assert.True(answer["code"] is null or "face_over" or "already_confirmed" or "membership_changed", answer.Json.ToString()));
        Assert.Equal((HttpStatusCode.Conflict, "already_confirmed"), Of(await SendAsync(phone, id, "confirm", check)));
        var after = await OnlyAsync(phone);
        Assert.Equal(("active", "True", null), (after["state"], after["has_password"], after["days_left"]));

        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        Assert.Null((await browser.AsMemberAsync(hall, Demo.U1, Demo.He, Demo.PersonalPassword))["code"]);
        var represents = (await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U1, Demo.He, NewPassword))).Claims().GetProperty("represents");
        Assert.Equal("agent", represents.GetProperty("role").GetString());
    }

    [Fact]
    [Trait("Case", "UN-08")]
    [Trait("Spec", "R135")]
    public async Task An_invitation_of_31_days_ago_confirms_nothing_whatever_is_brought()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Lu);
        var own = await OnlyAsync(phone);
        Assert.Equal(("invitation_expired", "0"), (own["state"], own["days_left"]));
        var check = await PassAsync(phone, Lu, "confirm_membership", own["id"]);
        Assert.Equal((HttpStatusCode.Gone, "invitation_expired"), Of(await SendAsync(phone, own["id"]!, "confirm", check)));
        Assert.Equal((HttpStatusCode.Conflict, "not_confirmed"), Of(await SendAsync(phone, own["id"]!, "password", check)));
    }

    [Fact]
    [Trait("Case", "UN-09")]
    [Trait("Case", "UN-12")]
    public async Task Somebody_else_s_membership_is_answered_as_none_whatever_its_state()
    {
        using var kong = await HttpPhone.OfAsync(_host, Demo.Kong);
        using var lu = await HttpPhone.OfAsync(_host, Demo.Lu);
        using var stranger = await HttpPhone.OfAsync(_host, Demo.Li);
        var check = await PassAsync(stranger, Li, "app_key", null);
        foreach (var id in new[] { (await OnlyAsync(kong))["id"]!, (await OnlyAsync(lu))["id"]!, "m_00000000000000000000000000", "x" })
        {
            foreach (var call in new[] { "confirm", "password" })
                Assert.Equal((HttpStatusCode.NotFound, "membership_unknown"), Of(await SendAsync(stranger, id, call, check)));
        }
    }

    [Fact]
    public async Task A_suspended_membership_gets_no_password()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Kong);
        var id = (await OnlyAsync(phone))["id"]!;
        var refused = await SendAsync(phone, id, "password", await PassAsync(phone, Kong, "membership_password", id));
        Assert.Equal((HttpStatusCode.Forbidden, "not_served", "suspended"), (refused.Status, refused["code"], refused["reason"]));
    }

    [Fact]
    [Trait("Case", "RC-04")]
    [Trait("Case", "RC-06")]
    public async Task A_forgotten_password_is_set_anew_for_that_membership_alone_and_ends_what_it_opened()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.Wang);
        using var hall = Relying.Hall(_host, "openid unit offline_access");
        using var atU2 = new HttpBrowser();
        using var atU1 = new HttpBrowser();
        var inU2 = await hall.RedeemAsync(await atU2.AsMemberAsync(hall, Demo.U2, Demo.Wang, Demo.U2Password));
        var inU1 = await hall.RedeemAsync(await atU1.AsMemberAsync(hall, Demo.U1, Demo.Wang, Demo.UnitPassword));
        var id = (await phone.GetAsync("/api/app/memberships")).Json.EnumerateArray().Single(one => one.GetProperty("unit_no").GetString() == Demo.U2Number).GetProperty("id").GetString()!;

        var check = await PassAsync(phone, Wang, "membership_password", id);
        Assert.Equal((HttpStatusCode.BadRequest, "password_repeated"), Of(await SendAsync(phone, id, "password", check, Demo.U2Password)));
        Assert.Equal((HttpStatusCode.Conflict, "already_confirmed"), Of(await SendAsync(phone, id, "confirm", check)));
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(phone, id, "password", check)).Status);
        Assert.Equal((HttpStatusCode.Conflict, "face_over"), Of(await SendAsync(phone, id, "password", check, "Another-26!")));

        Assert.Equal("invalid_grant", (await hall.RefreshAsync(inU2["refresh_token"]!))["error"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", inU2["access_token"]!)).Status);
        Assert.NotNull((await hall.RefreshAsync(inU1["refresh_token"]!))["access_token"]);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/api/app/key")).Status);
        using var browser = new HttpBrowser();
        Assert.Null((await browser.AsMemberAsync(hall, Demo.U2, Demo.Wang, Demo.U2Password))["code"]);
        Assert.NotNull((await browser.AsMemberAsync(hall, Demo.U2, Demo.Wang, NewPassword))["code"]);
    }

    [Fact]
    [Trait("Case", "HT-05")]
    public async Task A_phone_that_sends_passwords_without_end_waits_and_no_other_does()
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.ZhangKong);
        using var second = await HttpPhone.OfAsync(_host, Demo.ZhangKong);
        var id = (await OnlyAsync(phone))["id"]!;
        var answers = new List<Reply>();
        for (var i = 0; i < 45 && answers.LastOrDefault()?.Status != HttpStatusCode.TooManyRequests; i++)
            answers.Add(await SendAsync(phone, id, i % 2 == 0 ? "password" : "confirm", null));
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many"), Of(answers[^1]));
        Assert.InRange(answers.Count, 31, 45);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await SendAsync(second, id, "password", null)).Status);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"face_check":7,"password":"x"}""")]
    [InlineData("""{"password":{}}""")]
    public async Task Bad_input_gets_a_clear_error(string body)
    {
        using var phone = await HttpPhone.OfAsync(_host, Demo.ZhangKong);
        var id = (await OnlyAsync(phone))["id"]!;
        foreach (var call in new[] { "confirm", "password" })
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), Of(await phone.CallAsync(HttpMethod.Post, $"/api/app/memberships/{id}/{call}", body)));
    }

    private static (HttpStatusCode, string?) Of(Reply reply) => (reply.Status, reply["code"]);

    /// <summary>The only one that these tests mean: in the unit of the lowest number.</summary>
    private static async Task<Reply> OnlyAsync(HttpPhone phone)
    {
        var all = await phone.GetAsync("/api/app/memberships");
        return all with { Json = all.Json.EnumerateArray().MinBy(one => one.GetProperty("unit_no").GetString(), StringComparer.Ordinal) };
    }

    private static Task<Reply> SendAsync(HttpPhone phone, string id, string call, string? check, string? password = NewPassword) =>
        phone.PostAsync($"/api/app/memberships/{id}/{call}", new { face_check = check, password });

    private async Task<string?> PassAsync(HttpPhone phone, (string, string) face, string purpose, string? membership)
    {
        var check = await phone.BeginFaceAsync(purpose, membership);
        Assert.Equal("passed", (await phone.DeliverAsync(check, _service.Sign(_service.Finding(check, face, phone))))["state"]);
        return check["id"];
    }
}
