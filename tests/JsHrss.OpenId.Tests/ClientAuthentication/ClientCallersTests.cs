using System.Text;
using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Tests.ClientAuthentication;

public sealed class ClientCallersTests
{
    private const string Scope = "demo.read";

    [Fact]
    [Trait("Spec", "RFC 6749 §2.3.1/basic")]
    public async Task A_client_calls_with_its_secret_where_that_is_accepted()
    {
        await using var host = await ProviderHost.StartAsync();
        Assert.Equal("batch", Known(await CallAsync(host, Basic("batch", SampleClients.BatchSecret))));
        Assert.Equal(401, Refused(await CallAsync(host, Basic("batch", "another-secret-0123456789abcdefghijkl"))).Status);
        Assert.Equal(401, Refused(await CallAsync(host, Basic("nobody", SampleClients.BatchSecret))).Status);
        Assert.Equal(401, Refused(await CallAsync(host, Basic("batch", SampleClients.BatchSecret), acceptSecret: false)).Status);
        Assert.Equal(401, Refused(await CallAsync(host, Basic(SampleClients.Spa.Id.Value, ""))).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 6750 §2.1/header")]
    public async Task A_client_calls_with_a_token_of_its_own_that_has_the_scope()
    {
        await using var host = await ProviderHost.StartAsync();
        var own = (await host.TokenAsync(SampleClients.Batch, ("grant_type", "client_credentials"))).AccessToken;
        Assert.Equal("batch", Known(await CallAsync(host, "Bearer " + own)));
        Assert.Equal("batch", Known(await CallAsync(host, "Bearer " + own, scope: null, acceptSecret: false)));
        Assert.Equal(403, Refused(await CallAsync(host, "Bearer " + own, "other.scope")).Status);
        Assert.Equal(401, Refused(await CallAsync(host, "Bearer " + own[..^4] + "AAAA")).Status);

        host.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(401, Refused(await CallAsync(host, "Bearer " + own)).Status);
    }

    [Fact]
    public async Task A_token_about_a_person_says_nothing_of_who_calls()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        Assert.Equal("invalid_token", Refused(await CallAsync(host, "Bearer " + tokens.AccessToken, scope: null)).Code);
    }

    [Fact]
    [Trait("Spec", "RFC 9110 §11.6.1")]
    public async Task Whoever_shows_nothing_is_told_every_scheme()
    {
        await using var host = await ProviderHost.StartAsync();
        foreach (var (acceptSecret, basic) in new[] { (true, 1), (false, 0) })
        {
            var headers = Refused(await CallAsync(host, null, acceptSecret: acceptSecret)).Headers;
            Assert.Equal(basic, headers.Count(header => header.Value.StartsWith("Basic ", StringComparison.Ordinal)));
            Assert.Contains(headers, header => header.Value.StartsWith("Bearer ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Names_in_memory_are_turned_round_in_their_own_sector_alone()
    {
        var names = new InMemorySubjectIdentifiers();
        var (subject, one, other, open) = (new SubjectId("sample"), SampleClients.Hall with { SectorIdentifier = "a.example" }, SampleClients.Hall with { SectorIdentifier = "b.example" }, SampleClients.Hall with { SectorIdentifier = null });
        var sub = names.Subject(subject, one);
        Assert.Equal(subject, names.Find(sub, one));
        Assert.Null(names.Find(sub, other));
        Assert.NotEqual(subject, names.Find(sub, open));
        Assert.Equal(subject, names.Find(names.Subject(subject, open), open));
    }

    private static string Known(ClientCall call) => Assert.IsType<ClientCall.Known>(call).Client.Id.Value;

    private static JsHrss.OpenId.Protocol.ProtocolError Refused(ClientCall call) => Assert.IsType<ClientCall.Refused>(call).Error;

    private static string Basic(string id, string secret) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"));

    private static async Task<ClientCall> CallAsync(ProviderHost host, string? authorization, string? scope = Scope, bool acceptSecret = true)
    {
        var http = new DefaultHttpContext { Request = { Method = "POST", Path = "/own/api" } };
        if (authorization is not null)
            http.Request.Headers.Authorization = authorization;
        return await host.Service<IClientCallers>().ReadAsync(http, scope, acceptSecret, TestContext.Current.CancellationToken);
    }
}
