using System.Net;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Cors;

public sealed class RegisteredOriginsTests
{
    [Theory]
    [InlineData(Calls.TokenPath)]
    [InlineData(Calls.UserInfoPath)]
    [InlineData(Calls.RevocationPath)]
    [Trait("Spec", "RFC 9700 §2.6")]
    [Trait("Spec", "OIDC Core §5.3/cors")]
    [Trait("Spec", "RFC 7009 §2.3/cors")]
    [Trait("Spec", "RFC 9449 §8/exposed")]
    [Trait("Spec", "RFC 9449 §7.1/exposed")]
    public async Task A_registered_origin_is_answered_without_credentials(string path)
    {
        await using var host = await ProviderHost.StartAsync();

        var preflight = await SendAsync(host, path, "https://hall.example", preflight: true);
        var simple = await SendAsync(host, path, "https://hall.example", preflight: false);

        Assert.Equal(HttpStatusCode.NoContent, preflight.Status);
        Assert.Equal("https://hall.example", preflight.Header("Access-Control-Allow-Origin"));
        Assert.Contains("POST", preflight.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Contains("Authorization", preflight.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Contains("DPoP", preflight.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Equal("WWW-Authenticate, Retry-After, DPoP-Nonce", simple.Header("Access-Control-Expose-Headers"));
        Assert.Null(preflight.Header("Access-Control-Allow-Credentials"));
        Assert.Equal("https://hall.example", simple.Header("Access-Control-Allow-Origin"));
        Assert.Null(simple.Header("Access-Control-Allow-Credentials"));
        Assert.Equal("Origin", simple.Header("Vary"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://hall.example.evil.example")]
    [InlineData("http://hall.example")]
    [InlineData("https://HALL.example")]
    [InlineData("null")]
    [InlineData("*")]
    [Trait("Spec", "RFC 9700 §2.6")]
    [Trait("Case", "CD-19")]
    public async Task Any_other_origin_is_never_named(string origin)
    {
        await using var host = await ProviderHost.StartAsync();

        foreach (var preflight in new[] { true, false })
        {
            var answer = await SendAsync(host, Calls.TokenPath, origin, preflight);
            Assert.Null(answer.Header("Access-Control-Allow-Origin"));
            Assert.Null(answer.Header("Access-Control-Allow-Methods"));
            Assert.Equal("Origin", answer.Header("Vary"));
        }
    }

    [Theory]
    [InlineData(Calls.IntrospectionPath)]
    [InlineData("/connect/authorize")]
    [Trait("Spec", "RFC 9700 §2.6")]
    [Trait("Case", "CD-19")]
    public async Task Introspection_and_authorization_are_never_shared(string path)
    {
        await using var host = await ProviderHost.StartAsync();

        foreach (var preflight in new[] { true, false })
            Assert.Null((await SendAsync(host, path, "https://hall.example", preflight)).Header("Access-Control-Allow-Origin"));
    }

    private static Task<Answered> SendAsync(ProviderHost host, string path, string origin, bool preflight)
    {
        var request = new HttpRequestMessage(preflight ? HttpMethod.Options : HttpMethod.Post, path);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        if (preflight)
            request.Headers.Add("Access-Control-Request-Method", "POST");
        return host.SendAsync(request);
    }
}
