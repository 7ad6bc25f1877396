using System.Globalization;
using System.Net;
using JsHrss.IdP.Challenges;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Limits;

/// <summary>More requests of a class than an address may send: 429 with Retry-After, and only that class.</summary>
public sealed class LoadLimitsTests(LoadLimitsTests.Idp idp) : IClassFixture<LoadLimitsTests.Idp>
{
    private const int Burst = 3;

    private static int s_addresses;

    [Theory]
    [InlineData("/connect/authorize?client_id=x")]
    [InlineData("/connect/par")]
    [InlineData("/connect/userinfo")]
    [InlineData("/api/me")]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    [InlineData("/challenge/sign-in")]
    public async Task Beyond_the_burst_the_answer_is_429_and_says_when_to_come_again(string path)
    {
        var host = idp.Host;
        using var browser = new HttpBrowser { Accept = "application/json", From = NewAddress() };
        for (var i = 0; i < Burst; i++)
        {
            using var served = await browser.SendAsync(HttpMethod.Get, host.Issuer + path);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, served.StatusCode);
        }

        host.Commands.Take();
        using var refused = await browser.SendAsync(HttpMethod.Get, host.Issuer + path);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(int.Parse(refused.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 10);
        Assert.True(refused.Headers.CacheControl!.NoStore);
        Assert.Contains("\"error\":\"temporarily_unavailable\"", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", refused.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal((0, 0), host.Commands.Take());

        foreach (var free in new[] { "/.well-known/openid-configuration", "/connect/jwks", "/theme.css" })
        {
            using var answer = await browser.SendAsync(HttpMethod.Get, host.Issuer + free);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    [Trait("Spec", "AuthZEN §10.1.2")]
    public async Task A_question_of_a_relying_party_is_refused_in_plain_text()
    {
        await using var host = await IdpHost.StartAsync(settings: ["Limits:Load:Clients:PerSecond=0.1", "Limits:Load:Clients:Burst=1"]);
        using var http = new HttpClient { BaseAddress = new Uri(host.Issuer), DefaultRequestHeaders = { { "X-Request-ID", "one-of-many" } } };
        foreach (var status in new[] { HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests })
        {
            using var answer = await http.PostAsync(new Uri("access/v1/evaluations/", UriKind.Relative), null, TestContext.Current.CancellationToken);
            Assert.Equal((status, "text/plain", "one-of-many"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.GetValues("X-Request-ID").Single()));
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.Equal(status == HttpStatusCode.TooManyRequests, answer.Headers.Contains("Retry-After"));
        }
    }

    [Theory]
    [InlineData("/connect/authorize?client_id=x")]
    [InlineData("/connect/authorize/resume?interaction=x")]
    [InlineData("/connect/logout?client_id=x")]
    [InlineData("/connect/logout/resume?interaction=x")]
    [InlineData("/sign-in")]
    public async Task A_person_gets_a_page(string path)
    {
        var host = idp.Host;
        using var browser = new HttpBrowser { From = NewAddress() };
        for (var i = 0; i < Burst; i++)
        {
            using var served = await browser.SendAsync(HttpMethod.Get, host.Issuer + path);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, served.StatusCode);
        }

        using var answer = await browser.SendAsync(HttpMethod.Get, host.Issuer + path);
        var page = await Stop.ReadAsync(host.Issuer, answer);
        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.True(answer.Headers.Contains("Retry-After"));
        Assert.Contains("来自您所在网络的访问太多", page.Text, StringComparison.Ordinal);
        Assert.Contains("您的账号没有问题", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_with_a_password_have_a_limit_of_their_own()
    {
        await using var host = await IdpHost.StartAsync(settings: ["Limits:Load:Passwords:PerSecond=0.1", "Limits:Load:Passwords:Burst=2"]);
        using var browser = new HttpBrowser();
        var page = await browser.GoAsync(host.Issuer + "/sign-in");
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, (await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", "Wrong-2026!"))).Status);
        host.Commands.Take();
        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword))).Status);
        Assert.Equal((0, 0), host.Commands.Take());
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync(host.Issuer + "/sign-in")).Status);
    }

    [Fact]
    public async Task Pushing_in_the_name_of_a_public_client_is_limited_and_leaves_the_token_endpoint_alone()
    {
        await using var host = await IdpHost.StartAsync(settings: ["Limits:Load:Pushed:PerSecond=0.1", "Limits:Load:Pushed:Burst=2"]);
        using var spa = Relying.HallSpa(host);
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.Created, (await spa.PushAsync()).Status);
        host.Commands.Take();
        Assert.Equal(HttpStatusCode.TooManyRequests, (await spa.PushAsync()).Status);
        Assert.Equal((0, 0), host.Commands.Take());
        using var batch = Relying.Batch(host);
        Assert.Equal(HttpStatusCode.OK, (await batch.TokenAsync(("grant_type", "client_credentials"))).Status);
    }

    [Fact]
    public async Task Every_address_has_its_own_share()
    {
        await using var host = await IdpHost.StartAsync(settings: ["Limits:Load:Clients:PerSecond=0.1", "Limits:Load:Clients:Burst=2", "Proxies:Addresses:0=127.0.0.1", "Proxies:Addresses:1=::1"]);
        using var http = new HttpClient();
        foreach (var address in new[] { "198.51.100.1", "198.51.100.2", "2001:db8::1", "2001:db8:0:1::1" })
        {
            var statuses = new List<HttpStatusCode>();
            for (var i = 0; i < 3; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, host.Issuer + "/connect/userinfo");
                request.Headers.Add("X-Forwarded-For", address);
                using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
                statuses.Add(answer.StatusCode);
            }

            Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], statuses);
        }
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §2.3.1/brute-force")]
    [Trait("Spec", "RFC 7009 §5/guessing")]
    [Trait("Case", "CD-20")]
    public async Task Failures_of_one_client_from_one_address_are_refused_after_a_burst_and_nobody_else_is()
    {
        await using var host = await IdpHost.StartAsync(settings: ["Limits:Load:ClientFailures:PerSecond=0.1", "Limits:Load:ClientFailures:Burst=3"]);
        var attempts = host.Services.GetRequiredService<IClientAttempts>();
        var (here, there) = (From("198.51.100.1"), From("198.51.100.2"));
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(attempts.RefusedFor(here, new ClientId("hall")));
            attempts.Failed(here, new ClientId("hall"));
        }

        Assert.InRange(attempts.RefusedFor(here, new ClientId("hall"))!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.Null(attempts.RefusedFor(there, new ClientId("hall")));
        Assert.Null(attempts.RefusedFor(here, new ClientId("batch")));
    }

    [Fact]
    [Trait("Case", "CD-20")]
    public async Task After_a_burst_of_wrong_secrets_even_the_right_one_waits_at_this_address()
    {
        await using var host = await IdpHost.StartAsync(settings: ["Limits:Load:ClientFailures:PerSecond=0.1", "Limits:Load:ClientFailures:Burst=3"]);
        using var stranger = new Relying(host, "batch", "wrong-secret-0123456789abcdefghijkl", "", "demo.read");
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.TokenAsync(("grant_type", "client_credentials"))).Status);
        using var batch = Relying.Batch(host);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await batch.TokenAsync(("grant_type", "client_credentials"))).Status);
        using var nobody = new Relying(host, "nobody", "wrong-secret-0123456789abcdefghijkl", "", "demo.read");
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.TokenAsync(("grant_type", "client_credentials"))).Status);
    }

    [Fact]
    [Trait("Case", "OT-10")]
    public async Task A_thousand_pictures_at_once_cost_no_more_than_the_pace_allows()
    {
        await using var host = await IdpHost.StartAsync(settings: "Limits:Load:PicturesDrawnPerSecond=1");
        using var http = new HttpClient();
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => http.GetAsync(host.Issuer + "/challenge/sign-in", TestContext.Current.CancellationToken)));
        var served = answers.Where(answer => answer.IsSuccessStatusCode).Select(answer => answer.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith(ChallengeCookie.Name, StringComparison.Ordinal))).ToArray();
        Assert.Equal(served.Length, served.Distinct().Count());
        var refused = answers.Where(answer => !answer.IsSuccessStatusCode).ToArray();
        Assert.True(refused.Length > 900, $"{served.Length} pictures were drawn.");
        Assert.All(refused, answer =>
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.True(answer.Headers.Contains("Retry-After"));
        });
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Theory]
    [InlineData("Limits:Load:Pages:Burst=0")]
    [InlineData("Limits:SignIn:ChallengeFrom=0")]
    [InlineData("Proxies:Addresses:0=everybody")]
    [InlineData("Proxies:ForwardLimit=0")]
    [InlineData("Outgoing:AllowedNetworks:0=10.20.0.1")]
    [InlineData("Outgoing:AllowedNetworks:0=10.20.0.0/99")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string setting)
    {
        var settings = setting.StartsWith("Limits:Load", StringComparison.Ordinal) ? new[] { "Limits:Load:Pages:PerSecond=1", setting } : [setting];
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () => await (await IdpHost.StartAsync(settings: settings)).DisposeAsync());
        Assert.Contains(setting[..setting.LastIndexOf(':')], failure.Message, StringComparison.Ordinal);
    }

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

    private static string NewAddress() => $"203.0.113.{Interlocked.Increment(ref s_addresses)}";

    /// <summary>A server that lets each address send three of a kind, and then one in ten seconds. A test that comes from an address of its own has them all to itself.</summary>
    public sealed class Idp : IAsyncLifetime
    {
        public IdpHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await IdpHost.StartAsync(settings:
        [
            "Proxies:Addresses:0=127.0.0.1", "Proxies:Addresses:1=::1",
            .. new[] { "Authorize", "Pushed", "Clients", "Pages", "Pictures" }.SelectMany(kind => new[] { $"Limits:Load:{kind}:PerSecond=0.1", $"Limits:Load:{kind}:Burst={Burst}" }),
        ]);

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
