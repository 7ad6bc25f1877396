using System.Net;
using System.Net.Http.Headers;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Security;

/// <summary>Which origins a browser may share our answers with: those of registered redirect URIs, and never with credentials.</summary>
[Trait("Case", "CD-19")]
public sealed class CrossOriginTests(SharedIdp idp)
{
    private readonly IdpHost _host = idp.Host;

    [Theory]
    [InlineData("http://localhost:5300", true)]
    [InlineData("https://evil.example", false)]
    [InlineData("http://localhost:5300.evil.example", false)]
    [InlineData("http://localhost", false)]
    [InlineData("https://localhost:5300", false)]
    [InlineData("null", false)]
    public async Task Token_and_userinfo_are_shared_with_registered_origins_only(string origin, bool shared)
    {
        using var browser = new HttpBrowser();
        using var spa = Relying.HallSpa(_host);
        var code = (await browser.AsPersonAsync(spa, Demo.Sun))["code"]!;
        using var http = new HttpClient { BaseAddress = new Uri(_host.Issuer) };
        using var redeem = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "authorization_code"), new("client_id", "hall-spa"), new("code", code), new("redirect_uri", "http://localhost:5300/spa/callback"), new("code_verifier", spa.Verifier)]),
        };
        var tokens = await AskAsync(http, redeem, origin, shared);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        foreach (var path in new[] { "/connect/userinfo", "/.well-known/openid-configuration", "/connect/jwks" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", tokens["access_token"]) } };
            await AskAsync(http, request, origin, shared);
        }

        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/connect/userinfo") { Headers = { { "Access-Control-Request-Method", "GET" }, { "Access-Control-Request-Headers", "authorization" } } };
        await AskAsync(http, preflight, origin, shared);
    }

    [Theory]
    [InlineData("/connect/authorize")]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/")]
    public async Task Pages_and_the_authorization_endpoint_are_shared_with_nobody(string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(_host.Issuer) };
        foreach (var origin in new[] { "http://localhost:5300", "https://evil.example" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            await AskAsync(http, request, origin, shared: false);
            using var preflight = new HttpRequestMessage(HttpMethod.Options, path) { Headers = { { "Access-Control-Request-Method", "POST" } } };
            await AskAsync(http, preflight, origin, shared: false);
        }
    }

    private static async Task<Answer> AskAsync(HttpClient http, HttpRequestMessage request, string origin, bool shared)
    {
        request.Headers.Add("Origin", origin);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var allowed = answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? Assert.Single(values) : null;
        Assert.Equal(shared ? origin : null, allowed);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(answer.StatusCode, body.StartsWith('{') ? System.Text.Json.JsonDocument.Parse(body).RootElement : default, "");
    }
}
