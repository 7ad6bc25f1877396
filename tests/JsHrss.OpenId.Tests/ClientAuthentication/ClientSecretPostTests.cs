using System.Net;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.ClientAuthentication;

public sealed class ClientSecretPostTests
{
    private static readonly (string, string) ForItself = ("grant_type", "client_credentials");
    private static readonly Client Batch = SampleClients.Batch with { AuthenticationMethod = ClientAuthenticationMethod.ClientSecretPost };

    [Fact]
    [Trait("Spec", "RFC 6749 §2.3.1/post")]
    [Trait("Case", "CD-14")]
    public async Task Identifier_and_secret_may_stand_in_the_form()
    {
        await using var host = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, ForItself, ("client_id", "batch"), ("client_secret", SampleClients.BatchSecret))).Status);
        foreach (var path in new[] { Calls.IntrospectionPath, Calls.RevocationPath })
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, path, "", ("token", "x"), ("client_id", "batch"), ("client_secret", SampleClients.BatchSecret))).Status);
    }

    [Theory]
    [InlineData("batch", "wrong")]
    [InlineData("batch", "batch-test-secret-0123456789abcdefgh")]
    [InlineData("batch", "batch-test-secret-0123456789abcdefghij")]
    [InlineData("nobody", SampleClients.BatchSecret)]
    [InlineData("hall", SampleClients.HallSecret)]
    [InlineData(null, SampleClients.BatchSecret)]
    [Trait("Spec", "RFC 6749 §5.2")]
    [Trait("Case", "CD-20")]
    public async Task A_wrong_secret_an_unknown_client_and_another_method_are_answered_alike(string? id, string secret)
    {
        await using var host = await StartAsync();

        var answer = await SendAsync(host, [ForItself, ("client_secret", secret), .. id is null ? Array.Empty<(string, string)>() : [("client_id", id)]]);

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client", "Client authentication failed."), (answer.Status, answer.Error, answer["error_description"]));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    [Trait("Spec", "OIDC Core §9/registered")]
    public async Task A_client_registered_for_it_cannot_use_basic()
    {
        await using var host = await StartAsync();

        Assert.Equal("invalid_client", (await host.TokenAsync(Batch, ForItself)).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §2.3.1/post")]
    [Trait("Case", "CD-13")]
    public async Task A_secret_in_the_query_is_refused()
    {
        await using var host = await StartAsync();

        Assert.Equal("invalid_request", (await SendAsync(host, Calls.TokenPath, "?client_secret=" + SampleClients.BatchSecret, ForItself, ("client_id", "batch"))).Error);
        Assert.Equal("invalid_request", (await SendAsync(host, Calls.TokenPath, "?client_assertion=x", ForItself, ("client_id", "batch"))).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §2.3/one-method")]
    [Trait("Case", "CD-13")]
    public async Task An_assertion_beside_the_secret_is_refused()
    {
        await using var host = await StartAsync();

        Assert.Equal("invalid_request", (await SendAsync(host, ForItself, ("client_id", "batch"), ("client_secret", SampleClients.BatchSecret), ("client_assertion", "x"))).Error);
        Assert.Equal("invalid_request", (await SendAsync(host, ForItself, ("client_id", "batch"), ("client_secret", SampleClients.BatchSecret), ("client_assertion_type", Assertions.Type))).Error);
    }

    private static async Task<ProviderHost> StartAsync()
    {
        var host = await ProviderHost.StartAsync();
        host.Clients.Replace(Batch, SampleClients.Hall);
        return host;
    }

    private static Task<Answered> SendAsync(ProviderHost host, params (string, string)[] form) => SendAsync(host, Calls.TokenPath, "", form);

    private static Task<Answered> SendAsync(ProviderHost host, string path, string query, params (string, string)[] form) => host.SendAsync(new HttpRequestMessage(HttpMethod.Post, path + query)
    {
        Content = new FormUrlEncodedContent(form.Select(p => KeyValuePair.Create(p.Item1, p.Item2))),
    });
}
