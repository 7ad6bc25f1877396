using System.Net;
using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.EndSession;

public sealed class EndSessionEndpointTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §3")]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/state")]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/get-post")]
    [Trait("Spec", "OIDC Back-Channel Logout §2.7/grants")]
    public async Task A_hint_to_this_session_ends_it_and_leads_back_with_the_state()
    {
        await using var host = await SigningOut.StartAsync();
        var session = host.SignIn();
        var tokens = await host.JoinAsync(SigningOut.Hall);

        var answer = await host.Browser.LogoutAsync(("id_token_hint", tokens.IdToken()), ("post_logout_redirect_uri", SigningOut.Back), ("state", "a&b=c"));

        Assert.Equal($"{SigningOut.Back}?state=a%26b%3Dc", answer.Sent());
        Assert.Equal(session.Id, Assert.Single(host.Sessions.Ended).Id);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(SigningOut.Hall, tokens.RefreshToken)).Error);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/hint-expired")]
    public async Task A_hint_that_expired_long_ago_counts()
    {
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        var hint = (await host.JoinAsync(SigningOut.Hall)).IdToken();
        host.Clock.Advance(TimeSpan.FromHours(5));

        Assert.Equal(SigningOut.Back, (await host.Browser.LogoutAsync(("id_token_hint", hint), ("client_id", "hall"), ("post_logout_redirect_uri", SigningOut.Back))).Sent());
        Assert.Single(host.Sessions.Ended);
    }

    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/state")]
    public async Task The_query_of_a_registered_address_is_kept()
    {
        await using var host = await SigningOut.StartAsync();
        Assert.Equal(
            $"{SigningOut.BackWithQuery}&state=s", (await host.Browser.LogoutAsync(("client_id", "hall"), ("post_logout_redirect_uri", SigningOut.BackWithQuery), ("state", "s"))).Sent());
    }

    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/get-post")]
    public async Task A_POST_is_kept_and_comes_back_by_GET_where_the_browser_brings_its_session()
    {
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        var hint = (await host.JoinAsync(SigningOut.Hall)).IdToken();

        var resume = (await host.Browser.PostLogoutAsync(("id_token_hint", hint), ("post_logout_redirect_uri", SigningOut.Back), ("state", "s"))).Sent();
        Assert.StartsWith("/connect/logout/resume?interaction=int_", resume, StringComparison.Ordinal);
        Assert.Empty(host.Sessions.Ended);

        Assert.Equal($"{SigningOut.Back}?state=s", (await host.Browser.GetAsync(resume, Ct)).Sent());
        Assert.Single(host.Sessions.Ended);
        Assert.Equal("interaction_gone", await (await host.Browser.GetAsync(resume, Ct)).ShownAsync());
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
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        var hint = (await host.JoinAsync(SigningOut.Hall)).IdToken();
        using var end = new HttpRequestMessage(new HttpMethod(method), $"/connect/logout?id_token_hint={hint}");
        using var resume = new HttpRequestMessage(new HttpMethod(method), "/connect/logout/resume?interaction=x");
        foreach (var (request, allow) in new[] { (end, new[] { "GET", "POST" }), (resume, ["GET"]) })
        {
            using var response = await host.Browser.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
            Assert.Equal(allow, response.Content.Headers.Allow);
            Assert.True(response.Headers.CacheControl?.NoStore);
        }

        Assert.Empty(host.Sessions.Ended);
    }

    [Theory]
    [InlineData("https://hall.example/signed-out/")]
    [InlineData("https://hall.example/signed-out?x=1")]
    [InlineData("https://hall.example/Signed-out")]
    [InlineData("https://hall.example/signed-out#x")]
    [InlineData("https://hall.example/signed-out\n")]
    [InlineData("https://hall.example\\@evil.example")]
    [InlineData("https://hall.example@evil.example/signed-out")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://partner.example/bye")]
    [InlineData("javascript:alert(1)")]
    [Trait("Spec", "OIDC RP-Initiated Logout §3/exact")]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/registered")]
    [Trait("Spec", "OIDC RP-Initiated Logout §4/unvalidated")]
    [Trait("Case", "AZ-22")]
    [Trait("Case", "RT-18")]
    public async Task An_unregistered_address_is_shown_as_an_error_and_never_followed(string address)
    {
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        var hint = (await host.JoinAsync(SigningOut.Hall)).IdToken();

        Assert.Equal("invalid_request", await (await host.Browser.LogoutAsync(("id_token_hint", hint), ("post_logout_redirect_uri", address))).ShownAsync());
        Assert.Equal("invalid_request", await (await host.Browser.PostLogoutAsync(("client_id", "hall"), ("post_logout_redirect_uri", address))).ShownAsync());
        Assert.Empty(host.Sessions.Ended);
    }

    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §3/without-hint")]
    [Trait("Case", "AZ-22")]
    public async Task Without_a_client_no_address_is_followed()
    {
        await using var host = await SigningOut.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.Browser.LogoutAsync(("post_logout_redirect_uri", SigningOut.Back), ("state", "s"))).StatusCode);
        Assert.Equal((null, true), (host.SignedOutPage.Shown!.ReturnTo, host.SignedOutPage.Shown.FrontchannelUris.IsEmpty));
    }

    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/client-id")]
    [Trait("Spec", "OIDC RP-Initiated Logout §4/unvalidated")]
    public async Task A_hint_issued_to_another_client_than_the_one_named_is_refused()
    {
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        var hint = (await host.JoinAsync(SigningOut.Hall)).IdToken();

        Assert.Equal("invalid_request", await (await host.Browser.LogoutAsync(("id_token_hint", hint), ("client_id", "partner"))).ShownAsync());
        Assert.Equal("invalid_client", await (await host.Browser.LogoutAsync(("id_token_hint", hint), ("client_id", "nobody"))).ShownAsync());
        Assert.Empty(host.Sessions.Ended);
    }

    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §4/unvalidated")]
    [Trait("Case", "AZ-08")]
    [Trait("Case", "HT-08")]
    public async Task Repeated_oversized_and_badly_encoded_parameters_are_refused()
    {
        await using var host = await SigningOut.StartAsync();
        Assert.Equal("invalid_request", await (await host.Browser.LogoutAsync(("client_id", "hall"), ("state", "a"), ("state", "b"))).ShownAsync());
        Assert.Equal("invalid_request", await (await host.Browser.LogoutAsync(("client_id", "hall"), ("client_id", "hall"))).ShownAsync());
        Assert.Equal("invalid_request", await (await host.Browser.LogoutAsync(("logout_hint", new string('x', 600)))).ShownAsync());
        Assert.Equal("invalid_request", await (await host.Browser.LogoutAsync(("id_token_hint", new string('x', 5000)))).ShownAsync());
        Assert.Equal("invalid_request", await (await host.Browser.GetAsync("/connect/logout?state=%ff", Ct)).ShownAsync());
        Assert.Equal("invalid_request", await (await host.Browser.PostLogoutAsync(("state", new string('x', 17000)))).ShownAsync(HttpStatusCode.RequestEntityTooLarge));
        Assert.Equal("invalid_request", await (await host.Browser.PostAsync("/connect/logout?x=1", new FormUrlEncodedContent([]), Ct)).ShownAsync());
        Assert.Equal("invalid_request", await (await host.Browser.PostAsync("/connect/logout", new StringContent("{}"), Ct)).ShownAsync(HttpStatusCode.UnsupportedMediaType));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.Browser.DeleteAsync("/connect/logout", Ct)).StatusCode);
    }

    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §2")]
    [Trait("Spec", "OIDC RP-Initiated Logout §4/idempotent")]
    public async Task Where_nobody_is_signed_in_nothing_is_asked()
    {
        await using var host = await SigningOut.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.Browser.LogoutAsync()).StatusCode);
        Assert.NotNull(host.SignedOutPage.Shown);
        Assert.Equal(SigningOut.Back, (await host.Browser.LogoutAsync(("client_id", "hall"), ("post_logout_redirect_uri", SigningOut.Back))).Sent());
        Assert.Empty(host.Sessions.Ended);
    }

    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/unknown")]
    public async Task Parameters_that_are_not_understood_are_ignored_and_empty_ones_count_as_absent()
    {
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        var hint = (await host.JoinAsync(SigningOut.Hall)).IdToken();
        Assert.Equal(
            SigningOut.Back, (await host.Browser.LogoutAsync(("id_token_hint", hint), ("post_logout_redirect_uri", SigningOut.Back), ("state", ""), ("client_id", ""), ("initiating_idp", "x"))).Sent());
        Assert.Single(host.Sessions.Ended);
    }

    [Fact]
    [Trait("Spec", "OIDC Front-Channel Logout §2")]
    [Trait("Spec", "OIDC Front-Channel Logout §3")]
    public async Task Clients_with_a_front_channel_alone_are_told_through_the_browser()
    {
        var plain = SigningOut.Hall with { FrontchannelLogoutUri = new Uri("https://hall.example/fc") };
        var named = SigningOut.Partner with { FrontchannelLogoutUri = new Uri("https://partner.example/fc?v=1"), FrontchannelLogoutSessionRequired = true };
        var both = plain with { Id = new ClientId("hall-both"), FrontchannelLogoutUri = new Uri("https://hall.example/never"), BackchannelLogoutUri = new Uri("http://127.0.0.1:9/") };
        await using var host = await SigningOut.StartAsync(plain, named, both);
        host.SignIn();
        var hint = (await host.JoinAsync(plain)).IdToken();
        await host.JoinAsync(named);
        await new AuthorizeRequest().For("hall-both", plain.RedirectUris[0]).GetAsync(host.Browser);
        var sid = host.Ledger.Joined.Single(part => part.Client == named.Id).Sid;

        var answer = await host.Browser.LogoutAsync(("id_token_hint", hint), ("post_logout_redirect_uri", SigningOut.Back), ("state", "s"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"{SigningOut.Back}?state=s", host.SignedOutPage.Shown!.ReturnTo);
        Assert.Equal(["https://hall.example/fc", $"https://partner.example/fc?v=1&iss=https%3A%2F%2Fid.example&sid={sid}"], host.SignedOutPage.Shown.FrontchannelUris.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_page_of_the_engine_loads_the_frames_and_nothing_else()
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        using var body = new MemoryStream();
        http.Response.Body = body;
        await new PlainSignedOutPage().ShowAsync(http, new SignedOut("https://hall.example/?a=1&b=\"", ["https://partner.example/fc?a=1&b=2"]), Ct);

        var text = System.Text.Encoding.UTF8.GetString(body.ToArray());
        Assert.Contains("<iframe hidden src=\"https://partner.example/fc?a=1&amp;b=2\"></iframe>", text, StringComparison.Ordinal);
        Assert.Contains("href=\"https://hall.example/?a=1&amp;b=&quot;\"", text, StringComparison.Ordinal);
        Assert.EndsWith("frame-src https://partner.example", http.Response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "FT-03")]
    public async Task A_store_that_is_away_is_told_with_503_and_nothing_is_ended()
    {
        await using var host = await SigningOut.StartAsync();
        host.Sessions.Failure = new StoreUnavailableException("away");
        Assert.Equal("temporarily_unavailable", await (await host.Browser.LogoutAsync(("client_id", "hall"))).ShownAsync(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Scripts_of_other_origins_read_nothing_here()
    {
        await using var host = await SigningOut.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connect/logout") { Headers = { { "Origin", "https://hall.example" } } };
        Assert.False((await host.Browser.SendAsync(request, Ct)).Headers.Contains("Access-Control-Allow-Origin"));
    }
}
