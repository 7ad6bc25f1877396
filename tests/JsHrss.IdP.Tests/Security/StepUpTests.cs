using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Security;

/// <summary>The step-up page at the wire: what it offers, whose proof it takes, and how it is refused.</summary>
public sealed class StepUpTests(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private const string Live = "urn:jshrss:acr:realperson-live";
    private const string Form = "form[data-qr-form]";

    private static readonly (string, string) Essential = ("claims", $"{{\"id_token\":{{\"acr\":{{\"essential\":true,\"value\":\"{Live}\"}}}}}}");

    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Case", "AS-01")]
    [Trait("Case", "QR-12")]
    public async Task For_a_unit_the_phone_is_offered_that_unit_alone_and_back_at_the_client_it_is_live()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await PhoneKey.OfAsync(_host, Demo.Wang, isEnrolled: true);
        Assert.NotNull((await browser.AsMemberAsync(hall, Demo.U1, Demo.Wang))["code"]);
        var page = await ToCodeAsync(browser, (await browser.GoAsync(hall.AuthorizeUrl(Essential))).At("step-up"));
        var request = (await phone.ScanAsync(Passkeying.CodeOf(page))).Value;
        Assert.Equal([Demo.U1Number], request.Contexts.Select(one => one.Unit!.UnitNumber.Value));
        Assert.Null(await phone.ConfirmAsync(request, request.Contexts[0].Context.ToString()));
        var claims = (await hall.RedeemAsync(await browser.SubmitAsync(page, Form))).Claims();
        Assert.Equal((Live, Demo.U1Number), (claims.GetProperty("acr").GetString(), claims.UnitOf()));
        Assert.Equal(["mca", "mfa", "pwd", "swk", "user"], claims.GetProperty("amr").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task Another_persons_phone_steps_nobody_up_and_signs_nobody_in()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var own = await PhoneKey.OfAsync(_host, Demo.Zhou, isEnrolled: true);
        using var others = await PhoneKey.OfAsync(_host, Demo.Zhang, isEnrolled: true);
        await browser.AsPersonAsync(hall, Demo.Zhou);
        var page = await ToCodeAsync(browser, (await browser.GoAsync(hall.AuthorizeUrl(Essential))).At("step-up"));
        await others.SignInAsync(Passkeying.CodeOf(page), "self");
        var refused = await browser.SubmitAsync(page, Form);
        Assert.Contains("扫码的手机不是当前登录人的", refused.Text, StringComparison.Ordinal);
        // It is over, and the session is still its owner's.
        Assert.Null((await browser.SubmitAsync(page, Form))["code"]);
        var claims = (await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", "self"))))).Claims();
        Assert.Equal("urn:jshrss:acr:realperson", claims.GetProperty("acr").GetString());
    }

    [Fact]
    [Trait("Spec", "OIDC Core §15.1/acr-values")]
    public async Task A_wish_may_be_declined_and_is_served_with_what_there_is()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await PhoneKey.OfAsync(_host, Demo.Zheng, isEnrolled: true);
        var page = (await browser.AsPersonAsync(hall, Demo.Zheng, more: ("acr_values", Live))).At("step-up");
        Assert.Contains("暂不验证，继续", page.Text, StringComparison.Ordinal);
        var claims = (await hall.RedeemAsync(await DeclineAsync(browser, page))).Claims();
        Assert.NotEqual(Live, claims.GetProperty("acr").GetString());
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.6")]
    public async Task Whoever_gives_up_is_back_at_the_client_with_access_denied_and_a_forged_form_gives_nothing_up()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await PhoneKey.OfAsync(_host, Demo.Li, isEnrolled: true);
        var page = (await browser.AsPersonAsync(hall, Demo.Li, more: Essential)).At("step-up");
        // Each guard alone: another site's form, which has no token of ours, and one of ours that was shown to somebody else.
        var mark = page.Document.QuerySelector("form[action*='step-up'] input[name=Of]")!.GetAttribute("value")!;
        using (var forged = await browser.SendAsync(HttpMethod.Post, page.Url, new FormUrlEncodedContent([new("decision", "decline"), new("Of", mark)])))
            Assert.Equal(System.Net.HttpStatusCode.OK, forged.StatusCode);
        (await browser.SubmitAsync(page, "form[action*='step-up']", ("decision", "decline"), ("Of", "somebody else"))).At("step-up");
        (await DeclineAsync(browser, page)).Refused("access_denied");
        Assert.Null((await browser.GoAsync(page.Url))["code"]); // the request is over
    }

    [Fact]
    [Trait("Spec", "OpenID Connect Core Unmet Authentication Requirements §1")]
    public async Task Who_has_no_such_proof_is_not_led_to_the_page()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        (await browser.AsPersonAsync(hall, Demo.Qian, more: Essential)).Refused("unmet_authentication_requirements");
        (await browser.GoAsync(_host.Issuer + "/step-up")).At("step-up");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await browser.GoAsync(_host.Issuer + "/step-up?interaction=x")).Status);
    }

    private static async Task<Stop> ToCodeAsync(HttpBrowser browser, Stop page) =>
        await browser.GoAsync(new Uri(new Uri(page.Url), page.Document.QuerySelector("a[href*='sign-in/qr']")!.GetAttribute("href")!).ToString());

    private static Task<Stop> DeclineAsync(HttpBrowser browser, Stop page) => browser.SubmitAsync(page, "form[action*='step-up']", ("decision", "decline"));
}
