using System.Net;
using System.Text;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.PushedAuthorization;

/// <summary>What the pushed authorization request endpoint takes and refuses.</summary>
public sealed class PushedAuthorizationEndpointTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hall")]
    [InlineData("hall-spa")]
    [Trait("Spec", "RFC 9126 §2.2/created")]
    [Trait("Spec", "RFC 9126 §2.2/random")]
    [Trait("Case", "CD-18")]
    public async Task A_request_that_would_be_served_gets_a_reference_for_one_minute(string id)
    {
        await using var host = await ProviderHost.StartAsync();
        var client = SampleClients.All.Single(one => one.Id.Value == id);

        var answer = await host.PushAsync(client, new AuthorizeRequest().For(id, client.RedirectUris[0]));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(["request_uri", "expires_in"], answer.Body.EnumerateObject().Select(member => member.Name));
        Assert.Matches("^urn:ietf:params:oauth:request_uri:par_[A-Za-z0-9_-]{64}$", answer["request_uri"]);
        Assert.Equal("60", answer["expires_in"]);
        Assert.Equal(("application/json", "no-store"), (answer.Header("Content-Type"), answer.Header("Cache-Control")));
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §2.2")]
    public async Task The_lifetime_is_configuration()
    {
        await using var host = await ProviderHost.StartAsync(options: options => options.PushedRequestLifetime = TimeSpan.FromSeconds(300));
        Assert.Equal("300", (await host.PushAsync(SampleClients.Hall, new AuthorizeRequest()))["expires_in"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §2.1")]
    [Trait("Spec", "RFC 9126 §2/authenticate")]
    [Trait("Spec", "RFC 9126 §2.3/errors")]
    [Trait("Case", "AZ-18")]
    public async Task A_confidential_client_pushes_nothing_without_its_secret()
    {
        await using var host = await ProviderHost.StartAsync();
        using var unproven = new HttpRequestMessage(HttpMethod.Post, Pushing.Path) { Content = Form(new AuthorizeRequest().Encoded) };
        using var wrong = new HttpRequestMessage(HttpMethod.Post, Pushing.Path) { Content = Form(new AuthorizeRequest().Encoded) };
        wrong.Headers.Authorization = Calls.Basic("hall", "wrong-secret-0123456789abcdefghijklm");

        foreach (var request in new[] { unproven, wrong })
        {
            var answer = await host.SendAsync(request);
            Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
            Assert.NotNull(answer.Header("WWW-Authenticate"));
            Assert.Equal("no-store", answer.Header("Cache-Control"));
        }
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §2.1")]
    public async Task A_client_pushes_for_itself_alone_and_need_not_name_itself_twice()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        Assert.Equal("invalid_request", (await host.PushAsync(SampleClients.Hall, new AuthorizeRequest().With("client_id", "partner"))).Error);
        var reference = await host.PushedAsync(new AuthorizeRequest().With("client_id", null));
        Assert.NotNull((await host.Browser.BringAsync(reference)).CodeAtHall());
    }

    [Theory]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:par_x", "invalid_request")]
    [InlineData("request_uri", "https://client.example/request", "invalid_request")]
    [InlineData("redirect_uri", "https://evil.example/", "invalid_request")]
    [InlineData("redirect_uri", null, "invalid_request")]
    [InlineData("response_mode", "fragment", "invalid_request")]
    [InlineData("response_mode", "query.jwt", "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("scope", "openid no_such_scope", "invalid_scope")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("prompt", "none login", "invalid_request")]
    [InlineData("max_age", "-1", "invalid_request")]
    [InlineData("claims", "[]", "invalid_request")]
    [InlineData("resource", "https://elsewhere.example/", "invalid_target")]
    [InlineData("registration", "{}", "registration_not_supported")]
    [InlineData("state[]", "x", "invalid_request")]
    [Trait("Spec", "RFC 9126 §2.1/no-request-uri")]
    [Trait("Spec", "RFC 9126 §2.1/validated")]
    [Trait("Spec", "RFC 9126 §2.3/errors")]
    [Trait("Spec", "RFC 9126 §7.2/no-open-redirect")]
    public async Task What_the_authorization_endpoint_would_refuse_is_refused_here_and_nothing_is_kept(string name, string? value, string error)
    {
        var ledger = new SwitchableLedger();
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;

        var answer = await host.PushAsync(SampleClients.Hall, new AuthorizeRequest().With(name, value));

        Assert.Equal((HttpStatusCode.BadRequest, error), (answer.Status, answer.Error));
        Assert.Equal(["error", "error_description"], answer.Body.EnumerateObject().Select(member => member.Name));
        Assert.Equal((0, 0), ledger.Taken());
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §2.3")]
    public async Task A_pushed_request_names_its_redirect_uri_even_without_openid()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var bare = new AuthorizeRequest().With("scope", "profile").With("redirect_uri", null);
        (await bare.GetAsync(host.Browser)).CodeAtHall();
        Assert.Equal("invalid_request", (await host.PushAsync(SampleClients.Hall, bare)).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §2.3")]
    public async Task A_client_without_the_code_grant_pushes_nothing()
    {
        await using var host = await ProviderHost.StartAsync();
        Assert.Equal("unauthorized_client", (await host.PushAsync(SampleClients.Batch, new AuthorizeRequest().For("batch", "https://batch.example/never", "demo.read"))).Error);
    }

    [Theory]
    [InlineData("state", "other")]
    [InlineData("client_id", "hall")]
    [InlineData("redirect_uri", "https://hall.example/signin-oidc")]
    [Trait("Spec", "RFC 6749 §3.1")]
    [Trait("Case", "AZ-08")]
    public async Task A_parameter_sent_twice_is_refused(string name, string value)
    {
        await using var host = await ProviderHost.StartAsync();
        Assert.Equal("invalid_request", (await host.PushAsync(SampleClients.Hall, new AuthorizeRequest().And(name, value))).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §2.3")]
    [Trait("Case", "AZ-16")]
    public async Task Size_has_its_bounds()
    {
        await using var host = await ProviderHost.StartAsync();
        var huge = await host.PushAsync(SampleClients.Hall, new AuthorizeRequest().With("state", new string('x', 100 * 1024)));
        Assert.Equal((413, "invalid_request"), ((int)huge.Status, huge.Error));
        var many = new AuthorizeRequest();
        for (var n = 0; n < 40; n++)
            many.And($"p{n}", new string('x', 500));
        Assert.Equal(413, (int)(await host.PushAsync(SampleClients.Hall, many)).Status);
        Assert.Equal("invalid_request", (await host.PushAsync(SampleClients.Hall, new AuthorizeRequest().With("state", new string('x', 2049)))).Error);
        await host.PushedAsync(new AuthorizeRequest().With("state", new string('x', 2048)));
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §2.3/methods")]
    [Trait("Case", "HT-10")]
    public async Task Only_a_form_by_post_is_read()
    {
        await using var host = await ProviderHost.StartAsync();
        foreach (var method in new[] { "GET", "HEAD", "PUT", "DELETE" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), Pushing.Path + "?" + new AuthorizeRequest().Encoded);
            using var response = await host.Browser.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
            Assert.Equal(["POST"], response.Content.Headers.Allow);
        }

        using var json = new HttpRequestMessage(HttpMethod.Post, Pushing.Path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        json.Headers.Authorization = Calls.Basic("hall", SampleClients.HallSecret);
        Assert.Equal("invalid_request", (await host.SendAsync(json)).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §2.1")]
    public async Task What_the_client_authenticated_with_is_not_kept()
    {
        await using var host = await ProviderHost.StartAsync();
        var reference = await host.PushedAsync();
        var kept = await host.Ledger.LookAsync(Handle.Read(Keepsake.PushedRequest, reference[(reference.LastIndexOf(':') + 1)..])!, Ct);
        var text = Encoding.UTF8.GetString(kept!.Payload.Span);
        Assert.DoesNotContain(SampleClients.HallSecret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("client_secret", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "FT-03")]
    public async Task A_store_that_cannot_answer_gives_503_and_when_to_come_back()
    {
        var ledger = new SwitchableLedger { AppliesFail = true };
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;
        var answer = await host.PushAsync(SampleClients.Hall, new AuthorizeRequest());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "1"), (answer.Status, answer.Header("Retry-After")));
    }

    private static StringContent Form(string encoded) => new(encoded, Encoding.UTF8, "application/x-www-form-urlencoded");
}
