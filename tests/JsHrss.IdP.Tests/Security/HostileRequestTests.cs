using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Security;

/// <summary>Requests that no honest party sends: refused by a clear status, never a 500, and the server goes on.</summary>
public sealed class HostileRequestTests(OwnIdp idp) : IClassFixture<OwnIdp>, IAsyncDisposable
{
    private readonly IdpHost _host = idp.Host;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(idp.Host.Issuer) };

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1")]
    [Trait("Case", "HT-02")]
    public async Task An_unknown_host_is_refused(string name)
    {
        foreach (var path in new[] { "/.well-known/openid-configuration", "/sign-in", "/connect/authorize", "/api/me" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = name;
            using var answer = await SendAsync(request);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.DoesNotContain(name, await BodyOf(answer), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GET /sign-in HTTP/1.0\n\n")]
    [InlineData("GET /sign-in HTTP/1.0\nHost:\n\n")]
    [InlineData("GET /.well-known/openid-configuration HTTP/1.1\nHost:\nConnection: close\n\n")]
    [InlineData("GET /connect/jwks HTTP/1.1\nConnection: close\n\n")]
    [Trait("Case", "HT-02")]
    public async Task Without_a_host_nothing_is_served(string request)
    {
        Assert.Equal(400, RawHttp.StatusOf(await RawHttp.SendAsync(_host, request)));
        Assert.Equal(200, RawHttp.StatusOf(await RawHttp.SendAsync(_host, "GET /sign-in HTTP/1.0\nHost: localhost\n\n")));
    }

    [Fact]
    [Trait("Case", "HT-02")]
    public async Task Forwarding_headers_of_a_client_change_neither_issuer_nor_links_nor_cookies()
    {
        using var hall = Relying.Hall(_host);
        var honest = await _http.GetStringAsync("/.well-known/openid-configuration", TestContext.Current.CancellationToken);
        Assert.Equal(_host.Issuer, JsonDocument.Parse(honest).RootElement.GetProperty("issuer").GetString());
        foreach (var (name, value) in new[] { ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Prefix", "/evil"), ("X-Original-URL", "/evil"), ("Forwarded", "host=evil.example;proto=https"), ("X-Host", "evil.example") })
        {
            using var metadata = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration");
            metadata.Headers.Add(name, value);
            using var told = await SendAsync(metadata);
            Assert.Equal(honest, await BodyOf(told));
            using var authorize = new HttpRequestMessage(HttpMethod.Get, hall.AuthorizeUrl());
            authorize.Headers.Add(name, value);
            using var sent = await SendAsync(authorize);
            Assert.StartsWith(_host.Issuer + "/sign-in?", new Uri(new Uri(_host.Issuer), sent.Headers.Location!).ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("evil", string.Join('\n', sent.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/connect/token")]
    [InlineData("/connect/introspect")]
    [InlineData("/connect/revoke")]
    [InlineData("/connect/userinfo")]
    [InlineData("/connect/authorize")]
    [InlineData("/connect/par")]
    [InlineData("/sign-in")]
    [InlineData("/display")]
    [Trait("Case", "HT-05")]
    public async Task Bodies_beyond_any_honest_size_are_refused(string path)
    {
        foreach (var (body, what) in new[]
                 {
                     ("Password=" + new string('x', 1024 * 1024), "one megabyte in a field"),
                     (string.Join('&', Enumerable.Range(0, 10_000).Select(n => $"a{n}=1")), "ten thousand parameters"),
                     (string.Join('&', Enumerable.Repeat("a=1", 10_000)), "one parameter ten thousand times"),
                 })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
            // Told before it sends: a client that is refused while sending sees only a closed connection.
            request.Headers.ExpectContinue = true;
            using var answer = await SendAsync(request);
            Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{path}, {what}: {answer.StatusCode}");
        }
    }

    [Fact]
    [Trait("Case", "HT-05")]
    public async Task Depth_and_length_inside_parameters_are_refused_at_the_redirect_uri()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        foreach (var claims in new[] { new string('[', 1000) + new string(']', 1000), string.Concat(Enumerable.Repeat("{\"a\":", 500)) + "1" + new string('}', 500), "{\"id_token\":1e400}", "{", "null", "\"\\ud800\"" })
            (await browser.GoAsync(hall.AuthorizeUrl(("claims", claims)))).Refused("invalid_request");
        (await browser.GoAsync(hall.AuthorizeUrl(("ui_locales", string.Join(' ', Enumerable.Range(0, 200).Select(n => $"x{n}")))))).Refused("invalid_request");
    }

    [Fact]
    [Trait("Case", "HT-05")]
    public async Task Heads_beyond_any_honest_size_are_refused()
    {
        using var query = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "/connect/authorize?client_id=hall&state=" + new string('x', 100_000)));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, query.StatusCode);
        var cookie = await RawHttp.SendAsync(_host, $"GET /sign-in HTTP/1.1\nHost: localhost\nConnection: close\nCookie: __Host-idp.session={new string('x', 40_000)}\n\n");
        Assert.Equal(431, RawHttp.StatusOf(cookie));
        var headers = await RawHttp.SendAsync(_host, $"GET /sign-in HTTP/1.1\nHost: localhost\nConnection: close\n{string.Concat(Enumerable.Range(0, 200).Select(n => $"X-{n}: 1\n"))}\n");
        Assert.Equal(431, RawHttp.StatusOf(headers));
    }

    [Theory]
    [InlineData("/connect/authorize")]
    [InlineData("/connect/logout")]
    [Trait("Case", "HT-05")]
    public async Task A_query_a_little_too_long_is_refused_by_ourselves_and_not_stored(string path)
    {
        const string start = "?client_id=hall&ui_locales=";
        using var longest = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path + start + new string('x', (16 * 1024) - start.Length)));
        Assert.Contains(longest.StatusCode, new[] { HttpStatusCode.BadRequest, HttpStatusCode.SeeOther });
        using var longer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path + start + new string('x', (16 * 1024) - start.Length + 1)));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, longer.StatusCode);
        Assert.True(longer.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("POST /connect/token HTTP/1.1\nHost: localhost\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n\nGET / HTTP/1.1\n\n")]
    [InlineData("GET / HTTP/1.1\nHost: localhost\nHost: evil.example\n\n")]
    [InlineData("GET / HTTP/1.1\n\n")]
    [InlineData("GET / HTTP/1.1\nHost: localhost\nX: a\n folded\n\n")]
    [InlineData("GET / HTTP/1.1\nHost : localhost\n\n")]
    [Trait("Spec", "RFC 9112 §6.1")]
    public async Task Ambiguous_framing_is_refused_and_the_connection_closed(string request) =>
        Assert.Equal(400, RawHttp.StatusOf(await RawHttp.SendAsync(_host, request)));

    [Theory]
    [InlineData("/api/me")]
    [InlineData("/api/me/")]
    [InlineData("/API/ME")]
    [InlineData("/api/%6de")]
    [InlineData("/api/me;jsessionid=1")]
    [InlineData("/connect/..;/api/me")]
    [InlineData("/help/..%2fapi/me")]
    [InlineData("/api/me.")]
    [InlineData("/api//me")]
    [InlineData("/connect/userinfo/")]
    [InlineData("/Connect/UserInfo")]
    [InlineData("/%2e%2e/appsettings.json")]
    [InlineData("/appsettings.json")]
    [InlineData("/..%5cappsettings.json")]
    [InlineData("/css/..%2f..%2fappsettings.json")]
    [InlineData("/clients.json")]
    [InlineData("/Error")]
    [InlineData("/Pages/SignIn.cshtml")]
    [Trait("Case", "HT-09")]
    public async Task No_spelling_of_a_path_gets_around_what_guards_it(string path)
    {
        var answer = await RawHttp.SendAsync(_host, $"GET {path} HTTP/1.1\nHost: localhost\nConnection: close\n\n");
        Assert.Contains(RawHttp.StatusOf(answer), new[] { 400, 401, 404 });
        Assert.DoesNotContain("Iterations", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("PROPFIND")]
    [InlineData("FOO")]
    [Trait("Case", "HT-10")]
    public async Task Unknown_methods_are_not_allowed(string method)
    {
        foreach (var path in new[] { "/connect/token", "/connect/authorize", "/connect/par", "/connect/userinfo", "/connect/introspect", "/connect/revoke", "/connect/jwks", "/.well-known/openid-configuration", "/api/me", "/sign-in", "/sign-out", "/connect/logout", "/connect/logout/resume", "/help" })
        {
            using var answer = await SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            Assert.True(answer.StatusCode == HttpStatusCode.MethodNotAllowed, $"{method} {path}: {answer.StatusCode}");
        }
    }

    [Fact]
    [Trait("Case", "HT-10")]
    [Trait("Case", "CD-13")]
    public async Task Neither_get_nor_an_overriding_header_reaches_a_post_endpoint()
    {
        foreach (var path in new[] { "/connect/token", "/connect/par", "/connect/introspect", "/connect/revoke" })
        {
            using var get = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path + "?grant_type=client_credentials"));
            Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
            using var overriding = new HttpRequestMessage(HttpMethod.Get, path);
            overriding.Headers.Add("X-HTTP-Method-Override", "POST");
            using var still = await SendAsync(overriding);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, still.StatusCode);
        }
    }

    [Fact]
    [Trait("Case", "HT-12")]
    [Trait("Case", "CD-18")]
    public async Task Nothing_about_a_person_can_be_cached_under_any_name()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun));
        foreach (var path in new[] { "/connect/userinfo/x.css", "/api/me/x.css", "/api/me/units/x.js", "/connect/userinfo.css", "/api/me.json" })
        {
            using var deceived = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", tokens["access_token"]) } };
            using var answer = await SendAsync(deceived);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl?.NoStore, path);
        }

        foreach (var path in new[] { "/connect/userinfo", "/api/me", "/api/me/units" })
        {
            using var asked = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", tokens["access_token"]) } };
            using var answer = await SendAsync(asked);
            Assert.True(answer.Headers.CacheControl?.NoStore, path);
        }

        foreach (var path in new[] { "/sign-in", "/sign-out", "/", "/connect/authorize", new Uri(hall.AuthorizeUrl()).PathAndQuery })
        {
            using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path));
            Assert.True(answer.Headers.CacheControl?.NoStore, path);
        }
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/help")]
    [InlineData("/sign-out")]
    [InlineData("/nowhere")]
    [InlineData("/connect/authorize")]
    [Trait("Case", "AZ-13")]
    public async Task No_page_can_be_framed(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        using var answer = await SendAsync(request);
        Assert.Contains("frame-ancestors 'none'", string.Join(';', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", string.Join(';', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        // Whatever a test sent, nothing of it may have been a surprise to the server.
        Assert.Equal("", string.Join('\n', _host.Log.Take().Where(line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal))));
        return ValueTask.CompletedTask;
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, TestContext.Current.CancellationToken);

    private static Task<string> BodyOf(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
