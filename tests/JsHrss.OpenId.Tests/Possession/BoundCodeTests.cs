using System.Net;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.PushedAuthorization;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Possession;

/// <summary>Codes bound to a key, by the parameter or by a proof where the request is pushed.</summary>
public sealed class BoundCodeTests
{
    private static readonly ClientKeyPair Key = ClientKeyPair.Create();
    private static readonly ClientKeyPair Other = ClientKeyPair.Create();

    [Theory]
    [InlineData("hall")]
    [InlineData("hall-spa")]
    [Trait("Spec", "RFC 9449 §10/match")]
    [Trait("Spec", "RFC 9449 §11.9/bound")]
    [Trait("Case", "JW-16")]
    public async Task A_bound_code_is_redeemed_with_its_key_alone(string id)
    {
        var client = SampleClients.All.Single(one => one.Id.Value == id);
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var form = await CodeAsync(host, client, RequestOf(client).With("dpop_jkt", Key.Jkt()).Url);

        Assert.Equal("invalid_grant", (await host.TokenProvenAsync(client, host.Proof(Other), form)).Error);
        Assert.Equal("invalid_grant", (await host.TokenAsync(client, form)).Error);
        Assert.Equal("DPoP", (await host.TokenProvenAsync(client, host.Proof(Key), form))["token_type"]);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4")]
    [InlineData("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I=")]
    [InlineData("0ZcOCORZNYy+DWpqq30jZyJGHTN0d2HglBV3uiguA4I")]
    [InlineData("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4J")]
    [Trait("Spec", "RFC 9449 §10")]
    public async Task What_is_no_thumbprint_is_told_before_anybody_signs_in(string jkt)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var answer = await new AuthorizeRequest().With("dpop_jkt", jkt).GetAsync(host.Browser);

        Assert.Contains("error=invalid_request", answer.Headers.Location?.Query, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "AZ-08")]
    public async Task The_parameter_is_sent_once()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var answer = await new AuthorizeRequest().With("dpop_jkt", Key.Jkt()).And("dpop_jkt", Other.Jkt()).GetAsync(host.Browser);

        Assert.Contains("error=invalid_request", answer.Headers.Location?.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("parameter")]
    [InlineData("proof")]
    [InlineData("both")]
    [Trait("Spec", "RFC 9449 §10.1/parameter")]
    [Trait("Spec", "RFC 9449 §10.1/proof")]
    [Trait("Spec", "RFC 9449 §10.1/both-supported")]
    [Trait("Case", "JW-16")]
    public async Task A_pushed_request_binds_its_code_either_way(string way)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var client = SampleClients.Hall;
        var pushed = await PushAsync(host, way == "proof" ? new AuthorizeRequest() : new AuthorizeRequest().With("dpop_jkt", Key.Jkt()), way == "parameter" ? null : PushProof(host, Key));
        Assert.Equal(HttpStatusCode.Created, pushed.Status);
        var form = await CodeAsync(host, client, Pushing.Url(pushed["request_uri"]!));

        Assert.Equal("invalid_grant", (await host.TokenProvenAsync(client, host.Proof(Other), form)).Error);
        Assert.Equal("invalid_grant", (await host.TokenAsync(client, form)).Error);
        Assert.Equal("DPoP", (await host.TokenProvenAsync(client, host.Proof(Key), form))["token_type"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §10.1/mismatch")]
    [Trait("Case", "JW-16")]
    public async Task A_proof_and_a_parameter_that_differ_are_refused()
    {
        await using var host = await ProviderHost.StartAsync();

        var answer = await PushAsync(host, new AuthorizeRequest().With("dpop_jkt", Other.Jkt()), PushProof(host, Key));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Error));
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §10.1/proof-checked")]
    [Trait("Case", "JW-15")]
    public async Task A_wrong_proof_is_refused_where_requests_are_pushed()
    {
        await using var host = await ProviderHost.StartAsync();
        var shown = PushProof(host, Key);
        Assert.Equal(HttpStatusCode.Created, (await PushAsync(host, new AuthorizeRequest(), shown)).Status);

        foreach (var proof in new[] { shown, host.Proof(Key), host.Proof(Key, ("htu", ProviderHost.Issuer + Pushing.Path), ("htm", "GET")), "wrong" })
        {
            var answer = await PushAsync(host, new AuthorizeRequest(), proof);
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_dpop_proof"), (answer.Status, answer.Error));
        }
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §10.1/proof")]
    [Trait("Case", "AZ-18")]
    public async Task What_a_browser_puts_beside_the_reference_binds_to_nothing_else()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var pushed = await PushAsync(host, new AuthorizeRequest(), PushProof(host, Key));

        var form = await CodeAsync(host, SampleClients.Hall, Pushing.Url(pushed["request_uri"]!, more: $"&dpop_jkt={Other.Jkt()}"));

        Assert.Equal("invalid_grant", (await host.TokenProvenAsync(SampleClients.Hall, host.Proof(Other), form)).Error);
        Assert.Equal("DPoP", (await host.TokenProvenAsync(SampleClients.Hall, host.Proof(Key), form))["token_type"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §10.1/mismatch")]
    public async Task A_signed_pushed_request_is_bound_by_the_proof_too()
    {
        var signing = ClientKeyPair.Create();
        var client = SampleClients.Hall with { Jwks = ClientKeyPair.SetOf(signing) };
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(client);
        host.SignIn();
        async Task<Answered> PushAsync(string? jkt)
        {
            var claims = new System.Text.Json.Nodes.JsonObject { ["iss"] = "hall", ["aud"] = ProviderHost.Issuer, ["exp"] = host.Clock.Now.ToUnixTimeSeconds() + 60 };
            foreach (var (name, value) in new AuthorizeRequest().With("dpop_jkt", jkt).Parameters)
                claims[name] = value;
            return await host.PostProvenAsync(Pushing.Path, client, PushProof(host, Key), ("request", signing.Sign(claims.ToJsonString(), header => header["typ"] = "oauth-authz-req+jwt")));
        }

        Assert.Equal("invalid_request", (await PushAsync(Other.Jkt())).Error);
        var pushed = await PushAsync(null);
        var form = await CodeAsync(host, client, Pushing.Url(pushed["request_uri"]!));
        Assert.Equal("invalid_grant", (await host.TokenProvenAsync(client, host.Proof(Other), form)).Error);
        Assert.Equal("DPoP", (await host.TokenProvenAsync(client, host.Proof(Key), form))["token_type"]);
    }

    private static AuthorizeRequest RequestOf(Client client) => new AuthorizeRequest().For(client.Id.Value, client.RedirectUris[0]);

    private static string PushProof(ProviderHost host, ClientKeyPair key) => host.Proof(key, ("htu", ProviderHost.Issuer + Pushing.Path));

    private static Task<Answered> PushAsync(ProviderHost host, AuthorizeRequest request, string? proof) =>
        host.PostProvenAsync(Pushing.Path, SampleClients.Hall, proof, [.. request.Parameters.Select(one => (one.Key, one.Value))]);

    private static async Task<(string, string)[]> CodeAsync(ProviderHost host, Client client, string url)
    {
        var answer = await host.Browser.GetAsync(url, TestContext.Current.CancellationToken);
        var code = System.Web.HttpUtility.ParseQueryString(answer.Headers.Location!.Query)["code"];
        Assert.NotNull(code);
        return [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", client.RedirectUris[0]), ("code_verifier", AuthorizeRequest.Verifier)];
    }
}
