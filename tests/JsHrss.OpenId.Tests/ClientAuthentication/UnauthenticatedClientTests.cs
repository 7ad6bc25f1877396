using System.Net;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.ClientAuthentication;

/// <summary>What a client gets that does not, or cannot, authenticate.</summary>
public sealed class UnauthenticatedClientTests
{
    [Fact]
    [Trait("Spec", "OIDC Core §12.1/authenticate")]
    [Trait("Spec", "RFC 6749 §6/authenticate")]
    public async Task A_confidential_client_refreshes_nothing_without_its_secret()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);

        var answer = await PostAsync(host, ("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken!), ("client_id", "hall"));

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.2.1/client-id")]
    public async Task A_public_client_must_name_itself()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Spa);

        Assert.Contains((await PostAsync(host, code.Form)).Error, new[] { "invalid_client", "invalid_request" });
        Assert.Equal(HttpStatusCode.OK, (await host.TokenAsync(SampleClients.Spa, code.Form)).Status);
    }

    private static Task<Answered> PostAsync(ProviderHost host, params (string, string)[] form) => host.SendAsync(new HttpRequestMessage(HttpMethod.Post, Calls.TokenPath)
    {
        Content = new FormUrlEncodedContent(form.Select(p => KeyValuePair.Create(p.Item1, p.Item2))),
    });
}
