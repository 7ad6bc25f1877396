using System.Net;
using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Security;

/// <summary>Assertions of clients over the real store.</summary>
public sealed class AssertionReplayTests
{
    private static readonly ClientKeyPair Key = ClientKeyPair.Create();

    private static readonly Client Batch = new()
    {
        Id = new ClientId("batch"),
        Name = "Batch",
        AuthenticationMethod = ClientAuthenticationMethod.PrivateKeyJwt,
        Jwks = ClientKeyPair.SetOf(Key),
        GrantTypes = ["client_credentials"],
        Scopes = ["demo.read"],
    };

    [Fact]
    [Trait("Case", "JW-08")]
    public async Task Of_fifty_racing_replays_exactly_one_succeeds_and_none_after_a_restart()
    {
        await using var host = await IdpHost.StartAsync(services: services => services.AddSingleton<IClientRegistry>(new InMemoryClientRegistry(Batch)));
        using var http = new HttpClient();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var assertion = Key.Sign(new { iss = "batch", sub = "batch", aud = host.Issuer, jti = "one", exp = now + 120, iat = now });

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SendAsync(http, host, assertion)));
        await host.RestartAsync();
        var late = await SendAsync(http, host, assertion);

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK).Append(late), lost => Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), lost));
        Assert.Equal(1, await host.Database.CountAsync("select count(*) from sighting where kind = 'client_assertion' and issuer = 'batch'"));
    }

    private static async Task<(HttpStatusCode Status, string? Error)> SendAsync(HttpClient http, IdpHost host, string assertion)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), new("client_assertion", assertion),
        ]);
        var response = await http.PostAsync(host.Issuer + "/connect/token", form, TestContext.Current.CancellationToken);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (response.StatusCode, body.RootElement.TryGetProperty("error", out var error) ? error.GetString() : null);
    }
}
