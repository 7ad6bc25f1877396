using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.Authorization;

public sealed class RedirectUriTests
{
    [Theory]
    [InlineData("https://hall.example/signin-oidc?x=1")]
    [InlineData("https://hall.example/signin-oidc/")]
    [InlineData("https://hall.example/signin-OIDC")]
    [InlineData("HTTPS://hall.example/signin-oidc")]
    [InlineData("https://HALL.example/signin-oidc")]
    [InlineData("https://hall.example/a/%2e%2e/signin-oidc")]
    [InlineData("https://hall.example:443/signin-oidc")]
    [InlineData("https://hall.example:8443/signin-oidc")]
    [InlineData("https://hall.example/signin-oidc#f")]
    [InlineData("http://hall.example/signin-oidc")]
    [InlineData("https://hall.example/")]
    [Trait("Spec", "RFC 9700 §2.1")]
    [Trait("Spec", "RFC 6749 §3.1.2.3/compare")]
    [Trait("Spec", "RFC 6749 §4.1.2.1/no-redirect")]
    [Trait("Spec", "OIDC Core §3.1.2.1/redirect-uri")]
    [Trait("Spec", "OIDC Core §3.1.2.6/invalid-redirect")]
    [Trait("Spec", "RFC 6749 §3.1.2.4/no-redirect")]
    [Trait("Case", "AZ-01")]
    public Task A_URI_that_differs_in_one_sign_is_refused_here(string uri) => RefusedAsync(uri);

    [Theory]
    [InlineData("https://a@evil@hall.example/signin-oidc")]
    [InlineData("https://hall.example@evil.example/signin-oidc")]
    [InlineData("https://evil.example\\@hall.example/signin-oidc")]
    [InlineData("https://hall.example\\.evil.example/signin-oidc")]
    [InlineData("https://hаll.example/signin-oidc")]
    [InlineData("https://hall。example/signin-oidc")]
    [InlineData("https://hall.example／signin-oidc")]
    [Trait("Case", "AZ-02")]
    public Task User_information_backslashes_and_look_alikes_are_refused_here(string uri) => RefusedAsync(uri);

    [Theory]
    [InlineData("https://hall.example/signin-oidc\t")]
    [InlineData("https://hall.example/signin-oidc\r\nLocation: https://evil.example")]
    [InlineData("https://hall.example/signin-oidc\0")]
    [Trait("Spec", "RFC 6749 §10.14/validated")]
    [Trait("Case", "AZ-02")]
    public Task Control_characters_are_refused_here(string uri) => RefusedAsync(uri);

    [Theory]
    [InlineData("https://hall.example/..;/signin-oidc")]
    [InlineData("https://hall.example//signin-oidc")]
    [InlineData("https://hall.example/%2fsignin-oidc")]
    [InlineData("https://hall.example/signin-oidc;jsessionid=1")]
    [InlineData("https://hall.example/./signin-oidc")]
    [Trait("Case", "AZ-03")]
    public Task Path_tricks_are_refused_here(string uri) => RefusedAsync(uri);

    [Theory]
    [InlineData("https://hall.example.evil.com/signin-oidc")]
    [InlineData("http://localhost.evil.com/signin-oidc")]
    [InlineData("http://127.0.0.1@evil.com/callback")]
    [Trait("Case", "AZ-04")]
    public Task Prefix_confusions_are_refused_here(string uri) => RefusedAsync(uri);

    [Theory]
    [InlineData("http://127.0.0.1/callback", true)]
    [InlineData("http://127.0.0.1:1/callback", true)]
    [InlineData("http://127.0.0.1:65535/callback", true)]
    [InlineData("http://[::1]:50000/callback", true)]
    [InlineData("jshrss-app://callback", true)]
    [InlineData("http://127.0.0.1:65536/callback", false)]
    [InlineData("http://127.0.0.1:0/callback", false)]
    [InlineData("http://127.0.0.1:/callback", false)]
    [InlineData("http://127.0.0.1:80x/callback", false)]
    [InlineData("http://127.0.0.1:+80/callback", false)]
    [InlineData("http://127.0.0.1:80@evil.com/callback", false)]
    [InlineData("http://127.0.0.1.evil.com/callback", false)]
    [InlineData("http://127.0.0.1:80/callback/", false)]
    [InlineData("http://127.0.0.2:80/callback", false)]
    [InlineData("http://localhost:80/callback", false)]
    [InlineData("https://127.0.0.1:80/callback", false)]
    [InlineData("jshrss-app://callback/", false)]
    [Trait("Spec", "RFC 8252 §7.3")]
    [Trait("Case", "AZ-04")]
    public async Task A_native_client_may_vary_the_port_of_a_loopback_address_and_nothing_else(string uri, bool accepted)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        // An app without a secret is never answered silently: what arrives there shows that the address counts.
        var response = await new AuthorizeRequest().For("mobile-app", uri).With("prompt", "none").GetAsync(host.Browser);

