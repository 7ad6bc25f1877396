using System.Net;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.PushedAuthorization;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.Possession;

/// <summary>A proof counts once, and is remembered in the very list that writes what it was shown for.</summary>
public sealed class ProofReplayTests
{
    private static readonly ClientKeyPair Key = ClientKeyPair.Create();
    private static readonly (string, string)[] ForItself = [("grant_type", "client_credentials")];

    [Fact]
    [Trait("Spec", "RFC 9449 §11.1/replay")]
    [Trait("Case", "JW-15")]
    public async Task A_proof_is_accepted_once_for_as_long_as_it_counts()
    {
        await using var host = await ProviderHost.StartAsync();
        var byTime = host.Proof(Key, ("nonce", null));
        var byNonce = host.Proof(Key);

        Assert.Equal(HttpStatusCode.OK, (await host.TokenProvenAsync(SampleClients.Batch, byTime, ForItself)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.TokenProvenAsync(SampleClients.Batch, byNonce, ForItself)).Status);
        foreach (var wait in new[] { 0, 30, 39, 1, 50, 119, 120 })
        {
            host.Clock.Advance(TimeSpan.FromSeconds(wait));
            Assert.Equal("invalid_dpop_proof", (await host.TokenProvenAsync(SampleClients.Batch, byTime, ForItself)).Error);
            Assert.Contains((await host.TokenProvenAsync(SampleClients.Batch, byNonce, ForItself)).Error, new[] { "invalid_dpop_proof", "use_dpop_nonce" });
        }
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §11.1/replay")]
    [Trait("Case", "JW-15")]
    public async Task Of_fifty_racing_uses_at_the_token_endpoint_exactly_one_succeeds()
    {
        await using var host = await ProviderHost.StartAsync();
        var proof = host.Proof(Key);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.TokenProvenAsync(SampleClients.Batch, proof, ForItself)));

