using System.Net;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Discovery;

public sealed class PublicDocumentTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/connect/jwks")]
    [Trait("Spec", "RFC 9110 §13.1.2")]
    public async Task A_cache_that_holds_the_document_is_told_so_without_a_body(string path)
    {
        await using var host = await ProviderHost.StartAsync();
        var tag = (await host.Browser.GetAsync(path, Ct)).Headers.ETag!.ToString();
        foreach (var held in new[] { tag, $"W/{tag}", $"\"other\", {tag}", "*" })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                var answer = await AskAsync(host, method, path, held);
                Assert.Equal((HttpStatusCode.NotModified, tag), (answer.StatusCode, answer.Headers.ETag?.ToString()));
                Assert.Equal(TimeSpan.FromMinutes(5), answer.Headers.CacheControl?.MaxAge);
                Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Ct));
            }
        }
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("nonsense")]
    [InlineData("\"")]
    [InlineData("")]
    public async Task Any_other_tag_gets_the_document(string held)
    {
        await using var host = await ProviderHost.StartAsync();
        var answer = await AskAsync(host, HttpMethod.Get, "/connect/jwks", held);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    [Trait("Case", "PI-07")]
    public async Task The_configured_age_is_what_caches_are_told()
    {
        await using var host = await ProviderHost.StartAsync(options: provider => provider.DocumentsMaxAge = TimeSpan.FromSeconds(90));
        Assert.Equal(TimeSpan.FromSeconds(90), (await host.Browser.GetAsync("/connect/jwks", Ct)).Headers.CacheControl?.MaxAge);
    }

    private static async Task<HttpResponseMessage> AskAsync(ProviderHost host, HttpMethod method, string path, string held)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", held);
        return await host.Browser.SendAsync(request, Ct);
    }
}
