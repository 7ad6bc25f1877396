using System.Net;
using System.Text;
using JsHrss.OpenId.ClientKeys;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.ClientKeys;

/// <summary>Keys at the client's own address: fetched once, kept, renewed when a new one appears, used for a day while the client's server is down.</summary>
public sealed class FetchedKeysTests
{
    [Fact]
    [Trait("Spec", "OIDC Core §10.1.1")]
    [Trait("Case", "JW-14")]
    public async Task Keys_are_fetched_once_and_a_new_one_is_found_at_once()
    {
        var (old, next) = (ClientKeyPair.Create(kid: "old"), ClientKeyPair.Create(kid: "next"));
        await using var server = await KeyServer.StartAsync(ClientKeyPair.SetOf(old));
        await using var host = await StartAsync(server);

        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.OK, await ShowAsync(host, old));
        Assert.Equal(1, server.Asked);

        server.Serve(ClientKeyPair.SetOf(old, next));
        host.Clock.Advance(KeyDocument.BetweenFetches);
        Assert.Equal(HttpStatusCode.OK, await ShowAsync(host, next));
        Assert.Equal(HttpStatusCode.OK, await ShowAsync(host, old));
        Assert.Equal(2, server.Asked);
    }

    [Fact]
    [Trait("Case", "JW-14")]
    [Trait("Case", "HT-08")]
    public async Task Invented_key_names_make_us_ask_once_a_minute()
    {
        var key = ClientKeyPair.Create();
        await using var server = await KeyServer.StartAsync(ClientKeyPair.SetOf(key));
        await using var host = await StartAsync(server);

        for (var minute = 1; minute <= 3; minute++)
        {
            for (var i = 0; i < 10; i++)
                Assert.Equal(HttpStatusCode.Unauthorized, await ShowAsync(host, ClientKeyPair.Create(kid: Guid.NewGuid().ToString())));
            Assert.Equal(minute, server.Asked);
            host.Clock.Advance(KeyDocument.BetweenFetches);
        }

        // A wrong signature under a known name asks nobody.
        Assert.Equal(HttpStatusCode.Unauthorized, await ShowAsync(host, ClientKeyPair.Create()));
        Assert.Equal(3, server.Asked);
    }

    [Fact]
    [Trait("Case", "JW-14")]
    public async Task Who_comes_while_keys_are_being_fetched_waits_for_that_fetch()
    {
        var key = ClientKeyPair.Create();
        await using var server = await KeyServer.StartAsync();
        var released = new TaskCompletionSource();
        server.Answer = async http =>
        {
            await released.Task;
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(ClientKeyPair.SetOf(key)));
        };
        await using var host = await StartAsync(server);

        var shown = Enumerable.Range(0, 20).Select(_ => ShowAsync(host, key)).ToArray();
        while (server.Asked == 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        released.SetResult();

        Assert.All(await Task.WhenAll(shown), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, server.Asked);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §10.1.1")]
    public async Task A_client_whose_keys_have_no_names_may_roll_them_over_too()
    {
        var (old, next) = (ClientKeyPair.Create(kid: null), ClientKeyPair.Create(kid: null));
        await using var server = await KeyServer.StartAsync(ClientKeyPair.SetOf(old));
        await using var host = await StartAsync(server);
        Assert.Equal(HttpStatusCode.OK, await ShowAsync(host, old));

        server.Serve(ClientKeyPair.SetOf(next));
        host.Clock.Advance(KeyDocument.BetweenFetches);

        Assert.Equal(HttpStatusCode.OK, await ShowAsync(host, next));
        Assert.Equal(HttpStatusCode.Unauthorized, await ShowAsync(host, old));
    }

    [Fact]
    [Trait("Case", "JW-14")]
    public async Task A_withdrawn_key_counts_for_ten_minutes_at_most()
    {
        var (stolen, next) = (ClientKeyPair.Create(kid: "stolen"), ClientKeyPair.Create(kid: "next"));
        await using var server = await KeyServer.StartAsync(ClientKeyPair.SetOf(stolen));
        await using var host = await StartAsync(server);
        Assert.Equal(HttpStatusCode.OK, await ShowAsync(host, stolen));
        server.Serve(ClientKeyPair.SetOf(next));

        host.Clock.Advance(KeyDocument.Fresh);
        Assert.Equal(HttpStatusCode.OK, await ShowAsync(host, stolen));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await ShowAsync(host, stolen));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(304)]
    [InlineData(200)]
    [Trait("Case", "JW-14")]
    [Trait("Case", "FT-14")]
    public async Task While_the_clients_server_is_down_its_keys_count_for_a_day(int status)
    {
        var key = ClientKeyPair.Create();
        await using var server = await KeyServer.StartAsync(ClientKeyPair.SetOf(key));
        await using var host = await StartAsync(server);
        Assert.Equal(HttpStatusCode.OK, await ShowAsync(host, key));
        if (status == 200)
            server.Serve("<html>maintenance</html>");
        else
            server.AnswerStatus(status);

        host.Clock.Advance(KeyDocument.UsableWhileDown);
        Assert.Equal(HttpStatusCode.OK, await ShowAsync(host, key));
        host.Clock.Advance(KeyDocument.BetweenFetches);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ShowAsync(host, key));
        server.Serve(ClientKeyPair.SetOf(key));
        host.Clock.Advance(KeyDocument.BetweenFetches);
        Assert.Equal(HttpStatusCode.OK, await ShowAsync(host, key));
    }

    [Fact]
    [Trait("Case", "JW-14")]
    public async Task After_a_restart_the_kept_keys_are_used_without_a_call()
    {
        var key = ClientKeyPair.Create();
        await using var server = await KeyServer.StartAsync(ClientKeyPair.SetOf(key));
        var kept = new InMemoryFetchedDocuments();
        await using (var before = await StartAsync(server, kept))
            Assert.Equal(HttpStatusCode.OK, await ShowAsync(before, key));
        server.AnswerStatus(503);

        await using var after = await StartAsync(server, kept);

        Assert.Equal(HttpStatusCode.OK, await ShowAsync(after, key));
        Assert.Equal(1, server.Asked);
        after.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(HttpStatusCode.OK, await ShowAsync(after, key));
        Assert.Equal(2, server.Asked);
    }

    [Fact]
    [Trait("Case", "FT-03")]
    public async Task Keys_that_cannot_be_kept_are_used_all_the_same()
    {
        var key = ClientKeyPair.Create();
        await using var server = await KeyServer.StartAsync(ClientKeyPair.SetOf(key));
        await using var host = await StartAsync(server, new Unwritable());

        Assert.Equal(HttpStatusCode.OK, await ShowAsync(host, key));
        Assert.Equal(HttpStatusCode.OK, await ShowAsync(host, key));
        Assert.Equal(1, server.Asked);
    }

    [Fact]
    [Trait("Case", "JW-14")]
    public async Task In_production_an_address_on_this_machine_is_never_called()
    {
        var key = ClientKeyPair.Create();
        await using var server = await KeyServer.StartAsync(ClientKeyPair.SetOf(key));
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(ClientOf(server.Address), ClientOf(new Uri($"https://localhost:{server.Address.Port}/jwks")) with { Id = new ClientId("secure") });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ShowAsync(host, key));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.SendAsync(key.Sign(Assertions.Claims(host, "secure")))).Status);
        Assert.Equal(0, server.Asked);
    }

    [Fact]
    [Trait("Case", "FT-14")]
    [Trait("Case", "CD-20")]
    public async Task An_outage_of_the_clients_server_is_told_as_one_and_blames_nobody()
    {
        var key = ClientKeyPair.Create();
        await using var server = await KeyServer.StartAsync();
        server.AnswerStatus(500);
        var attempts = new Counting();
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<IClientAttempts>(attempts), options => options.AllowLoopbackCalls = true);
        host.Clients.Replace(ClientOf(server.Address));

        for (var i = 0; i < 5; i++)
        {
            var answer = await host.SendAsync(key.Sign(Assertions.Claims(host, "batch")));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "temporarily_unavailable", "60"), (answer.Status, answer.Error, answer.Header("Retry-After")));
        }

        Assert.Equal((0, 1), (attempts.Failures, server.Asked));
        server.Serve(ClientKeyPair.SetOf(key));
        host.Clock.Advance(KeyDocument.BetweenFetches);
        Assert.Equal(HttpStatusCode.OK, await ShowAsync(host, key));
        Assert.Equal(HttpStatusCode.Unauthorized, await ShowAsync(host, ClientKeyPair.Create()));
        Assert.Equal(1, attempts.Failures);
    }

    private sealed class Counting : IClientAttempts
    {
        public int Failures { get; private set; }

        public TimeSpan? RefusedFor(Microsoft.AspNetCore.Http.HttpContext http, ClientId client) => null;

        public void Failed(Microsoft.AspNetCore.Http.HttpContext http, ClientId client) => Failures++;
    }

    private static async Task<ProviderHost> StartAsync(KeyServer server, IFetchedDocuments? kept = null)
    {
        var host = await ProviderHost.StartAsync(services => services.AddSingleton(kept ?? new InMemoryFetchedDocuments()), options => options.AllowLoopbackCalls = true);
        host.Clients.Replace(ClientOf(server.Address));
        return host;
    }

    private static Client ClientOf(Uri address) => SampleClients.Batch.WithKeys() with { Jwks = null, JwksUri = address };

    private static async Task<HttpStatusCode> ShowAsync(ProviderHost host, ClientKeyPair key) => (await host.SendAsync(key.Sign(Assertions.Claims(host, "batch")))).Status;

    private sealed class Unwritable : IFetchedDocuments
    {
        public ValueTask<FetchedDocument?> FindAsync(Uri address, CancellationToken ct) => ValueTask.FromResult<FetchedDocument?>(null);

        public ValueTask KeepAsync(FetchedDocument document, CancellationToken ct) => throw new StoreUnavailableException("read-only");
    }
}
