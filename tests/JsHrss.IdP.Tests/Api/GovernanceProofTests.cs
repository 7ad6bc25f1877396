using System.Net;
using JsHrss.Accounts.SignIn;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>A sign-in that opens the unit and is not enough for what concerns an administrator (R146): by the API and on the pages.</summary>
public sealed class GovernanceProofTests(UnitIdp idp) : IClassFixture<UnitIdp>
{
    private const string Live = "urn:jshrss:acr:realperson-live";

    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Spec", "R146")]
    [Trait("Spec", "RFC 9470 §3")]
    [Trait("Case", "AS-07")]
    public async Task What_opens_the_unit_and_does_not_count_is_challenged_with_a_class_that_a_face_check_reaches()
    {
        var scene = await idp.PlantAsync();
        using var browser = new HttpBrowser();
        using var hall = HallOf();
        using var legal = await ByAsync(ProofMethod.CorporatePortal, "jszwfw", scene, hall, browser);
        Assert.Equal("200", (await legal.GetAsync($"{scene.Path}/members")).Outcome);
        Assert.Equal("204", (await legal.DeleteAsync($"{scene.Path}/members/{scene.Agents[0].Id}")).Outcome);
        var administrator = $"{scene.Path}/members/{scene.Administrator.Id}";
        foreach (var refused in new[] { await legal.DeleteAsync(administrator), await legal.PutAsync($"{administrator}/period", "{}"), await legal.PutAsync($"{scene.Path}/members/{scene.Agents[1].Id}/role", """{"role":"administrator"}""") })
        {
            Assert.Equal("401 insufficient_user_authentication", refused.Outcome);
            Assert.EndsWith($", acr_values=\"{Live}\", max_age=\"600\"", refused.Challenge, StringComparison.Ordinal);
        }

        // Whoever is sent on with that comes to a page, however fresh the sign-in is, and there to a proof that counts.
        (await browser.GoAsync(hall.AuthorizeUrl(("acr_values", Live), ("max_age", "600")))).At("step-up");
        using var phone = await PhoneKey.OfAsync(_host, scene.Legal.Mobile, isEnrolled: true);
        var page = (await browser.GoAsync(hall.AuthorizeUrl(("acr_values", Live), ("max_age", "600")))).At("step-up");
        page = await browser.GoAsync(new Uri(new Uri(page.Url), page.Document.QuerySelector("a[href*='sign-in/qr']")!.GetAttribute("href")!).ToString());
        var request = (await phone.ScanAsync(Passkeying.CodeOf(page))).Value;
        Assert.Null(await phone.ConfirmAsync(request, request.Contexts[0].Context.ToString()));
        using var proven = new UnitCaller(_host, HallOf(), await hall.RedeemAsync(await browser.SubmitAsync(page, "form[data-qr-form]")));
        Assert.Equal("204", (await proven.DeleteAsync(administrator)).Outcome);
    }

    [Fact]
    [Trait("Spec", "R146")]
    [Trait("Spec", "RFC 9470 §3")]
    [Trait("Case", "AS-07")]
    public async Task Of_whom_no_face_check_can_be_had_a_new_sign_in_is_asked_for_and_the_same_one_leads_to_the_page_again()
    {
        var scene = await idp.PlantAsync();
        await _host.Database.ChangeAsync("update person set capped_at_level = 2 where id = @id", ("@id", scene.Legal.Person.Id.Value));
        using var browser = new HttpBrowser();
        using var hall = HallOf();
        using var legal = await ByAsync(ProofMethod.ElectronicLicence, "ebizlic", scene, hall, browser);
        var administrator = $"{scene.Path}/members/{scene.Administrator.Id}";
        for (var i = 0; i < 2; i++)
        {
            var refused = await legal.DeleteAsync(administrator);
            Assert.Equal("401 insufficient_user_authentication", refused.Outcome);
            Assert.DoesNotContain("acr_values", refused.Challenge, StringComparison.Ordinal);
            Assert.EndsWith(", max_age=\"0\"", refused.Challenge, StringComparison.Ordinal);
            (await browser.GoAsync(hall.AuthorizeUrl(("max_age", "0")))).At("sign-in");
        }

        using var proven = new UnitCaller(_host, HallOf(), await hall.RedeemAsync(await browser.AsMemberAsync(hall, scene.Unit.CreditCode!.Value, scene.Legal.Mobile, more: ("max_age", "0"))));
        Assert.Equal("204", (await proven.DeleteAsync(administrator)).Outcome);
    }

