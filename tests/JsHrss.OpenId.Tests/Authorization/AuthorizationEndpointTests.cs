using System.Net;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Authorization;

public sealed class AuthorizationEndpointTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "RFC 6749 §4.1.2/state")]
    [Trait("Spec", "RFC 6749 §3.1/get")]
    [Trait("Spec", "RFC 9207 §2/success")]
    [Trait("Spec", "OIDC Core §3.1.2.1/get-post")]
    [Trait("Spec", "OIDC Core §3.1.2.5/query")]
    [Trait("Case", "AZ-11")]
    public async Task A_signed_in_browser_gets_a_code_with_state_and_issuer_and_no_page()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var response = await new AuthorizeRequest().GetAsync(host.Browser);

        var query = response.SentTo("https://hall.example/signin-oidc");
        Assert.Equal("st&te=1", query["state"]);
        Assert.Equal(ProviderHost.Issuer, query["iss"]);
        Assert.StartsWith("code_", query["code"], StringComparison.Ordinal);
        Assert.Equal("code state iss", string.Join(" ", query.AllKeys));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    [Trait("Spec", "RFC 7636 §4.4/associated")]
    public async Task The_code_carries_the_grant_and_what_the_token_request_must_prove()
    {
        await using var host = await ProviderHost.StartAsync();
        var session = host.SignIn();
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        var code = (await new AuthorizeRequest().GetAsync(host.Browser)).CodeAtHall();

        var kept = await host.Ledger.LookAsync(Handle.Read(Keepsake.AuthorizationCode, code)!, Ct);
        Assert.NotNull(kept?.Grant);
        Assert.Equal(new ClientId("hall"), kept.Client);
        Assert.Equal(host.Clock.Now.AddSeconds(60), kept.ExpiresAt);
        Assert.Equal(
            new CodePayload("https://hall.example/signin-oidc", true, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "n-0S6_WzA2Mj"), CodePayload.From(kept.Payload));
        var entitlement = kept.Grant.Entitlement;
        Assert.Equal(session.Subject, entitlement.Subject);
        Assert.Equal(session.Id, entitlement.Session);
        Assert.Equal(SampleHouse.Self, entitlement.Context);
        Assert.Equal(["openid", "profile"], entitlement.Scopes.ToArray());
        Assert.Equal(session.Proofs[0].At, entitlement.Authentication?.At);
        Assert.Equal(Confirmation.None, entitlement.Confirmation);
    }

    [Fact]
    public async Task Opening_a_grant_is_one_list_with_its_fact_and_the_clients_part_in_the_session()
    {
        await using var host = await ProviderHost.StartAsync();
        var session = host.SignIn();

        (await new AuthorizeRequest().GetAsync(host.Browser)).CodeAtHall();

        var fact = Assert.Single(host.Ledger.Facts);
        Assert.Equal(("grant.opened", "ok", session.Subject, new ClientId("hall")), (fact.Code, fact.Result, fact.Subject, fact.Client));
        var joined = Assert.Single(host.Ledger.Joined);
        Assert.Equal((session.Id, new ClientId("hall"), SampleHouse.Self), (joined.Session, joined.Client, joined.Context));
    }

    [Fact]
    [Trait("Spec", "OIDC Core §16.22/no-307")]
    [Trait("Case", "AZ-14")]
    [Trait("Case", "CD-18")]
    public async Task Answers_are_303_kept_by_no_cache_and_leave_no_referrer()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var response = await new AuthorizeRequest().GetAsync(host.Browser);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.1.2/query")]
    public async Task The_redirect_URIs_own_query_is_kept()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { RedirectUris = ["https://hall.example/cb?tenant=1"] });
        host.SignIn();

        var response = await new AuthorizeRequest().With("redirect_uri", "https://hall.example/cb?tenant=1").GetAsync(host.Browser);

        Assert.NotNull(response.SentTo("https://hall.example/cb?tenant=1")["code"]);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1/get-post")]
    public async Task A_POST_is_kept_and_answered_303_to_a_GET_that_brings_the_session()
    {
        await using var host = await ProviderHost.StartAsync();

        var posted = await new AuthorizeRequest().PostAsync(host.Browser);
        host.SignIn();
        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        var resumed = await host.Browser.GetAsync(posted.Headers.Location, Ct);

        Assert.StartsWith("code_", resumed.CodeAtHall(), StringComparison.Ordinal);
        Assert.Equal("interaction_gone", await (await host.Browser.GetAsync(posted.Headers.Location, Ct)).ShownAsync());
    }

    [Fact]
    public async Task A_POST_whose_browser_needs_a_page_begins_there_and_never_disturbs_the_browsers_other_interactions()
    {
        await using var host = await ProviderHost.StartAsync();
        var other = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("sign-in");

        // Cross-site: the POST itself arrives without any cookie.
        using var cookieless = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host.Address };
        var posted = await new AuthorizeRequest().PostAsync(cookieless);
        Assert.False(posted.Headers.Contains("Set-Cookie"));
        var interaction = (await host.Browser.GetAsync(posted.Headers.Location, Ct)).InteractionAt("sign-in");
        host.SignIn();

        Assert.NotNull((await host.Browser.ResumeAsync(interaction)).CodeAtHall());
        Assert.NotNull((await host.Browser.ResumeAsync(other)).CodeAtHall());
    }

    [Fact]
    public async Task A_POST_is_not_kept_when_it_breaks_a_rule()
    {
        await using var host = await ProviderHost.StartAsync();
        Assert.Equal("unsupported_response_type", (await new AuthorizeRequest().With("response_type", "token").PostAsync(host.Browser)).ErrorAtHall());
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("TRACE")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [Trait("Case", "HT-10")]
    public async Task Other_methods_are_not_allowed(string method)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        using var request = new HttpRequestMessage(new HttpMethod(method), new AuthorizeRequest().Url);
        var response = await host.Browser.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Empty(host.Ledger.Facts);
        using var resume = new HttpRequestMessage(new HttpMethod(method), "/connect/authorize/resume?interaction=x");
        Assert.Equal(["GET"], (await host.Browser.SendAsync(resume, Ct)).Content.Headers.Allow);
    }

    [Fact]
    public async Task A_store_that_is_away_is_told_with_503_and_when_to_come_back()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Sessions.Failure = new StoreUnavailableException("away");

        var response = await new AuthorizeRequest().GetAsync(host.Browser);

        Assert.Equal("temporarily_unavailable", await response.ShownAsync(HttpStatusCode.ServiceUnavailable));
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    [Trait("Case", "CD-19")]
    public async Task The_endpoint_is_never_shared_across_origins()
    {
        await using var host = await ProviderHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new AuthorizeRequest().Url);
        request.Headers.Add("Origin", "https://hall.example");
        Assert.False((await host.Browser.SendAsync(request, Ct)).Headers.Contains("Access-Control-Allow-Origin"));
    }
}
