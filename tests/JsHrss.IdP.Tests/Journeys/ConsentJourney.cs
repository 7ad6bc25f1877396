using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>A third party asks for data: shown masked, refused as easily as allowed, remembered, asked again on demand.</summary>
public sealed class ConsentJourney(SharedIdp idp)
{
    private const string Form = "form[action*='consent']";
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.4/decision")]
    public async Task Once_allowed_it_is_not_asked_again_unless_the_client_wishes()
    {
        using var browser = new HttpBrowser();
        using var partner = Relying.Partner(_host);
        var page = (await browser.AsPersonAsync(partner, Demo.Sun)).At("consent");
        Assert.Contains("示例人才招聘网", page.Text, StringComparison.Ordinal);
        Assert.Contains("示例人才服务有限公司", page.Text, StringComparison.Ordinal);
        Assert.Contains("localhost:5300", page.Text, StringComparison.Ordinal);
        Assert.Contains("孙*", page.Text, StringComparison.Ordinal);
        Assert.Contains("*****0166", page.Text, StringComparison.Ordinal);
        Assert.Contains("1*****06", page.Text, StringComparison.Ordinal);
        foreach (var clear in new[] { Demo.SunName, Demo.SunIdNumber, Demo.Sun })
            Assert.DoesNotContain(clear, page.Body, StringComparison.Ordinal);
        (await browser.GoAsync(partner.AuthorizeUrl(("prompt", "none")))).Refused("consent_required");

        var tokens = await partner.RedeemAsync(await browser.SubmitAsync(page, Form, ("decision", "allow")));
        Assert.Equal(Demo.SunName, (await partner.GetAsync("/connect/userinfo", tokens["access_token"]!))["name"]);
        Assert.NotNull((await browser.GoAsync(partner.AuthorizeUrl()))["code"]);
        Assert.NotNull((await browser.GoAsync(partner.AuthorizeUrl(("prompt", "none"))))["code"]);

        page = (await browser.GoAsync(partner.AuthorizeUrl(("prompt", "consent")))).At("consent");
        (await browser.SubmitAsync(page, Form, ("decision", "deny"))).Refused("access_denied");
        page = (await browser.GoAsync(partner.AuthorizeUrl(("prompt", "consent")))).At("consent");
        Assert.NotNull((await browser.SubmitAsync(page, Form, ("decision", "allow")))["code"]);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §4.1.2.1")]
    public async Task Once_refused_nothing_is_given_and_it_is_asked_again()
    {
        using var browser = new HttpBrowser();
        using var partner = Relying.Partner(_host);
        var page = (await browser.AsPersonAsync(partner, Demo.Zhou)).At("consent");
        (await browser.SubmitAsync(page, Form, ("decision", "deny"))).Refused("access_denied");
        // The answered request is over: going back in the browser gives nothing.
        var again = await browser.SubmitAsync(page, Form, ("decision", "allow"));
        Assert.Null(again["code"]);
        (await browser.GoAsync(partner.AuthorizeUrl())).At("consent");
    }

    [Fact]
    public async Task One_persons_consent_is_not_anothers_and_less_does_not_cover_more()
    {
        using var browser = new HttpBrowser();
        using var partner = Relying.Partner(_host);
        var page = (await browser.AsPersonAsync(partner, Demo.Wu, Demo.PersonalPassword, ("scope", "openid phone"))).At("consent");
        Assert.DoesNotContain("*****016X", page.Text, StringComparison.Ordinal);
        var tokens = await partner.RedeemAsync(await browser.SubmitAsync(page, Form, ("decision", "allow")));
        Assert.Null((await partner.GetAsync("/connect/userinfo", tokens["access_token"]!))["name"]);
        (await browser.GoAsync(partner.AuthorizeUrl())).At("consent");

        using var other = new HttpBrowser();
        (await other.AsPersonAsync(partner, Demo.Zheng, Demo.PersonalPassword, ("scope", "openid phone"))).At("consent");
    }

    [Fact]
    [Trait("Spec", "OIDC Core §5.5")]
    public async Task A_claim_asked_for_by_name_is_shown_remembered_and_given_where_it_was_asked_for_and_another_asks_again()
    {
        using var browser = new HttpBrowser();
        using var partner = Relying.Partner(_host);
        var name = ("claims", """{"userinfo":{"name":{"essential":true}}}""");
        var page = (await browser.AsPersonAsync(partner, Demo.Zheng, Demo.PersonalPassword, ("scope", "openid"), name)).At("consent");
        Assert.Contains("知道怎样称呼您", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("姓名、性别、出生日期", page.Text, StringComparison.Ordinal);
        var tokens = await partner.RedeemAsync(await browser.SubmitAsync(page, Form, ("decision", "allow")));
        var info = await partner.GetAsync("/connect/userinfo", tokens["access_token"]!);
        Assert.NotNull(info["name"]);
        Assert.Null(info["gender"]);
        Assert.False(tokens.Claims().TryGetProperty("name", out _));

        Assert.NotNull((await browser.GoAsync(partner.AuthorizeUrl(("scope", "openid"), name)))["code"]);
        page = (await browser.GoAsync(partner.AuthorizeUrl(("scope", "openid"), ("claims", """{"userinfo":{"name":null,"phone_number":null}}""")))).At("consent");
        Assert.Contains("移动电话号码", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Demo.Zheng, page.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "AZ-12")]
    [Trait("Case", "RT-20")]
    public async Task The_form_can_neither_widen_what_was_asked_nor_come_from_another_site()
    {
        using var browser = new HttpBrowser();
        using var partner = Relying.Partner(_host);
        var page = (await browser.AsPersonAsync(partner, Demo.Qian, Demo.PersonalPassword, ("scope", "openid phone"))).At("consent");
        var forged = (await browser.SubmitAsync(page, Form, ("decision", "allow"), ("__RequestVerificationToken", "forged"))).At("consent");
        var back = await browser.SubmitAsync(forged, Form, ("decision", "allow"), ("Claims", "profile"), ("scope", "openid profile phone unit"), ("client_id", "hall"));
        Assert.StartsWith("http://localhost:5300/partner/callback?", back.Url, StringComparison.Ordinal);
        var tokens = await partner.RedeemAsync(back);
        Assert.Equal("openid phone", tokens["scope"] ?? "openid phone");
        Assert.Null((await partner.GetAsync("/connect/userinfo", tokens["access_token"]!))["name"]);
    }
}
