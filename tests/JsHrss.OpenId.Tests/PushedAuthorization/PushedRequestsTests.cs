using System.Net;
using System.Text;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.PushedAuthorization;

/// <summary>What a browser may do with the reference of a pushed request.</summary>
public sealed class PushedRequestsTests
{
    private static readonly Client PushingOnly = SampleClients.Hall with { RequirePushedAuthorizationRequests = true };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "RFC 9126 §4")]
    public async Task A_reference_and_the_client_are_enough_for_a_code_with_state_and_issuer()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var response = await host.Browser.BringAsync(await host.PushedAsync());

        var query = response.SentTo("https://hall.example/signin-oidc");
        Assert.Equal(("st&te=1", ProviderHost.Issuer), (query["state"], query["iss"]));
        var tokens = await host.TokenAsync(SampleClients.Hall, ("grant_type", "authorization_code"), ("code", query["code"]!), ("redirect_uri", "https://hall.example/signin-oidc"), ("code_verifier", AuthorizeRequest.Verifier));
        Assert.Equal("n-0S6_WzA2Mj", tokens.Claims("id_token").GetProperty("nonce").GetString());
    }

    [Theory]
    [InlineData("&scope=openid+phone&state=other&redirect_uri=https%3A%2F%2Fevil.example%2F&nonce=x&prompt=none&response_type=token&code_challenge=x&acr_values=x&resource=x")]
    [InlineData("&state=other&state=again&scope=no_such_scope&response_mode=fragment&max_age=-1&claims=%5B%5D")]
    [Trait("Spec", "RFC 9126 §4")]
    [Trait("Spec", "RFC 9101 §6.3")]
    [Trait("Case", "AZ-18")]
    public async Task What_stands_beside_the_reference_counts_for_nothing(string more)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var response = await host.Browser.BringAsync(await host.PushedAsync(), more: more);

        Assert.Equal("st&te=1", response.SentTo("https://hall.example/signin-oidc")["state"]);
        var kept = await host.Ledger.LookAsync(Handle.Read(Keepsake.AuthorizationCode, response.CodeAtHall())!, Ct);
        Assert.Equal(["openid", "profile"], kept!.Grant!.Entitlement.Scopes.ToArray());
        Assert.Equal("n-0S6_WzA2Mj", CodePayload.From(kept.Payload).Nonce);
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §4")]
    public async Task A_state_only_beside_the_reference_is_not_the_clients_and_does_not_come_back()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var response = await host.Browser.BringAsync(await host.PushedAsync(new AuthorizeRequest().With("state", null)), more: "&state=injected");
        Assert.Null(response.SentTo("https://hall.example/signin-oidc")["state"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §4/once")]
    [Trait("Case", "AZ-18")]
    public async Task Once_answered_with_a_code_it_opens_nothing_more()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var reference = await host.PushedAsync();
        (await host.Browser.BringAsync(reference)).CodeAtHall();

        Assert.Equal("invalid_request_uri", await (await host.Browser.BringAsync(reference)).ShownAsync());

        Assert.Single(host.Ledger.Facts, fact => fact.Code == "grant.opened");
        Assert.Equal(new ClientId("hall"), host.ErrorPage.ShownClient?.Id);
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §7.3/replay")]
    public async Task Of_fifty_browsers_with_one_reference_one_gets_a_code()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var reference = await host.PushedAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.Browser.BringAsync(reference)));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.SeeOther);
        Assert.All(responses.Where(response => response.StatusCode != HttpStatusCode.SeeOther), response => Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode));
        Assert.Single(host.Ledger.Facts, fact => fact.Code == "grant.opened");
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §4")]
    public async Task Until_it_is_answered_a_reload_is_served_and_the_first_to_finish_wins()
    {
        await using var host = await ProviderHost.StartAsync();
        var reference = await host.PushedAsync();
        var first = (await host.Browser.BringAsync(reference)).InteractionAt("sign-in");
        var second = (await host.Browser.BringAsync(reference)).InteractionAt("sign-in");
        Assert.NotEqual(first, second);
        host.SignIn();

        (await host.Browser.ResumeAsync(second)).CodeAtHall();

        Assert.Equal("interaction_gone", await (await host.Browser.ResumeAsync(first)).ShownAsync());
        Assert.Equal("invalid_request_uri", await (await host.Browser.BringAsync(reference)).ShownAsync());
        Assert.Single(host.Ledger.Facts, fact => fact.Code == "grant.opened");
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §4/expired")]
    [Trait("Case", "AZ-18")]
    public async Task After_its_minute_it_opens_nothing_but_whoever_came_in_time_may_finish()
    {
        await using var host = await ProviderHost.StartAsync();
        var reference = await host.PushedAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(60) - TimeSpan.FromMilliseconds(1));
        var interaction = (await host.Browser.BringAsync(reference)).InteractionAt("sign-in");
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("invalid_request_uri", await (await host.Browser.BringAsync(reference)).ShownAsync());

        host.Clock.Advance(TimeSpan.FromMinutes(29));
        host.SignIn();
        (await host.Browser.ResumeAsync(interaction)).CodeAtHall();
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §2.2/bound")]
    [Trait("Case", "AZ-18")]
    public async Task Another_client_gets_nothing_by_it_and_does_not_use_it_up()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var reference = await host.PushedAsync();

        Assert.Equal("invalid_request_uri", await (await host.Browser.BringAsync(reference, "partner")).ShownAsync());
        Assert.Equal("invalid_request_uri", await (await host.Browser.BringAsync(reference, "hall-spa")).ShownAsync());
        Assert.Equal("invalid_client", await (await host.Browser.BringAsync(reference, "nobody")).ShownAsync());

        (await host.Browser.BringAsync(reference)).CodeAtHall();
    }

    [Theory]
    [InlineData("urn:ietf:params:oauth:request_uri:")]
    [InlineData("urn:ietf:params:oauth:request_uri:par_x")]
    [InlineData("urn:ietf:params:oauth:request_uri:par_AaH7ngaAfBOW6CfY3wcPJriLOqEzJtZNw0rW6y60Z9v4BiDSC6XD6xbBGTEqcY1F")]
    [InlineData("urn:ietf:params:oauth:request_uri:code_AaH7ngaAfBOW6CfY3wcPJriLOqEzJtZNw0rW6y60Z9v4BiDSC6XD6xbBGTEqcY1F")]
    [Trait("Spec", "RFC 9101 §7/codes")]
    [Trait("Spec", "RFC 9126 §2.2/random")]
    [Trait("Case", "CD-11")]
    public async Task A_guessed_or_foreign_reference_is_told_to_the_person_even_beside_a_whole_request(string reference)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        Assert.Equal("invalid_request_uri", await (await host.Browser.BringAsync(reference)).ShownAsync());
        Assert.Equal("invalid_request_uri", await (await new AuthorizeRequest().With("request_uri", reference).GetAsync(host.Browser)).ShownAsync());
    }

    [Fact]
    [Trait("Case", "CD-11")]
    [Trait("Case", "CD-12")]
    public async Task A_reference_is_no_code_no_interaction_and_not_another_spelling_of_itself()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var reference = await host.PushedAsync();
        var handle = reference[(reference.LastIndexOf(':') + 1)..];
        foreach (var code in new[] { reference, handle, "code_" + handle[4..] })
            Assert.Equal("invalid_grant", (await host.TokenAsync(SampleClients.Hall, ("grant_type", "authorization_code"), ("code", code), ("code_verifier", AuthorizeRequest.Verifier))).Error);
        Assert.Equal("interaction_gone", await (await host.Browser.ResumeAsync(handle)).ShownAsync());
        Assert.Equal("interaction_gone", await (await host.Browser.ResumeAsync("int_" + handle[4..])).ShownAsync());
        Assert.Equal("invalid_request_uri", await (await host.Browser.BringAsync(reference[..^1])).ShownAsync());
        Assert.Equal("invalid_request_uri", await (await host.Browser.BringAsync(reference + "A")).ShownAsync());
        (await host.Browser.BringAsync(reference)).CodeAtHall();
    }

    [Fact]
    [Trait("Spec", "RFC 9101 §5/one")]
    [Trait("Spec", "OIDC Core §6/one")]
    [Trait("Case", "AZ-08")]
    public async Task Two_references_a_request_object_beside_one_and_no_client_are_refused_here()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var reference = await host.PushedAsync();
        foreach (var more in new[] { "&request=e30.e30.", "&request_uri=x", "&client_id=hall" })
            Assert.Equal("invalid_request", await (await host.Browser.BringAsync(reference, more: more)).ShownAsync());
        Assert.Equal("invalid_request", await (await host.Browser.GetAsync("/connect/authorize?request_uri=" + Uri.EscapeDataString(reference), Ct)).ShownAsync());
        (await host.Browser.BringAsync(reference)).CodeAtHall();
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §4")]
    [Trait("Spec", "RFC 9126 §6/required")]
    [Trait("Case", "AZ-19")]
    public async Task A_client_that_must_push_is_refused_a_plain_request_at_its_redirect_uri()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(PushingOnly);
        host.SignIn();

        Assert.Equal("invalid_request", (await new AuthorizeRequest().GetAsync(host.Browser)).ErrorAtHall());
        Assert.Equal("invalid_request", (await new AuthorizeRequest().PostAsync(host.Browser)).ErrorAtHall());
        Assert.Equal("request_uri_not_supported", (await new AuthorizeRequest().With("request_uri", "https://hall.example/request").GetAsync(host.Browser)).ErrorAtHall());

        (await host.Browser.BringAsync(await host.PushedAsync(client: PushingOnly))).CodeAtHall();
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §4")]
    public async Task A_client_that_must_push_is_served_through_every_page_and_by_post()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(PushingOnly);
        var reference = await host.PushedAsync(client: PushingOnly);
        var posted = await host.Browser.PostAsync("/connect/authorize", new StringContent(Pushing.Url(reference).Split('?')[1], Encoding.UTF8, "application/x-www-form-urlencoded"), Ct);
        host.Clock.Advance(TimeSpan.FromMinutes(20));
        var interaction = (await host.Browser.GetAsync(posted.Headers.Location, Ct)).InteractionAt("sign-in");
        Assert.NotNull(await host.FindAsync(interaction));
        host.Clock.Advance(TimeSpan.FromMinutes(29));
        host.SignIn();

        (await host.Browser.ResumeAsync(interaction)).CodeAtHall();

        Assert.Equal("invalid_request_uri", await (await host.Browser.BringAsync(reference)).ShownAsync());
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §4/validated")]
    [Trait("Spec", "RFC 9126 §7.2/no-open-redirect")]
    public async Task A_policy_that_changed_since_the_push_counts()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var reference = await host.PushedAsync();
        host.Clients.Replace(SampleClients.Hall with { Scopes = ["openid"] });
        Assert.Equal("invalid_scope", (await host.Browser.BringAsync(reference)).ErrorAtHall());
        host.Clients.Replace(SampleClients.Hall with { RedirectUris = ["https://hall.example/elsewhere"] });
        Assert.Equal("invalid_request", await (await host.Browser.BringAsync(reference)).ShownAsync());
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.6")]
    public async Task Prompt_none_is_answered_and_a_refusal_of_the_person_uses_the_request_up()
    {
        await using var host = await ProviderHost.StartAsync();
        Assert.Equal("login_required", (await host.Browser.BringAsync(await host.PushedAsync(new AuthorizeRequest().With("prompt", "none")))).ErrorAtHall());

        var reference = await host.PushedAsync();
        var interaction = (await host.Browser.BringAsync(reference)).InteractionAt("sign-in");
        await host.Service<IInteractions>().RefuseAsync((await host.FindAsync(interaction))!, new ProtocolError("access_denied", "No.", "no"), Ct);
        Assert.Equal("access_denied", (await host.Browser.ResumeAsync(interaction)).ErrorAtHall());
        host.SignIn();
        Assert.Equal("invalid_request_uri", await (await host.Browser.BringAsync(reference)).ShownAsync());
    }

    [Fact]
    [Trait("Spec", "RFC 8707 §2")]
    public async Task Repeated_resources_are_pushed_like_any_other_parameter()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { Resources = [SampleClients.Resource, "urn:jshrss:api"] });
        host.SignIn();
        var code = (await host.Browser.BringAsync(await host.PushedAsync(new AuthorizeRequest().And("resource", SampleClients.Resource).And("resource", "urn:jshrss:api")))).CodeAtHall();
        var kept = await host.Ledger.LookAsync(Handle.Read(Keepsake.AuthorizationCode, code)!, Ct);
        Assert.Equal([SampleClients.Resource, "urn:jshrss:api"], kept!.Grant!.Entitlement.Resources.Select(one => one.OriginalString).ToArray());
    }

    [Fact]
    public async Task A_push_writes_once_and_its_use_looks_once_and_writes_once()
    {
        var ledger = new SwitchableLedger();
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;
        host.SignIn();
        var reference = await host.PushedAsync();
        Assert.Equal((0, 1), ledger.Taken());
        (await host.Browser.BringAsync(reference)).CodeAtHall();
        Assert.Equal((1, 1), ledger.Taken());
        await host.Browser.BringAsync("urn:ietf:params:oauth:request_uri:par_x");
        Assert.Equal((0, 0), ledger.Taken());
    }
}
