using System.Net;
using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.ClientAuthentication;

public sealed class ClientAuthenticatorTests
{
    private static readonly (string, string) ForItself = ("grant_type", "client_credentials");

    [Theory]
    [InlineData("plain-secret-of-thirty-two-characters", "plain-secret-of-thirty-two-characters")]
    [InlineData("with space and + and % and : and 中文", "with+space+and+%2B+and+%25+and+%3A+and+%e4%b8%ad%E6%96%87")]
    [InlineData("with space and + and % and : and 中文", "with%20space%20and%20%2B%20and%20%25%20and%20%3a%20and%20%e4%b8%ad%e6%96%87")]
    [InlineData("a:b", "a:b")]
    [Trait("Spec", "RFC 6749 §2.3.1/basic")]
    public async Task A_secret_is_form_decoded_before_it_is_compared(string secret, string encoded)
    {
        await using var host = await StartAsync(secret);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, $"Basic {Base64($"batch:{encoded}")}")).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §2.3.1/basic")]
    public async Task A_client_id_is_form_decoded_too()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Batch with { Id = new ClientId("https://batch.example/a b") });

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, $"basic {Base64($"https%3A%2F%2Fbatch.example%2Fa+b:{SampleClients.BatchSecret}")}")).Status);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic ???")]
    [InlineData("Basic YmF0Y2g")]
    [InlineData("Basic YmF0Y2g=")]
    [InlineData("Basic OnNlY3JldA==")]
    [InlineData("Bearer YmF0Y2g6c2VjcmV0")]
    [InlineData("Digest username=\"batch\"")]
    [InlineData("Basic YmF0Y2g6JQ==")]
    [InlineData("Basic YmF0Y2g6JWZm")]
    [InlineData("Basic YmF0Y2g6AA==")]
    [Trait("Spec", "RFC 6749 §5.2/challenge")]
    public async Task A_malformed_credential_is_refused_with_a_challenge(string authorization)
    {
        await using var host = await ProviderHost.StartAsync();

        var answer = await SendAsync(host, authorization);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("invalid_client", answer.Error);
        Assert.StartsWith("Basic ", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §5.2/challenge")]
    [Trait("Spec", "RFC 6749 §2.3.2/one-method")]
    [Trait("Spec", "RFC 6749 §4.4.2/authenticate")]
    [Trait("Case", "CD-20")]
    public async Task Unknown_client_wrong_secret_and_wrong_method_are_answered_alike()
    {
        await using var host = await ProviderHost.StartAsync();
        string[] authorizations =
        [
            $"Basic {Base64("batch:wrong")}", $"Basic {Base64("nobody:wrong")}", $"Basic {Base64("batch:")}", $"Basic {Base64("hall-spa:")}", $"Basic {Base64("hall-spa:x")}",
            $"Basic {Base64(new string('a', 200) + ":x")}", $"Basic {Base64("名字:x")}", $"Basic {Base64(new string('a', 3500))}",
        ];

        var answers = await Task.WhenAll(authorizations.Select(a => SendAsync(host, a)));
        var unnamed = await SendAsync(host, null, ("client_id", "nobody"), ForItself);
        var withoutSecret = await SendAsync(host, null, ("client_id", "batch"), ForItself);

        foreach (var answer in answers.Append(unnamed).Append(withoutSecret))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            Assert.Equal(answers[0].Text, answer.Text);
            Assert.Equal(answers[0].Header("WWW-Authenticate"), answer.Header("WWW-Authenticate"));
        }
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §2.3/one-method")]
    [Trait("Case", "CD-13")]
    public async Task Two_ways_at_once_are_refused()
    {
        await using var host = await ProviderHost.StartAsync();
        var basic = $"Basic {Base64($"batch:{SampleClients.BatchSecret}")}";

        Assert.Equal("invalid_request", (await SendAsync(host, basic, ForItself, ("client_secret", SampleClients.BatchSecret))).Error);
        Assert.Equal("invalid_request", (await SendAsync(host, basic, ForItself, ("client_assertion", "x"))).Error);
        Assert.Equal("invalid_request", (await SendAsync(host, null, ForItself, ("client_id", "batch"), ("client_secret", "x"), ("client_assertion", "x"))).Error);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §9/registered")]
    [Trait("Spec", "RFC 6749 §2.3.2/one-method")]
    public async Task Only_the_registered_method_counts()
    {
        await using var host = await ProviderHost.StartAsync();

        Assert.Equal("invalid_client", (await SendAsync(host, null, ForItself, ("client_id", "batch"), ("client_secret", SampleClients.BatchSecret))).Error);
        Assert.Equal("invalid_client", (await SendAsync(host, null, ForItself, ("client_id", "batch"), ("client_assertion", "x"), ("client_assertion_type", "y"))).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.2.1/authenticate")]
    [Trait("Spec", "RFC 6749 §4.1.3/authenticate")]
    [Trait("Spec", "OIDC Core §3.1.3.2/authenticate")]
    [Trait("Spec", "OIDC Core §3.1.3.1/authenticate")]
    [Trait("Spec", "RFC 6749 §2.2/not-alone")]
    [Trait("Spec", "RFC 6749 §10.2/whenever")]
    [Trait("Case", "CD-04")]
    public async Task A_confidential_client_redeems_nothing_without_its_secret()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);

        var answer = await SendAsync(host, null, [.. code.Form, ("client_id", "hall")]);

        Assert.Equal("invalid_client", answer.Error);
        Assert.Equal(HttpStatusCode.OK, (await host.TokenAsync(SampleClients.Hall, code.Form)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.2.1")]
    public async Task A_client_id_beside_basic_must_be_the_same()
    {
        await using var host = await ProviderHost.StartAsync();
        var basic = $"Basic {Base64($"batch:{SampleClients.BatchSecret}")}";

        Assert.Equal("invalid_request", (await SendAsync(host, basic, ForItself, ("client_id", "hall"))).Error);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, basic, ForItself, ("client_id", "batch"))).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §2.3.1")]
    [Trait("Case", "CD-14")]
    public async Task Every_live_secret_is_accepted_and_no_other()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Batch with { SecretDigests = [Digest("old-secret"), Digest("new-secret")] });

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, $"Basic {Base64("batch:old-secret")}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, $"Basic {Base64("batch:new-secret")}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(host, $"Basic {Base64($"batch:{SampleClients.BatchSecret}")}")).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §2.3.1")]
    public async Task A_confidential_client_without_a_live_secret_cannot_authenticate()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Batch with { SecretDigests = [] });

        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(host, $"Basic {Base64("batch:")}")).Status);
    }

    private static async Task<ProviderHost> StartAsync(string secret)
    {
        var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Batch with { SecretDigests = [Digest(secret)] });
        return host;
    }

    private static Task<Answered> SendAsync(ProviderHost host, string? authorization, params (string, string)[] form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Calls.TokenPath)
        {
            Content = new FormUrlEncodedContent((form.Length == 0 ? [ForItself] : form).Select(p => KeyValuePair.Create(p.Item1, p.Item2))),
        };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return host.SendAsync(request);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static ReadOnlyMemory<byte> Digest(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
