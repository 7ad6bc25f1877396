using System.Net;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Tests.Possession;

/// <summary>How a bound access token is presented, and what a resource answers.</summary>
public sealed class BoundTokenPresentationTests
{
    private const string Algorithms = "algs=\"ES256 PS256\"";

    private static readonly ClientKeyPair Key = ClientKeyPair.Create();

    [Fact]
    [Trait("Spec", "RFC 9449 §7/both")]
    [Trait("Spec", "RFC 9449 §7.1/checked")]
    [Trait("Spec", "RFC 9449 §6/matches")]
    public async Task A_bound_token_with_its_proof_is_served()
    {
        await using var host = await ProviderHost.StartAsync();
        foreach (var client in new[] { SampleClients.Spa, SampleClients.Hall })
        {
            var token = (await host.SignInProvenAsync(client, Key)).AccessToken;
            Assert.Equal("p_sample", (await host.UserInfoAsync("DPoP", token, host.ProofFor(Key, token)))["sub"]);
            Assert.Equal("p_sample", (await host.UserInfoAsync("dpop", token, host.ProofFor(Key, token), "?more=1"))["sub"]);
        }
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §7.2/downgrade")]
    [Trait("Case", "JW-15")]
    public async Task A_bound_token_is_no_bearer_token()
    {
        await using var host = await ProviderHost.StartAsync();
        var token = (await host.SignInProvenAsync(SampleClients.Spa, Key)).AccessToken;

        foreach (var proof in new[] { null, host.ProofFor(Key, token) })
        {
            var answer = await host.UserInfoAsync("Bearer", token, proof);
            Assert.Equal((HttpStatusCode.Unauthorized, "invalid_token"), (answer.Status, answer.Error));
            Assert.StartsWith("Bearer error=\"invalid_token\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
            Assert.EndsWith("DPoP " + Algorithms, answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }

        var inForm = new HttpRequestMessage(HttpMethod.Post, Calls.UserInfoPath) { Content = new FormUrlEncodedContent([new("access_token", token)]) };
        inForm.Headers.TryAddWithoutValidation("DPoP", host.ProofFor(Key, token, ("htm", "POST")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SendAsync(inForm)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §7.1/proof-present")]
    [Trait("Spec", "RFC 9449 §7.1/error")]
    [Trait("Spec", "RFC 9449 §7.1/algs")]
    public async Task Without_a_proof_it_is_refused_with_a_challenge_of_its_scheme()
    {
        await using var host = await ProviderHost.StartAsync();
        var token = (await host.SignInProvenAsync(SampleClients.Spa, Key)).AccessToken;

        var answer = await host.UserInfoAsync("DPoP", token, null);

        AssertChallenged(answer, "invalid_dpop_proof");
        Assert.Equal(host.Nonce(), answer.Header("DPoP-Nonce"));
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §4.3/ath")]
    [Trait("Spec", "RFC 9449 §7/ath")]
    [Trait("Case", "JW-15")]
    public async Task A_proof_is_for_one_token()
    {
        await using var host = await ProviderHost.StartAsync();
        var token = (await host.SignInProvenAsync(SampleClients.Spa, Key)).AccessToken;
        var other = (await host.SignInProvenAsync(SampleClients.Spa, Key)).AccessToken;

        AssertChallenged(await host.UserInfoAsync("DPoP", token, host.ProofFor(Key, other)), "invalid_dpop_proof");
        AssertChallenged(await host.UserInfoAsync("DPoP", token, host.ProofFor(Key, token, ("ath", null))), "invalid_dpop_proof");
        AssertChallenged(await host.UserInfoAsync("DPoP", token, host.ProofFor(Key, token, ("ath", "说"))), "invalid_dpop_proof");
        AssertChallenged(await host.UserInfoAsync("DPoP", token, host.Proof(Key)), "invalid_dpop_proof");
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync("DPoP", token, host.ProofFor(Key, token))).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §4.3/key-matches")]
    [Trait("Spec", "RFC 9449 §6/matches")]
    [Trait("Case", "JW-15")]
    public async Task A_proof_by_another_key_is_refused()
    {
        await using var host = await ProviderHost.StartAsync();
        var token = (await host.SignInProvenAsync(SampleClients.Spa, Key)).AccessToken;

        AssertChallenged(await host.UserInfoAsync("DPoP", token, host.ProofFor(ClientKeyPair.Create(), token)), "invalid_token");
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §6/matches")]
    public async Task A_bearer_token_is_no_bound_one()
    {
        await using var host = await ProviderHost.StartAsync();
        var token = (await host.SignInAsync(SampleClients.Spa)).AccessToken;

        AssertChallenged(await host.UserInfoAsync("DPoP", token, host.ProofFor(Key, token)), "invalid_token");
        // A client that sends its proof with everything does no harm by it.
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync("Bearer", token, host.ProofFor(Key, token))).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §7.1/error")]
    public async Task A_revoked_or_ended_token_is_refused_in_its_scheme()
    {
        await using var host = await ProviderHost.StartAsync();
        var token = (await host.SignInProvenAsync(SampleClients.Spa, Key)).AccessToken;
        await host.RevokeAsync(SampleClients.Spa, token);

        AssertChallenged(await host.UserInfoAsync("DPoP", token, host.ProofFor(Key, token)), "invalid_token");
        AssertChallenged(await host.UserInfoAsync("DPoP", "a.b.c", null), "invalid_token");
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §7.2/no-error")]
    public async Task Without_any_token_both_schemes_are_offered_and_no_error_told()
    {
        await using var host = await ProviderHost.StartAsync();

        var answer = await host.SendAsync(new HttpRequestMessage(HttpMethod.Get, Calls.UserInfoPath));

        Assert.Equal("Bearer realm=\"resource\", DPoP " + Algorithms, answer.Header("WWW-Authenticate"));
        Assert.Empty(answer.Text);
    }

    [Fact]
    public async Task A_missing_scope_is_told_in_the_scheme_that_was_used()
    {
        await using var host = await ProviderHost.StartAsync();
        var token = (await host.SignInProvenAsync(SampleClients.Spa, Key, "profile")).AccessToken;

        var answer = await host.UserInfoAsync("DPoP", token, host.ProofFor(Key, token));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.StartsWith("DPoP error=\"insufficient_scope\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "RFC 9470 §3")]
    public async Task An_api_of_the_host_reads_bound_tokens_and_asks_for_more_in_their_scheme()
    {
        await using var host = await ProviderHost.StartAsync();
        var token = (await host.SignInProvenAsync(SampleClients.Spa, Key)).AccessToken;
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.PathBase, http.Request.Path, http.Request.QueryString) = ("PUT", "/api", "/app/请求", new QueryString("?x=1"));
        http.Request.Headers.Authorization = $"DPoP {token}";
        http.Request.Headers["DPoP"] = host.ProofFor(Key, token, ("htm", "PUT"), ("htu", ProviderHost.Issuer + "/api/app/%e8%af%B7%e6%b1%82"));
        var reader = host.Service<IAccessTokenReader>();

        var valid = Assert.IsType<AccessTokenReading.Valid>(await reader.ReadAsync(http.Request, null, TestContext.Current.CancellationToken));

        Assert.True(valid.Token.IsBound);
        var challenge = Assert.Single(reader.StepUp(valid, "urn:test:high", null)!.Headers).Value;
        Assert.Equal($"DPoP error=\"insufficient_user_authentication\", error_description=\"A stronger or more recent authentication is needed.\", acr_values=\"urn:test:high\", {Algorithms}", challenge);
        Assert.IsType<AccessTokenReading.Refused>(await reader.ReadAsync(http.Request, null, TestContext.Current.CancellationToken));
    }

    private static void AssertChallenged(Answered answer, string error)
    {
        Assert.Equal((HttpStatusCode.Unauthorized, error), (answer.Status, answer.Error));
        var challenge = Assert.Single(answer.Message.Headers.GetValues("WWW-Authenticate"));
        Assert.StartsWith($"DPoP error=\"{error}\", error_description=", challenge, StringComparison.Ordinal);
        Assert.EndsWith(Algorithms, challenge, StringComparison.Ordinal);
    }
}
