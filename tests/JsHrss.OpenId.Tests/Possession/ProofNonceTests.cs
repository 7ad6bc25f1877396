using System.Net;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.PushedAuthorization;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.Possession;

/// <summary>The nonces that say when a proof was made.</summary>
public sealed class ProofNonceTests
{
    private static readonly ClientKeyPair Key = ClientKeyPair.Create();
    private static readonly TimeSpan Rotation = new OpenIdProviderOptions().ProofNonceRotation;

    [Fact]
    [Trait("Spec", "RFC 9449 §8/challenge")]
    [Trait("Spec", "RFC 9449 §8/one-header")]
    [Trait("Spec", "RFC 9449 §11.3/no-downgrade")]
    [Trait("Spec", "RFC 9449 §8.2/not-stored")]
    public async Task A_public_client_without_nonce_is_given_one_and_comes_again()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Spa);

        var first = await host.TokenProvenAsync(SampleClients.Spa, host.Proof(Key, ("nonce", null)), code.Form);

        Assert.Equal((HttpStatusCode.BadRequest, "use_dpop_nonce"), (first.Status, first.Error));
        var nonce = Assert.Single(first.Message.Headers.GetValues("DPoP-Nonce"));
        Assert.Equal("no-store", first.Header("Cache-Control"));
        var again = await host.TokenProvenAsync(SampleClients.Spa, host.Proof(Key, ("nonce", nonce)), code.Form);
        Assert.Equal((HttpStatusCode.OK, "DPoP"), (again.Status, again["token_type"]));
        Assert.Null(again.Header("DPoP-Nonce"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("made up")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [Trait("Spec", "RFC 9449 §8/mismatch")]
    [Trait("Spec", "RFC 9449 §4.3/nonce")]
    public async Task A_nonce_that_was_never_given_is_refused_and_the_right_one_told(string nonce)
    {
        await using var host = await ProviderHost.StartAsync();
        foreach (var client in new[] { SampleClients.Spa, SampleClients.Hall })
        {
            var code = await GrantedCode.OpenAsync(host, client);
            var answer = await host.TokenProvenAsync(client, host.Proof(Key, ("nonce", nonce)), code.Form);
            Assert.Equal((HttpStatusCode.BadRequest, "use_dpop_nonce"), (answer.Status, answer.Error));
            Assert.Equal(host.Nonce(), answer.Header("DPoP-Nonce"));
        }
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §8/unpredictable")]
    [Trait("Spec", "RFC 9449 §8.1/syntax")]
    public async Task Nonces_differ_by_key_and_time_and_are_long_enough()
    {
        await using var one = await ProviderHost.StartAsync();
        await using var other = await ProviderHost.StartAsync();
        var nonces = new List<string> { other.Nonce() };
        for (var i = 0; i < 5; i++)
        {
            nonces.Add(one.Nonce());
            one.Clock.Advance(Rotation);
        }

        Assert.Equal(6, nonces.Distinct(StringComparer.Ordinal).Count());
        Assert.All(nonces, nonce => Assert.Matches("^[A-Za-z0-9_-]{22}$", nonce));
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §8.2/next")]
    [Trait("Spec", "RFC 9449 §8/recent")]
    public async Task The_former_nonce_still_counts_and_the_newer_one_comes_with_the_answer()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInProvenAsync(SampleClients.Spa, Key);
        var old = host.Nonce();

        host.Clock.Advance(Rotation);
        var former = await host.RefreshProvenAsync(SampleClients.Spa, host.Proof(Key, ("nonce", old)), tokens.RefreshToken);
        host.Clock.Advance(Rotation);
        var tooOld = await host.RefreshProvenAsync(SampleClients.Spa, host.Proof(Key, ("nonce", old)), tokens.RefreshToken);

        Assert.Equal(HttpStatusCode.OK, former.Status);
        Assert.NotEqual(old, former.Header("DPoP-Nonce"));
        Assert.Equal("use_dpop_nonce", tooOld.Error);
        Assert.Equal(host.Nonce(), tooOld.Header("DPoP-Nonce"));
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §4.3/time")]
    [Trait("Spec", "RFC 9449 §11.1/brief")]
    public async Task A_nonce_tells_the_time_whatever_the_clients_clock_says()
    {
        await using var host = await ProviderHost.StartAsync();
        foreach (var hours in new[] { -24, 24 })
        {
            var code = await GrantedCode.OpenAsync(host, SampleClients.Spa);
            var proof = host.Proof(Key, ("iat", host.Clock.Now.AddHours(hours).ToUnixTimeSeconds()));
            Assert.Equal(HttpStatusCode.OK, (await host.TokenProvenAsync(SampleClients.Spa, proof, code.Form)).Status);
            Assert.Equal("invalid_dpop_proof", (await host.TokenProvenAsync(SampleClients.Spa, proof, code.Form)).Error);
        }
    }

    [Theory]
    [InlineData(ProofNonceDemand.PublicClients, true, false)]
    [InlineData(ProofNonceDemand.Always, true, true)]
    [InlineData(ProofNonceDemand.Never, false, false)]
    [Trait("Spec", "RFC 9449 §8/challenge")]
    public async Task An_option_says_whose_proofs_need_one(ProofNonceDemand demand, bool ofPublic, bool ofConfidential)
    {
        await using var host = await ProviderHost.StartAsync(options: options => options.ProofNonces = demand);
        foreach (var (client, needed) in new[] { (SampleClients.Spa, ofPublic), (SampleClients.Hall, ofConfidential) })
        {
            var code = await GrantedCode.OpenAsync(host, client);
            var answer = await host.TokenProvenAsync(client, host.Proof(Key, ("nonce", null)), code.Form);
            Assert.Equal(needed ? "use_dpop_nonce" : null, answer.Error);
            Assert.Equal(needed, answer.Header("DPoP-Nonce") is not null);
        }
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §8/recent")]
    public async Task A_nonce_of_one_node_counts_on_another()
    {
        var keys = new InMemoryNonceKeys();
        await using var one = await ProviderHost.StartAsync(services => services.AddSingleton<INonceKeys>(keys));
        await using var other = await ProviderHost.StartAsync(services => services.AddSingleton<INonceKeys>(keys));
        // Its clock is ahead and it has turned to the next one already.
        one.Clock.Advance(Rotation);
        var code = await GrantedCode.OpenAsync(other, SampleClients.Spa);

        Assert.Equal(HttpStatusCode.OK, (await other.TokenProvenAsync(SampleClients.Spa, other.Proof(Key, ("nonce", one.Nonce())), code.Form)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §9/challenge")]
    [Trait("Spec", "RFC 9449 §11.3/no-downgrade")]
    public async Task A_resource_asks_for_the_nonce_in_its_challenge()
    {
        await using var host = await ProviderHost.StartAsync();
        var token = (await host.SignInProvenAsync(SampleClients.Spa, Key)).AccessToken;

        var answer = await host.UserInfoAsync("DPoP", token, host.ProofFor(Key, token, ("nonce", null)));

        Assert.Equal((HttpStatusCode.Unauthorized, "use_dpop_nonce"), (answer.Status, answer.Error));
        Assert.Equal(host.Nonce(), Assert.Single(answer.Message.Headers.GetValues("DPoP-Nonce")));
        Assert.StartsWith("DPoP error=\"use_dpop_nonce\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync("DPoP", token, host.ProofFor(Key, token, ("nonce", answer.Header("DPoP-Nonce"))))).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §8/challenge")]
    public async Task Where_requests_are_pushed_a_nonce_is_asked_for_too()
    {
        await using var host = await ProviderHost.StartAsync();
        var form = new AuthorizeRequest().For("hall-spa", SampleClients.Spa.RedirectUris[0]).Parameters.Where(one => one.Key != "client_id").Select(one => (one.Key, one.Value)).ToArray();
        Task<Answered> PushAsync(string? nonce) =>
            host.PostProvenAsync(Pushing.Path, SampleClients.Spa, host.Proof(Key, ("htu", ProviderHost.Issuer + Pushing.Path), ("nonce", nonce)), form);

        var answer = await PushAsync(null);

        Assert.Equal((HttpStatusCode.BadRequest, "use_dpop_nonce"), (answer.Status, answer.Error));
        Assert.Equal(HttpStatusCode.Created, (await PushAsync(answer.Header("DPoP-Nonce"))).Status);
    }

    [Fact]
    public async Task A_client_that_must_prove_learns_the_nonce_before_it_needs_it()
    {
        var client = SampleClients.Spa with { DpopBoundAccessTokens = true };
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(client);

        var pushed = await host.PushAsync(client, new AuthorizeRequest().For("hall-spa", client.RedirectUris[0]));
        var refused = await host.RefreshAsync(client, "rt_x");

        Assert.Equal(HttpStatusCode.Created, pushed.Status);
        Assert.Equal(host.Nonce(), pushed.Header("DPoP-Nonce"));
        Assert.Equal(host.Nonce(), refused.Header("DPoP-Nonce"));
    }
}