        AssertOneOf(answers, HttpStatusCode.OK, HttpStatusCode.BadRequest);
    }

    [Fact]
    [Trait("Case", "JW-15")]
    public async Task Of_fifty_racing_uses_at_a_resource_exactly_one_succeeds()
    {
        await using var host = await ProviderHost.StartAsync();
        var token = (await host.SignInProvenAsync(SampleClients.Spa, Key)).AccessToken;
        var proof = host.ProofFor(Key, token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.UserInfoAsync("DPoP", token, proof)));

        AssertOneOf(answers, HttpStatusCode.OK, HttpStatusCode.Unauthorized);
    }

    [Fact]
    [Trait("Case", "JW-15")]
    public async Task Of_fifty_racing_uses_where_requests_are_pushed_exactly_one_succeeds()
    {
        await using var host = await ProviderHost.StartAsync();
        var proof = host.Proof(Key, ("htu", ProviderHost.Issuer + Pushing.Path));
        var form = new AuthorizeRequest().Parameters.Select(one => (one.Key, one.Value)).ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.PostProvenAsync(Pushing.Path, SampleClients.Hall, proof, form)));

        AssertOneOf(answers, HttpStatusCode.Created, HttpStatusCode.BadRequest);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §11.1/replay")]
    public async Task The_name_of_a_proof_is_each_keys_own()
    {
        await using var host = await ProviderHost.StartAsync();

        foreach (var key in new[] { Key, ClientKeyPair.Create() })
            Assert.Equal(HttpStatusCode.OK, (await host.TokenProvenAsync(SampleClients.Batch, host.Proof(key, ("jti", "the same")), ForItself)).Status);
    }

    [Fact]
    [Trait("Case", "JW-15")]
    public async Task A_replay_spends_and_ends_nothing()
    {
        await using var host = await ProviderHost.StartAsync();
        var proof = host.Proof(Key);
        var used = await GrantedCode.OpenAsync(host, SampleClients.Spa);
        var tokens = await host.TokenProvenAsync(SampleClients.Spa, proof, used.Form);
        var other = await GrantedCode.OpenAsync(host, SampleClients.Spa);

        // A request that the network delivers twice: had the code alone come back, its grant would end.
        Assert.Equal("invalid_dpop_proof", (await host.TokenProvenAsync(SampleClients.Spa, proof, used.Form)).Error);
        Assert.Equal("invalid_dpop_proof", (await host.TokenProvenAsync(SampleClients.Spa, proof, other.Form)).Error);
        Assert.Equal("invalid_dpop_proof", (await host.RefreshProvenAsync(SampleClients.Spa, proof, tokens.RefreshToken)).Error);

        Assert.Equal(HttpStatusCode.OK, (await host.TokenProvenAsync(SampleClients.Spa, host.Proof(Key), other.Form)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshProvenAsync(SampleClients.Spa, host.Proof(Key), tokens.RefreshToken)).Status);
        Assert.Equal("invalid_grant", (await host.TokenProvenAsync(SampleClients.Spa, host.Proof(Key), used.Form)).Error);
        Assert.Equal("invalid_grant", (await host.RefreshProvenAsync(SampleClients.Spa, host.Proof(Key), tokens.RefreshToken)).Error);
    }

    [Fact]
    [Trait("Case", "FT-03")]
    public async Task A_proof_that_could_not_be_written_may_be_shown_again()
    {
        var ledger = new SwitchableLedger { AppliesFail = true };
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;
        var proof = host.Proof(Key);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.TokenProvenAsync(SampleClients.Batch, proof, ForItself)).Status);
        ledger.AppliesFail = false;
        Assert.Equal(HttpStatusCode.OK, (await host.TokenProvenAsync(SampleClients.Batch, proof, ForItself)).Status);
    }

    [Fact]
    public async Task The_sighting_costs_no_round_trip_where_something_is_written_anyway()
    {
        var ledger = new SwitchableLedger();
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;

        var code = await GrantedCode.OpenAsync(host, SampleClients.Spa);
        var tokens = await host.TokenProvenAsync(SampleClients.Spa, host.Proof(Key), code.Form);
        Assert.Equal((1, 1), ledger.Taken());
        await host.RefreshProvenAsync(SampleClients.Spa, host.Proof(Key), tokens.RefreshToken);
        Assert.Equal((1, 1), ledger.Taken());
        await host.UserInfoAsync("DPoP", tokens.AccessToken, host.ProofFor(Key, tokens.AccessToken));
        Assert.Equal((1, 1), ledger.Taken());
        await host.TokenProvenAsync(SampleClients.Batch, host.Proof(Key), ForItself);
        Assert.Equal((0, 1), ledger.Taken());
    }

    [Fact]
    [Trait("Case", "HT-08")]
    public async Task What_is_refused_and_changes_nothing_writes_nothing()
    {
        var ledger = new SwitchableLedger();
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;
        var token = (await host.SignInProvenAsync(SampleClients.Spa, Key)).AccessToken;
        ledger.Taken();

        await host.RefreshProvenAsync(SampleClients.Spa, host.Proof(Key), "rt_x");
        await host.TokenProvenAsync(SampleClients.Spa, host.Proof(Key), ("grant_type", "unknown"));
        await host.TokenProvenAsync(SampleClients.Spa, "wrong", ("grant_type", "refresh_token"));
        await host.UserInfoAsync("DPoP", "a.b.c", host.ProofFor(Key, token));
        Assert.Equal((0, 0), ledger.Taken());
        await host.UserInfoAsync("DPoP", token, host.ProofFor(Key, "another"));
        await host.UserInfoAsync("DPoP", token, host.ProofFor(ClientKeyPair.Create(), token));
        Assert.Equal((2, 0), ledger.Taken());
    }

    private static void AssertOneOf(Answered[] answers, HttpStatusCode won, HttpStatusCode lost)
    {
        Assert.Single(answers, answer => answer.Status == won);
        Assert.All(answers.Where(answer => answer.Status != won), answer => Assert.Equal((lost, "invalid_dpop_proof"), (answer.Status, answer.Error)));
    }
}
