using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Interaction;

public sealed class ConsentTests
{
    private const string Callback = "https://partner.example/callback";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.4/decision")]
    [Trait("Spec", "RFC 6749 §10.12/csrf")]
    public async Task A_third_party_asks_once_for_what_it_wants_and_again_for_more()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        Assert.Equal("consent_required", (await Partner().With("prompt", "none").GetAsync(host.Browser)).SentTo(Callback)["error"]);
        var interaction = (await Partner().GetAsync(host.Browser)).InteractionAt("consent");

        await ConsentAsync(host, interaction, "openid", "profile");

        Assert.NotNull((await host.Browser.ResumeAsync(interaction)).SentTo(Callback)["code"]);
        Assert.NotNull((await Partner().With("prompt", "none").GetAsync(host.Browser)).SentTo(Callback)["code"]);
        (await Partner("openid profile phone").GetAsync(host.Browser)).InteractionAt("consent");
        (await Partner().With("claims", """{"userinfo":{"phone_number":null}}""").GetAsync(host.Browser)).InteractionAt("consent");
        Assert.Contains(host.Ledger.Facts, fact => fact.Code == "consent.given");
    }

    [Fact]
    public async Task A_consent_lapses()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        await ConsentAsync(host, (await Partner().GetAsync(host.Browser)).InteractionAt("consent"), "openid", "profile");
        host.Clock.Advance(TimeSpan.FromDays(180));
        (await Partner().GetAsync(host.Browser)).InteractionAt("consent");
    }

    [Theory]
    [InlineData("hall", "https://hall.example/signin-oidc")]
    [InlineData("partner", Callback)]
    [Trait("Spec", "OIDC Core §3.1.2.1/prompt-consent")]
    public async Task Prompt_consent_asks_anew_even_where_consent_stands(string client, string redirectUri)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        for (var time = 0; time < 2; time++)
        {
            var interaction = (await new AuthorizeRequest().For(client, redirectUri).With("prompt", "consent").GetAsync(host.Browser)).InteractionAt("consent");
            await ConsentAsync(host, interaction, "openid", "profile");
            Assert.NotNull((await host.Browser.ResumeAsync(interaction)).SentTo(redirectUri)["code"]);
        }
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task Another_person_at_the_same_browser_has_not_consented()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn("p_first");
        var interaction = (await Partner().With("prompt", "consent").GetAsync(host.Browser)).InteractionAt("consent");
        await ConsentAsync(host, interaction, "openid", "profile");
        host.SignIn("p_second");
        (await host.Browser.ResumeAsync(interaction)).InteractionAt("consent");
    }

    [Fact]
    [Trait("Spec", "OIDC Core §11/prompt")]
    [Trait("Spec", "OIDC Core §11/consent")]
    public async Task Offline_access_of_a_third_party_needs_prompt_consent_and_is_ignored_without()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var plain = (await Partner("openid offline_access").GetAsync(host.Browser)).InteractionAt("consent");
        Assert.Equal(["openid"], (await host.FindAsync(plain))!.Request.Scopes.ToArray());

        var asked = (await Partner("openid offline_access").With("prompt", "consent").GetAsync(host.Browser)).InteractionAt("consent");
        await ConsentAsync(host, asked, "openid", "offline_access");
        var grant = await GrantOfAsync(host, (await host.Browser.ResumeAsync(asked)).SentTo(Callback)["code"]!);

        Assert.True(grant.Offline);
        Assert.Equal(host.Clock.Now.AddDays(180), grant.EndsAt);
        Assert.Equal(host.Clock.Now.AddDays(30), grant.IdleUntil);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §11")]
    public async Task The_departments_own_client_gets_offline_access_without_a_page_and_without_it_the_grant_ends_with_the_session()
    {
        await using var host = await ProviderHost.StartAsync();
        var session = host.SignIn();

        var offline = await GrantOfAsync(host, (await new AuthorizeRequest().With("scope", "openid offline_access").GetAsync(host.Browser)).CodeAtHall());
        var online = await GrantOfAsync(host, (await new AuthorizeRequest().GetAsync(host.Browser)).CodeAtHall());
        host.Clock.Advance(TimeSpan.FromHours(6));
        var late = await GrantOfAsync(host, (await new AuthorizeRequest().GetAsync(host.Browser)).CodeAtHall());

        Assert.True(offline.Offline);
        Assert.Equal((false, session.AbsoluteUntil, (DateTimeOffset?)session.AbsoluteUntil.AddHours(-4)), (online.Offline, online.EndsAt, online.IdleUntil));
        Assert.Equal(session.AbsoluteUntil, late.IdleUntil);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §11")]
    public async Task A_client_without_the_refresh_grant_has_no_idle_end_and_no_offline_access()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { GrantTypes = ["authorization_code"] });
        host.SignIn();

        var grant = await GrantOfAsync(host, (await new AuthorizeRequest().With("scope", "openid offline_access").GetAsync(host.Browser)).CodeAtHall());

        Assert.Equal((false, (DateTimeOffset?)null), (grant.Offline, grant.IdleUntil));
    }

    private static AuthorizeRequest Partner(string scope = "openid profile") => new AuthorizeRequest().For("partner", Callback, scope);

    private static async Task ConsentAsync(ProviderHost host, string interaction, params string[] scopes)
    {
        var pending = await host.FindAsync(interaction);
        Assert.NotNull(pending?.Context);
        var consent = new Consent(host.Sessions.Current!.Subject, pending.Request.Client.Id, pending.Context.Value, [.. scopes], [], host.Clock.Now, host.Clock.Now.AddDays(180));
        Assert.Equal($"/connect/authorize/resume?interaction={interaction}", await host.Service<IInteractions>().ConsentAsync(pending, consent, Ct));
    }

    private static async Task<Grant> GrantOfAsync(ProviderHost host, string code) =>
        (await host.Ledger.LookAsync(Handle.Read(Keepsake.AuthorizationCode, code)!, Ct))!.Grant!;
}
