using System.Net;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Possession;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Possession;

/// <summary>What a proof must be, point by point, seen at the token endpoint with a client that needs no nonce.</summary>
public sealed class ProofCheckTests
{
    private static readonly ClientKeyPair Key = ClientKeyPair.Create();

    [Theory]
    [InlineData("ES256")]
    [InlineData("PS256")]
    [Trait("Spec", "RFC 9449 §5/token-type")]
    [Trait("Spec", "RFC 9449 §6.1/jkt")]
    [Trait("Spec", "RFC 9449 §6/identifiable")]
    [Trait("Spec", "RFC 9449 §4.3/signature")]
    public async Task A_proven_key_binds_the_access_token(string algorithm)
    {
        var key = ClientKeyPair.SharedOf(algorithm);
        await using var host = await ProviderHost.StartAsync();

        var answer = await SendAsync(host, host.Proof(key, ("nonce", null)));

        Assert.Equal((HttpStatusCode.OK, "DPoP"), (answer.Status, answer["token_type"]));
        Assert.Equal($$$"""{"jkt":"{{{key.Jkt()}}}"}""", answer.Claims("access_token").GetProperty("cnf").GetRawText());
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §6.1/jkt")]
    public void The_thumbprint_is_that_of_the_example() => Assert.Equal(
        "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I",
        Thumbprint.Of(System.Text.Json.JsonElement.Parse("""{"kty":"EC","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA","crv":"P-256"}""")));

    [Fact]
    [Trait("Spec", "RFC 9449 §5/token-type")]
    public async Task Without_a_proof_it_is_a_bearer_token()
    {
        await using var host = await ProviderHost.StartAsync();

        var answer = await host.TokenAsync(SampleClients.Batch, ("grant_type", "client_credentials"));

        Assert.Equal("Bearer", answer["token_type"]);
        Assert.False(answer.Claims("access_token").TryGetProperty("cnf", out _));
        Assert.Null(answer.Header("DPoP-Nonce"));
    }

    public static TheoryData<string, string?, string> WrongClaims => new()
    {
        { "jti", null, "jti" },
        { "jti", "\"\"", "jti" },
        { "jti", "7", "jti" },
        { "jti", $"\"{new string('j', 256)}\"", "jti" },
        { "htm", null, "htm" },
        { "htm", "\"GET\"", "htm" },
        { "htm", "\"post\"", "htm" },
        { "htu", null, "htu" },
        { "htu", "\"\"", "htu" },
        { "htu", "\"/connect/token\"", "htu" },
        { "htu", "\"https://id.example/connect/par\"", "htu" },
        { "htu", "\"https://id.example/connect/token/\"", "htu" },
        { "htu", "\"https://id.example/connect/Token\"", "htu" },
        { "htu", "\"http://id.example/connect/token\"", "htu" },
        { "htu", "\"https://id.example:8443/connect/token\"", "htu" },
        { "htu", "\"https://id.example.evil.example/connect/token\"", "htu" },
        { "htu", "\"https://id.example@evil.example/connect/token\"", "htu" },
        { "htu", "\"https://evil@id.example/connect/token\"", "htu" },
        { "htu", "\"https://id.example\\\\connect\\\\token\"", "htu" },
        { "htu", "\"https://id.example/connect%2ftoken\"", "htu" },
        { "htu", "\"https:connect/token\"", "htu" },
        { "htu", "[\"https://id.example/connect/token\"]", "htu" },
        { "iat", null, "iat" },
        { "iat", "\"1795250000\"", "iat" },
        { "iat", "1795250000.5", "iat" },
        { "iat", "1e400", "iat" },
        { "iat", "-1", "iat" },
        { "nonce", "7", "nonce" },
    };

    [Theory]
    [MemberData(nameof(WrongClaims))]
    [Trait("Spec", "RFC 9449 §4.3/claims")]
    [Trait("Spec", "RFC 9449 §4.3/htm")]
    [Trait("Spec", "RFC 9449 §4.3/htu")]
    [Trait("Spec", "RFC 9449 §5/invalid")]
    [Trait("Case", "JW-07")]
    [Trait("Case", "JW-15")]
    public async Task A_proof_with_a_wrong_claim_is_refused(string name, string? value, string told)
    {
        await using var host = await ProviderHost.StartAsync();
        var claims = host.ProofClaims(("nonce", null), (name, null)).ToJsonString();
        // Written as text: numbers that no reader could hold must arrive as they are.
        var payload = value is null ? claims : $"{claims[..^1]},\"{name}\":{value}}}";

        var answer = await SendAsync(host, Key.SignText(HeaderOf(Key).ToJsonString(), payload));

        AssertRefused(answer);
        Assert.Contains(told, answer["error_description"], StringComparison.Ordinal);
    }

    public static TheoryData<string, string?> WrongHeaders => new()
    {
        { "typ", null },
        { "typ", "\"JWT\"" },
        { "typ", "\"DPoP+JWT\"" },
        { "alg", null },
        { "alg", "\"none\"" },
        { "alg", "\"HS256\"" },
        { "alg", "\"RS256\"" },
        { "alg", "\"PS256\"" },
        { "alg", "[\"ES256\"]" },
        { "jwk", null },
        { "jwk", "\"k\"" },
        { "jwk", "{}" },
        { "jwk", "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}" },
        { "jwk", "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}" },
        { "crit", "[\"exp\"]" },
        { "b64", "false" },
        { "zip", "\"DEF\"" },
    };

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    [Trait("Spec", "RFC 9449 §4.3/typ")]
    [Trait("Spec", "RFC 9449 §4.3/alg")]
    [Trait("Spec", "RFC 9449 §4.2/header")]
    [Trait("Spec", "RFC 9449 §11.5/typ")]
    [Trait("Spec", "RFC 9449 §11.6/algorithms")]
    [Trait("Case", "JW-01")]
    [Trait("Case", "JW-02")]
    public async Task A_proof_with_a_wrong_header_is_refused(string name, string? value)
    {
        await using var host = await ProviderHost.StartAsync();
        var header = HeaderOf(Key);
        header.Remove(name);
        if (value is not null)
            header[name] = JsonNode.Parse(value);

        AssertRefused(await SendAsync(host, Key.SignText(header.ToJsonString(), host.ProofClaims(("nonce", null)).ToJsonString())));
    }

    [Theory]
    [InlineData("d")]
    [InlineData("p")]
    [InlineData("k")]
    [Trait("Spec", "RFC 9449 §4.3/private-key")]
    [Trait("Case", "JW-15")]
    public async Task A_key_with_a_private_member_is_refused(string member)
    {
        await using var host = await ProviderHost.StartAsync();

        AssertRefused(await SendAsync(host, Key.Signed(host.ProofClaims(("nonce", null)), header => header["jwk"]![member] = "AQAB")));
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §4.3/signature")]
    public async Task A_signature_by_another_key_is_refused()
    {
        await using var host = await ProviderHost.StartAsync();

        AssertRefused(await SendAsync(host, ClientKeyPair.Create().Signed(host.ProofClaims(("nonce", null)), header => header["jwk"] = Key.Jwk)));
    }

    [Theory]
    [InlineData(1024)]
    [Trait("Spec", "RFC 9449 §11.6/algorithms")]
    public async Task A_weak_key_is_refused(int bits)
    {
        await using var host = await ProviderHost.StartAsync();

        AssertRefused(await SendAsync(host, host.Proof(ClientKeyPair.Create("PS256", bits: bits), ("nonce", null))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    [InlineData("..")]
    [InlineData("{}")]
    [InlineData("long")]
    [InlineData("dots")]
    [InlineData("twice")]
    [InlineData("list")]
    [InlineData("repeated member")]
    [Trait("Spec", "RFC 9449 §4.3/well-formed")]
    [Trait("Spec", "RFC 9449 §4.3/one-header")]
    [Trait("Case", "JW-05")]
    public async Task What_is_no_single_well_formed_JWT_is_refused(string kind)
    {
        await using var host = await ProviderHost.StartAsync();
        var right = host.Proof(Key, ("nonce", null));
        string[] headers = kind switch
        {
            "long" => [host.Proof(Key, ("nonce", null), ("more", new string('x', 4096)))],
            "dots" => [new string('.', 8000)],
            "twice" => [right, host.Proof(Key, ("nonce", null))],
            "list" => [right + ", " + right],
            "repeated member" => [Key.SignText(HeaderOf(Key).ToJsonString(), """{"htm":"GET",""" + host.ProofClaims(("nonce", null)).ToJsonString()[1..])],
            _ => [kind],
        };
        var request = Calls.PostOf(Calls.TokenPath, SampleClients.Batch, ("grant_type", "client_credentials"));
        foreach (var header in headers)
            request.Headers.TryAddWithoutValidation("DPoP", header);

        AssertRefused(await host.SendAsync(request));
    }

    [Theory]
    [InlineData(-70, false)]
    [InlineData(-69, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(3600, false)]
    [Trait("Spec", "RFC 9449 §4.3/time")]
    [Trait("Spec", "RFC 9449 §11.1/brief")]
    [Trait("Case", "JW-13")]
    [Trait("Case", "JW-15")]
    public async Task A_proof_counts_for_a_minute(int seconds, bool accepted)
    {
        await using var host = await ProviderHost.StartAsync();

        var answer = await SendAsync(host, host.Proof(Key, ("nonce", null), ("iat", host.Clock.Now.ToUnixTimeSeconds() + seconds)));

        Assert.Equal(accepted ? null : "invalid_dpop_proof", answer.Error);
    }

    [Theory]
    [InlineData("https://id.example/connect/token?x=1")]
    [InlineData("https://id.example/connect/token#part")]
    [InlineData("HTTPS://ID.example/connect/token")]
    [InlineData("https://id.example:443/connect/token")]
    [InlineData("https://id.example/%63onnect/t%6Fken")]
    [InlineData("https://id.example/a/../connect/./token")]
    [Trait("Spec", "RFC 9449 §4.3/htu")]
    [Trait("Spec", "RFC 9449 §4.3/normalized")]
    public async Task The_address_is_compared_normalized_and_without_query_and_fragment(string htu)
    {
        await using var host = await ProviderHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, host.Proof(Key, ("nonce", null), ("htu", htu)))).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §4.3/htu")]
    [Trait("Case", "HT-02")]
    public async Task The_address_is_that_of_the_issuer_whatever_the_host_header_says()
    {
        await using var host = await ProviderHost.StartAsync();

        AssertRefused(await SendAsync(host, host.Proof(Key, ("nonce", null), ("htu", new Uri(host.Address, Calls.TokenPath).AbsoluteUri))));
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §4.2/more-members")]
    public async Task Further_members_are_no_harm()
    {
        await using var host = await ProviderHost.StartAsync();

        var proof = Key.Signed(host.ProofClaims(("nonce", null), ("exp", 1), ("more", new JsonObject { ["a"] = 1 })), header => header["x"] = "y");

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, proof)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §5/invalid")]
    public async Task A_wrong_proof_is_never_overlooked_where_none_is_needed()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);

        AssertRefused(await host.TokenProvenAsync(SampleClients.Hall, "wrong", code.Form));
        Assert.Equal(HttpStatusCode.OK, (await host.TokenAsync(SampleClients.Hall, code.Form)).Status);
    }

    private static JsonObject HeaderOf(ClientKeyPair key) => new() { ["typ"] = "dpop+jwt", ["alg"] = key.Algorithm, ["jwk"] = key.Jwk };

    private static Task<Answered> SendAsync(ProviderHost host, string proof) => host.TokenProvenAsync(SampleClients.Batch, proof, ("grant_type", "client_credentials"));

    private static void AssertRefused(Answered answer) => Assert.Equal((HttpStatusCode.BadRequest, "invalid_dpop_proof"), (answer.Status, answer.Error));
}
