using System.Net;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.ClientAuthentication;

/// <summary>An assertion counts once, and is remembered in the very list that writes what it was shown for.</summary>
public sealed class AssertionReplayTests
{
    private static readonly ClientKeyPair Key = ClientKeyPair.Create();
    private static readonly Client Batch = SampleClients.Batch.WithKeys(Key);
    private static readonly Client Hall = SampleClients.Hall.WithKeys(Key);

    [Fact]
    [Trait("Spec", "RFC 7523 §3/jti")]
    [Trait("Spec", "OIDC Core §9/assertion-once")]
    [Trait("Case", "JW-08")]
    public async Task An_assertion_is_accepted_once_for_as_long_as_it_lives()
    {
        await using var host = await StartAsync();
        var assertion = Key.Sign(Assertions.Claims(host, "batch", ("exp", host.Clock.Now.ToUnixTimeSeconds() + 300)));

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(assertion)).Status);
        foreach (var wait in new[] { 0, 120, 179, 10 })
        {
            host.Clock.Advance(TimeSpan.FromSeconds(wait));
            var answer = await host.SendAsync(assertion);
            Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
        }
    }

    [Fact]
    [Trait("Case", "JW-08")]
    public async Task Of_fifty_racing_replays_exactly_one_succeeds()
    {
        await using var host = await StartAsync();
        var assertion = Key.Sign(Assertions.Claims(host, "batch"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.SendAsync(assertion)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), lost => Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (lost.Status, lost.Error)));
    }

    [Fact]
    [Trait("Case", "JW-08")]
    public async Task The_name_is_each_clients_own()
    {
        await using var host = await StartAsync();

        foreach (var client in new[] { "batch", "hall" })
        {
            var answer = await host.SendAsync(Key.Sign(Assertions.Claims(host, client, ("jti", "the same"))));
            Assert.NotEqual(HttpStatusCode.Unauthorized, answer.Status);
        }
    }

    [Theory]
    [InlineData(Calls.TokenPath)]
    [InlineData(Calls.IntrospectionPath)]
    [InlineData(Calls.RevocationPath)]
    [Trait("Case", "JW-08")]
    public async Task A_refused_request_uses_its_assertion_up_too(string path)
    {
        await using var host = await StartAsync();
        var assertion = Key.Sign(Assertions.Claims(host, "batch"));

        Assert.Equal("invalid_request", (await host.SendAsync(assertion, path, ("nothing", "known"))).Error);
        Assert.Equal("invalid_client", (await host.SendAsync(assertion, path, ("nothing", "known"))).Error);
        Assert.Equal("invalid_client", (await host.SendAsync(assertion)).Error);
    }

    [Fact]
    [Trait("Case", "JW-08")]
    public async Task A_replay_spends_ends_and_tells_nothing()
    {
        await using var host = await StartAsync();
        var code = await GrantedCode.OpenAsync(host, Hall);
        var assertion = Key.Sign(Assertions.Claims(host, "hall"));
        var tokens = await host.SendAsync(assertion, form: (await GrantedCode.OpenAsync(host, Hall)).Form);

        Assert.Equal("invalid_client", (await host.SendAsync(assertion, form: code.Form)).Error);
        Assert.Equal("invalid_client", (await host.SendAsync(assertion, Calls.IntrospectionPath, ("token", tokens.AccessToken))).Error);
        Assert.Equal("invalid_client", (await host.SendAsync(assertion, Calls.RevocationPath, ("token", tokens.RefreshToken!))).Error);
        // Neither a code of somebody else nor one used before ends a grant by the hand of a replay.
        Assert.Equal("invalid_client", (await host.SendAsync(assertion, form: [("grant_type", "refresh_token"), ("refresh_token", (await OtherTokensAsync(host)).RefreshToken!)])).Error);

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(Key.Sign(Assertions.Claims(host, "hall")), form: code.Form)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(Key.Sign(Assertions.Claims(host, "hall")), form: [("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken!)])).Status);
        Assert.DoesNotContain(host.Ledger.Facts, fact => fact.Result == "refused");
    }

    [Fact]
    [Trait("Case", "FT-03")]
    public async Task An_assertion_that_could_not_be_written_may_be_shown_again()
    {
        var ledger = new SwitchableLedger { AppliesFail = true };
        await using var host = await StartAsync(services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;
        var assertion = Key.Sign(Assertions.Claims(host, "batch"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.SendAsync(assertion)).Status);
        ledger.AppliesFail = false;
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(assertion)).Status);
    }

    [Fact]
    public async Task The_sighting_costs_no_round_trip_where_something_is_written_anyway()
    {
        var ledger = new SwitchableLedger();
        await using var host = await StartAsync(services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;
        string Fresh(string client) => Key.Sign(Assertions.Claims(host, client));

        var code = await GrantedCode.OpenAsync(host, Hall);
        var tokens = await host.SendAsync(Fresh("hall"), form: code.Form);
        Assert.Equal((1, 1), ledger.Taken());
        await host.SendAsync(Fresh("hall"), form: [("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken!)]);
        Assert.Equal((1, 1), ledger.Taken());
        await host.SendAsync(Fresh("hall"), Calls.RevocationPath, ("token", tokens.AccessToken));
        Assert.Equal((0, 1), ledger.Taken());
        // These write nothing but the sighting.
        await host.SendAsync(Fresh("hall"), Calls.IntrospectionPath, ("token", tokens.AccessToken));
        Assert.Equal((1, 1), ledger.Taken());
        await host.SendAsync(Fresh("batch"));
        Assert.Equal((0, 1), ledger.Taken());
        // Who did not prove himself writes nothing at all.
        await host.SendAsync(ClientKeyPair.Create().Sign(Assertions.Claims(host, "batch")));
        Assert.Equal((0, 0), ledger.Taken());
    }

    private static async Task<Answered> OtherTokensAsync(ProviderHost host)
    {
        var partner = SampleClients.Partner.WithKeys(Key);
        host.Clients.Replace(Batch, Hall, partner);
        return await host.SendAsync(Key.Sign(Assertions.Claims(host, "partner")), form: (await GrantedCode.OpenAsync(host, partner)).Form);
    }

    private static async Task<ProviderHost> StartAsync(Action<IServiceCollection>? services = null)
    {
        var host = await ProviderHost.StartAsync(services);
        host.Clients.Replace(Batch, Hall);
        return host;
    }
}