    [Fact]
    [Trait("Spec", "R146")]
    public async Task A_newer_sign_in_that_does_not_count_neither_renews_nor_spoils_what_does()
    {
        var scene = await idp.PlantAsync();
        using var browser = new HttpBrowser();
        using var hall = HallOf();
        Assert.NotNull((await browser.AsMemberAsync(hall, scene.Unit.CreditCode!.Value, scene.Legal.Mobile))["code"]);
        await AlsoAsync(scene.Legal, ProofMethod.CorporatePortal, "jszwfw", TimeSpan.FromSeconds(1));
        _host.Clock.Add(TimeSpan.FromMinutes(9));
        using var legal = await CallerAsync(hall, browser);
        Assert.Equal("204", (await legal.PutAsync($"{scene.Path}/members/{scene.Administrator.Id}/period", "{}")).Outcome);
        _host.Clock.Add(TimeSpan.FromMinutes(2));
        await legal.RefreshAsync();
        var refused = await legal.DeleteAsync($"{scene.Path}/members/{scene.Administrator.Id}", "\"2\"");
        Assert.Equal("401 insufficient_user_authentication", refused.Outcome);
        Assert.Contains($"acr_values=\"{Live}\"", refused.Challenge, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "R146")]
    [Trait("Case", "AS-07")]
    public async Task On_the_pages_it_is_asked_for_a_proof_that_counts_and_nothing_is_done_without()
    {
        var scene = await idp.PlantAsync();
        using var browser = new HttpBrowser();
        var at = await UnitBrowsing.EnterAsync(browser, scene, scene.Legal);
        Assert.Null((await browser.GoAsync($"{at}/members/{scene.Administrator.Id}/end")).Document.QuerySelector("[data-prove]"));
        var form = await browser.GoAsync($"{at}/members/{scene.Administrator.Id}/end");
        await BecomesAsync(scene.Legal, ProofMethod.CorporatePortal, "jszwfw");
        Assert.NotNull((await browser.GoAsync($"{at}/members/{scene.Administrator.Id}/end")).Document.QuerySelector("[data-prove]"));
        var refused = await browser.SubmitAsync(form, "main form", ("Confirm", "试"));
        Assert.NotNull(refused.Document.QuerySelector("[data-prove]"));
        Assert.Equal(1, await _host.Database.CountAsync("select count(*) from membership where unit = @unit and role = 2 and institution is null and status <> 9", ("@unit", scene.Unit.Id.Value)));
        // An agent is no administrator, and is ended.
        Assert.EndsWith("?done=ended", (await browser.SubmitAsync(await browser.GoAsync($"{at}/members/{scene.Agents[0].Id}/end"), "main form", ("Confirm", "试"))).Url, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "R146")]
    public async Task An_administrator_leaves_by_the_personal_password_and_not_by_the_portal()
    {
        var scene = await idp.PlantAsync();
        using var browser = new HttpBrowser();
        var at = await UnitBrowsing.EnterAsync(browser, scene, scene.Administrator);
        var form = await browser.GoAsync($"{at}/leave");
        Assert.Null(form.Document.QuerySelector("[data-prove]"));
        await BecomesAsync(scene.Administrator, ProofMethod.CorporatePortal, "jszwfw");
        Assert.NotNull((await browser.SubmitAsync(form, "main form")).Document.QuerySelector("[data-prove]"));
        await AlsoAsync(scene.Administrator, ProofMethod.SmsCode, Proof.Local, TimeSpan.Zero);
        Assert.NotNull((await browser.SubmitAsync(form, "main form")).Document.QuerySelector("[data-prove]"));
        await AlsoAsync(scene.Administrator, ProofMethod.PersonalPassword, Proof.Local, TimeSpan.Zero);
        var left = await browser.SubmitAsync(form, "main form");
        Assert.Equal(HttpStatusCode.OK, left.Status);
        Assert.Equal(0, await _host.Database.CountAsync("select count(*) from membership where unit = @unit and role = 2 and institution is null and status <> 9", ("@unit", scene.Unit.Id.Value)));
    }

    private Relying HallOf() => new(_host, "hall", "hall-dev-secret-0123456789abcdefghij", "http://localhost:5300/signin-oidc", "openid unit unit.members items");

    /// <summary>Signed in to the unit by something else than its password.</summary>
    private async Task<UnitCaller> ByAsync(ProofMethod method, string provider, UnitScene scene, Relying hall, HttpBrowser browser)
    {
        Assert.NotNull((await browser.AsMemberAsync(hall, scene.Unit.CreditCode!.Value, scene.Legal.Mobile))["code"]);
        await BecomesAsync(scene.Legal, method, provider);
        return await CallerAsync(hall, browser);
    }

    private async Task<UnitCaller> CallerAsync(Relying hall, HttpBrowser browser) => new(_host, hall, await hall.RedeemAsync(await browser.GoAsync(hall.AuthorizeUrl())));

    /// <summary>What a unit's password proved came by somebody else's system instead.</summary>
    private Task BecomesAsync(UnitActor actor, ProofMethod method, string provider) => _host.Database.ChangeAsync(
        "update session_proof set method = @method, provider = @provider, credential = null where membership = @membership and ended_at is null",
        ("@method", (int)method), ("@provider", provider), ("@membership", actor.Member.Id.Value));

    /// <summary>A further proof in the same session.</summary>
    private Task AlsoAsync(UnitActor actor, ProofMethod method, string provider, TimeSpan after) => _host.Database.ChangeAsync(
        """
        insert into session_proof(session, n, method, at, membership, unit, provider, is_bound)
        select session, (select max(n) + 1 from session_proof q where q.session = p.session), @method, at + @after, membership, unit, @provider, 0 from session_proof p
        where membership = @membership and ended_at is null order by n limit 1
        """,
        ("@method", (int)method), ("@provider", provider), ("@after", (long)after.TotalMilliseconds), ("@membership", actor.Member.Id.Value));
}
