using System.Net;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Representatives;
using JsHrss.IdP.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>A legal representative by the register signs in to the unit by the app (C38): against the sandbox's registration authority, with everything that goes wrong there.</summary>
public sealed class UnitQrByRegisterJourney(IdpWithRegister idp) : IClassFixture<IdpWithRegister>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Spec", "R145")]
    [Trait("Case", "QR-12")]
    [Trait("Case", "FT-14")]
    public async Task The_register_names_somebody_who_confirms_and_is_the_unit_s_legal_representative_from_then_on()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await HttpPhone.OfAsync(_host, Demo.Yan, isEnrolled: true);
        Assert.DoesNotContain(Demo.U2Number, (await phone.GetAsync("/api/app/memberships")).Json.EnumerateArray().Select(one => one.GetProperty("unit_no").GetString()));

        // A register that lies or is silent: nothing is offered, it is said so, and nothing can be confirmed.
        string? unit = null;
        foreach (var mood in new[] { "WrongSignature", "Down", "Garbage", "SystemError" })
        {
            await idp.Sandbox.SwitchAsync("authority", mood);
            var silent = await phone.ScanAsync(CodeOf(await OpenAsync(browser, hall)));
            Assert.Equal((HttpStatusCode.OK, "unavailable"), (silent.Status, silent["register"]));
            Assert.DoesNotContain(silent.Contexts, one => one.Number == Demo.U2Number);
            await phone.DenyAsync(silent, "changed_mind");
        }

        await idp.Sandbox.SwitchAsync("authority", "Normal");
        var page = await OpenAsync(browser, hall);
        var request = await phone.ScanAsync(CodeOf(page));
        var offered = Assert.Single(request.Json.GetProperty("contexts").EnumerateArray(), one => one.GetProperty("unit_no").GetString() != Demo.U4Number);
        Assert.Equal(
            (Demo.U2Name, Demo.U2Number, "legal_representative", null, true),
            (offered.GetProperty("name").GetString(), offered.GetProperty("unit_no").GetString(), offered.GetProperty("role").GetString(), offered.GetProperty("refused").GetString(), offered.GetProperty("by_register").GetBoolean()));
        unit = offered.GetProperty("context").GetString()!;
        Assert.StartsWith("u_", unit, StringComparison.Ordinal);
        Assert.Null(request["register"]);

        // What was shown a moment ago makes nobody a representative while the register is silent.
        await idp.Sandbox.SwitchAsync("authority", "Replay");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "register_unavailable"), Of(await phone.ConfirmAsync(request, unit)));
        await idp.Sandbox.SwitchAsync("authority", "Normal");
        Assert.Equal((HttpStatusCode.BadRequest, "signature_invalid"), Of(await phone.ConfirmAsync(request, unit, phone.Key.Key.Approve(request["id"]!, request["shown_text"]!, "self", phone.Now))));
        Assert.Equal((HttpStatusCode.Forbidden, "context_refused"), Of(await phone.ConfirmAsync(request, "u_00000000000000000000000000")));
        Assert.Equal(HttpStatusCode.NoContent, (await phone.ConfirmAsync(request, unit)).Status);

        var tokens = await hall.RedeemAsync(await browser.SubmitAsync(page, "form[data-qr-form]"));
        var represents = tokens.Claims().GetProperty("represents");
        Assert.Equal(("legal_representative", "registry", Demo.U2Number), (represents.GetProperty("role").GetString(), represents.GetProperty("link").GetString(), tokens.UnitOf()));
        Assert.Equal("urn:jshrss:acr:realperson-live", tokens.Claims().GetProperty("acr").GetString());

        // From then on a membership like others: offered as such, without a password, once.
        var own = Assert.Single((await phone.GetAsync("/api/app/memberships")).Json.EnumerateArray(), one => one.GetProperty("unit_no").GetString() != Demo.U4Number);
        Assert.Equal(("active", false), (own.GetProperty("state").GetString(), own.GetProperty("has_password").GetBoolean()));
        using var other = new HttpBrowser();
        var again = await phone.ScanAsync(CodeOf(await OpenAsync(other, hall)));
        Assert.Equal((own.GetProperty("id").GetString(), Demo.U2Number, null), Assert.Single(again.Contexts, one => one.Number != Demo.U4Number));
        Assert.Null((await other.AsMemberAsync(hall, Demo.U2, Demo.Yan, Demo.PersonalPassword))["code"]);
        Assert.Equal(1, await _host.Database.CountAsync("select count(*) from audit_fact where code = 'membership.represented'"));
    }

    [Fact]
    [Trait("Spec", "R145")]
    public async Task Whom_the_register_does_not_name_is_offered_nothing_and_confirms_nothing()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await HttpPhone.OfAsync(_host, Demo.Zhou, isEnrolled: true);
        var page = await OpenAsync(browser, hall);
        var request = await phone.ScanAsync(CodeOf(page));
        Assert.Equal(("[]", null), (request.Json.GetProperty("contexts").GetRawText(), request["register"]));
        var units = await _host.Services.GetRequiredService<IRepresentableUnits>().FindAsync([UnifiedSocialCreditCode.Read(Demo.U2).Value, UnifiedSocialCreditCode.Read(Demo.U4).Value], TestContext.Current.CancellationToken);
        Assert.Equal(2, units.Length);
        foreach (var one in units)
        {
            var refused = await phone.ConfirmAsync(request, one.Unit.Id.ToString());
            Assert.Equal((HttpStatusCode.Forbidden, "context_refused", "not_named"), (refused.Status, refused["code"], refused["reason"]));
        }

        Assert.Null((await browser.SubmitAsync(page, "form[data-qr-form]"))["code"]);
        Assert.Empty((await phone.GetAsync("/api/app/memberships")).Json.EnumerateArray());
    }

    [Fact]
    public async Task On_a_phone_that_is_not_enrolled_the_unit_is_shown_with_its_reason()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        using var phone = await HttpPhone.OfAsync(_host, Demo.Zhang);
        // Units he represents by the register that do not exist here are not offered.
        var request = await phone.ScanAsync(CodeOf(await OpenAsync(browser, hall)));
        Assert.Equal([Demo.U1Number, Demo.U3Number], request.Contexts.Select(one => one.Number));
        Assert.All(request.Contexts, one => Assert.Equal("key_not_enrolled", one.Refused));
    }

    private static (HttpStatusCode, string?) Of(Reply reply) => (reply.Status, reply["code"]);

    private string CodeOf(Stop page) => $"{_host.Issuer}/qr/{page.Document.QuerySelector(".same-device a")!.GetAttribute("href")!.Split('/')[^1]}";

    private static async Task<Stop> OpenAsync(HttpBrowser browser, Relying client)
    {
        var page = await browser.GoAsync(client.AuthorizeUrl());
        return await browser.GoAsync(page.Url.Replace("/sign-in?", "/sign-in/qr?", StringComparison.Ordinal) + "&tab=unit");
    }
}

/// <summary>A server that is connected to the sandbox's registration authority.</summary>
public sealed class IdpWithRegister : IAsyncLifetime
{
    public SandboxProcess Sandbox { get; private set; } = null!;

    public IdpHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Sandbox = await SandboxProcess.StartAsync("http://localhost:9"); // its phones are not used
        Host = await IdpHost.StartAsync(settings: Sandbox.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