        if (accepted)
            Assert.Equal("interaction_required", response.SentTo(uri)["error"]);
        else
            Assert.Equal("invalid_request", await response.ShownAsync());
    }

    [Fact]
    [Trait("Spec", "RFC 8252 §7.3")]
    public async Task A_web_client_may_not_vary_the_port()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { RedirectUris = ["http://127.0.0.1/callback"] });
        host.SignIn();
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().With("redirect_uri", "http://127.0.0.1:50000/callback").GetAsync(host.Browser)).ShownAsync());
    }

    [Theory]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("DATA:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("File:///etc/passwd")]
    [InlineData("view-source:https://hall.example")]
    [Trait("Case", "AZ-05")]
    public void Schemes_that_run_or_read_in_the_browser_are_refused_at_registration_and_again_at_use(string uri)
    {
        Assert.NotNull(RedirectUri.FaultOf(uri, native: true));
        Assert.True(RedirectUri.IsDangerous(uri));
        Assert.Throws<ArgumentException>(() => new InMemoryClientRegistry(SampleClients.Native with { RedirectUris = [uri] }));
    }

    [Theory]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("DATA:text/html,x")]
    [InlineData("File:///etc/passwd")]
    [Trait("Case", "AZ-05")]
    public async Task A_registry_that_let_such_a_scheme_through_does_not_make_it_a_destination(string uri)
    {
        await using var host = await ProviderHost.StartAsync(
            services => services.AddSingleton<IClientRegistry>(new CarelessRegistry(SampleClients.Native with { RedirectUris = [uri] })));
        host.SignIn();
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().For("mobile-app", uri).GetAsync(host.Browser)).ShownAsync());
    }

    [Theory]
    [InlineData("https://hall.example/cb", false, true)]
    [InlineData("https://hall.example/cb?tenant=1", false, true)]
    [InlineData("http://localhost:5300/signin-oidc", false, true)]
    [InlineData("http://hall.example/cb", false, false)]
    [InlineData("https://hall.example/cb#x", false, false)]
    [InlineData("https://u:p@hall.example/cb", false, false)]
    [InlineData("https://*.hall.example/cb", false, false)]
    [InlineData("/cb", false, false)]
    [InlineData("", false, false)]
    [InlineData("jshrss-app://callback", true, true)]
    [InlineData("jshrss-app://callback", false, false)]
    [Trait("Spec", "RFC 6749 §3.1.2/absolute")]
    [Trait("Spec", "RFC 6749 §3.1.2/fragment")]
    public void Registration_takes_absolute_harmless_URIs_without_fragment_only(string uri, bool native, bool accepted) =>
        Assert.Equal(accepted, RedirectUri.FaultOf(uri, native) is null);

    [Theory]
    [InlineData("response_type", "token")]
    [InlineData("response_type", "nonsense")]
    [InlineData("scope", "profile")]
    [InlineData("scope", "no_such_scope")]
    [InlineData("prompt", "none")]
    [Trait("Spec", "RFC 9700 §4.11.2")]
    [Trait("Spec", "OIDC Core §3.1.2.6/invalid-redirect")]
    [Trait("Case", "AZ-06")]
    public async Task No_other_breach_makes_an_unregistered_URI_a_place_to_redirect_to(string name, string value)
    {
        await using var host = await ProviderHost.StartAsync();
        var response = await new AuthorizeRequest().With("redirect_uri", "https://evil.example/cb").With(name, value).GetAsync(host.Browser);
        Assert.Equal("invalid_request", await response.ShownAsync());
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.1.2.2/registered")]
    [Trait("Spec", "RFC 6749 §10.2/whenever")]
    [Trait("Case", "AZ-07")]
    public async Task A_client_without_registered_URI_learns_none()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { RedirectUris = [] });
        host.SignIn();
        for (var attempt = 0; attempt < 2; attempt++)
            Assert.Equal("invalid_request", await (await new AuthorizeRequest().GetAsync(host.Browser)).ShownAsync());
    }

    [Fact]
    [Trait("Case", "AZ-07")]
    public async Task A_registered_URI_is_text_and_never_a_pattern()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { RedirectUris = ["https://hall.example/.+"] });
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().GetAsync(host.Browser)).ShownAsync());
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.1.2.3")]
    public async Task The_only_registered_URI_may_be_left_out_without_openid_and_the_code_remembers_it()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var code = (await new AuthorizeRequest().With("redirect_uri", null).With("scope", "profile").GetAsync(host.Browser)).CodeAtHall();

        var kept = await host.Ledger.LookAsync(Handle.Read(Keepsake.AuthorizationCode, code)!, TestContext.Current.CancellationToken);
        Assert.False(CodePayload.From(kept!.Payload).RedirectUriWasSent);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.1.2.3/several")]
    [Trait("Spec", "OIDC Core §3.1.2.1/redirect-uri")]
    [Trait("Spec", "OIDC Core §3.1.2.2/required")]
    public async Task With_openid_or_with_several_registered_it_may_not_be_left_out()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().With("redirect_uri", null).GetAsync(host.Browser)).ShownAsync());
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().For("partner", "x", "profile").With("redirect_uri", null).GetAsync(host.Browser)).ShownAsync());
    }

    private static async Task RefusedAsync(string uri)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().With("redirect_uri", uri).GetAsync(host.Browser)).ShownAsync());
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().With("redirect_uri", uri).PostAsync(host.Browser)).ShownAsync());
    }

    private sealed class CarelessRegistry(Client only) : IClientRegistry
    {
        public ValueTask<Client?> FindAsync(ClientId id, CancellationToken ct) => ValueTask.FromResult(id == only.Id ? only : null);

        public bool IsRegisteredOrigin(string origin) => false;
    }
}
