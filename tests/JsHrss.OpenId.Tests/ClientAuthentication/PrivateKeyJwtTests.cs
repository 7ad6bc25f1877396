using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.ClientAuthentication;

/// <summary>What an assertion must be and say. Each refusal is the same invalid_client.</summary>
public sealed class PrivateKeyJwtTests
{
    private static readonly ClientKeyPair Key = ClientKeyPair.Create();
    private static readonly Client Batch = SampleClients.Batch.WithKeys(Key);

    [Theory]
    [InlineData("ES256")]
    [InlineData("PS256")]
    [InlineData("RS256")]
    [Trait("Spec", "OIDC Core §9")]
    [Trait("Spec", "RFC 7523 §2.2/type")]
    [Trait("Spec", "RFC 7523 §5/rs256")]
    public async Task A_client_proves_itself_with_each_algorithm(string algorithm)
    {
        var key = ClientKeyPair.SharedOf(algorithm);
        await using var host = await StartAsync(SampleClients.Batch.WithKeys(key));

        var answer = await host.SendAsync(key.Sign(Assertions.Claims(host, "batch")));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("batch", answer.Claims("access_token").GetProperty("client_id").GetString());
    }

    [Theory]
    [InlineData("ES256", true)]
    [InlineData("PS256", true)]
    [InlineData("RS256", false)]
    [Trait("Case", "JW-02")]
    public async Task A_client_held_to_FAPI_does_not_sign_with_PKCS1(string algorithm, bool accepted)
    {
        var key = ClientKeyPair.SharedOf(algorithm);
        await using var host = await StartAsync(SampleClients.Batch.WithKeys(key) with { Fapi2 = true });

        Assert.Equal(accepted ? null : "invalid_client", (await host.SendAsync(key.Sign(Assertions.Claims(host, "batch")))).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 8725 §3.1")]
    public async Task Only_the_registered_algorithm_counts()
    {
        var key = ClientKeyPair.SharedOf("RS256");
        await using var host = await StartAsync(SampleClients.Batch.WithKeys(key) with { AssertionAlgorithm = "PS256" });

        Assert.Equal("invalid_client", (await host.SendAsync(key.Sign(Assertions.Claims(host, "batch")))).Error);
        host.Clients.Replace(SampleClients.Batch.WithKeys(key) with { AssertionAlgorithm = "RS256" });
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(key.Sign(Assertions.Claims(host, "batch")))).Status);
    }

    [Theory]
    [InlineData("https://id.example")]
    [InlineData("https://id.example/connect/token")]
    [InlineData("https://id.example/connect/par")]
    [InlineData("[\"https://id.example\"]")]
    [InlineData("[\"https://id.example/connect/token\"]")]
    [Trait("Spec", "RFC 7523 §3")]
    [Trait("Spec", "RFC 9126 §2/audience")]
    public async Task An_assertion_names_us_by_issuer_or_endpoint(string audience)
    {
        await using var host = await StartAsync(Batch);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, ("aud", JsonOf(audience)))).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://id.example/")]
    [InlineData("https://ID.example")]
    [InlineData("https://other.example")]
    [InlineData("https://id.example/connect/introspect")]
    [InlineData("[]")]
    [InlineData("[\"https://id.example\",\"https://other.example\"]")]
    [InlineData("[\"https://id.example\",\"https://id.example\"]")]
    [InlineData("[[\"https://id.example\"]]")]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("true")]
    [Trait("Spec", "RFC 7523 §3/aud")]
    [Trait("Spec", "OIDC Core §9/assertion-claims")]
    [Trait("Case", "JW-10")]
    public async Task Another_audience_or_more_than_one_is_refused(string? audience)
    {
        await using var host = await StartAsync(Batch);

        await RefusesAsync(host, ("aud", audience is null ? null : JsonOf(audience)));
    }

    [Theory]
    [InlineData("https://id.example", true)]
    [InlineData("[\"https://id.example\"]", false)]
    [InlineData("https://id.example/connect/token", false)]
    [InlineData("https://id.example/connect/par", false)]
    [Trait("Case", "JW-10")]
    public async Task A_client_held_to_FAPI_names_the_issuer_as_a_string(string audience, bool accepted)
    {
        await using var host = await StartAsync(Batch with { Fapi2 = true });

        Assert.Equal(accepted ? null : "invalid_client", (await SendAsync(host, ("aud", JsonOf(audience)))).Error);
    }

    [Theory]
    [InlineData("iss", "hall")]
    [InlineData("iss", null)]
    [InlineData("sub", "hall")]
    [InlineData("sub", null)]
    [InlineData("iss", "BATCH")]
    [Trait("Spec", "RFC 7523 §3/iss")]
    [Trait("Spec", "RFC 7523 §3/sub")]
    [Trait("Spec", "OIDC Core §9/assertion-claims")]
    [Trait("Case", "JW-11")]
    public async Task Issuer_and_subject_are_the_client(string claim, string? value)
    {
        await using var host = await StartAsync(Batch, SampleClients.Hall);

        await RefusesAsync(host, (claim, value));
    }

    [Fact]
    [Trait("Case", "JW-11")]
    public async Task No_client_speaks_for_another()
    {
        var other = ClientKeyPair.Create();
        await using var host = await StartAsync(Batch, SampleClients.Hall.WithKeys(other), SampleClients.Partner);

        // Signed by the hall in the name of batch, of a client with a secret, and of nobody.
        foreach (var name in new[] { "batch", "partner", "nobody", "", new string('a', 200), "名字" })
            Assert.Equal("invalid_client", (await host.SendAsync(other.Sign(Assertions.Claims(host, name)))).Error);
        // A public name beside it does not turn the request into one of that client.
        Assert.Equal("invalid_client", (await host.SendAsync(other.Sign(Assertions.Claims(host, "hall", ("iss", "batch"))), form: [("grant_type", "client_credentials"), ("client_id", "batch")])).Error);
    }

    [Theory]
    [InlineData("batch", true)]
    [InlineData("hall", false)]
    [InlineData("BATCH", false)]
    [Trait("Spec", "RFC 7521 §4.2")]
    [Trait("Case", "JW-11")]
    public async Task A_client_id_beside_the_assertion_is_the_same(string named, bool accepted)
    {
        await using var host = await StartAsync(Batch, SampleClients.Hall);

        var answer = await host.SendAsync(Key.Sign(Assertions.Claims(host, "batch")), form: [("grant_type", "client_credentials"), ("client_id", named)]);

        Assert.Equal(accepted ? null : "invalid_client", answer.Error);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("urn:ietf:params:oauth:client-assertion-type:saml2-bearer")]
    [InlineData("URN:ietf:params:oauth:client-assertion-type:jwt-bearer")]
    [InlineData("jwt-bearer")]
    [Trait("Spec", "RFC 7523 §2.2/type")]
    [Trait("Spec", "RFC 7523 §3.2/invalid-client")]
    public async Task The_type_of_the_assertion_is_exactly_one(string? type)
    {
        await using var host = await StartAsync(Batch);
        List<KeyValuePair<string, string>> form = [new("grant_type", "client_credentials"), new("client_assertion", Key.Sign(Assertions.Claims(host, "batch")))];
        if (type is not null)
            form.Add(new("client_assertion_type", type));

        var answer = await host.SendAsync(new HttpRequestMessage(HttpMethod.Post, Calls.TokenPath) { Content = new FormUrlEncodedContent(form) });

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"\"")]
    [InlineData("7")]
    [InlineData("[\"x\"]")]
    [Trait("Spec", "RFC 7523 §3")]
    [Trait("Spec", "OIDC Core §9/assertion-claims")]
    [Trait("Case", "JW-08")]
    public async Task An_assertion_without_a_name_of_its_own_is_refused(string? jti)
    {
        await using var host = await StartAsync(Batch);

        await RefusesAsync(host, ("jti", jti is null ? null : JsonNode.Parse(jti)));
        await RefusesAsync(host, ("jti", new string('j', 256)));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, ("jti", new string('j', 255)))).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, ("jti", "j"))).Status);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"4102444800\"")]
    [InlineData("1.5")]
    [InlineData("1e400")]
    [InlineData("1e3")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("99999999999999")]
    [InlineData("253402300799")]
    [InlineData("253402300800")]
    [InlineData("9223372036854775808")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("true")]
    [Trait("Spec", "RFC 7519 §4.1.4")]
    [Trait("Spec", "RFC 7523 §3/exp")]
    [Trait("Spec", "OIDC Core §9/assertion-claims")]
    [Trait("Case", "JW-07")]
    [Trait("Case", "JW-09")]
    public async Task An_end_that_is_no_instant_or_is_past_or_far_ahead_is_refused(string exp)
    {
        await using var host = await StartAsync(Batch);
        var claims = Assertions.Claims(host, "batch", ("exp", null)).ToJsonString()[..^1];

        await RefusesTextAsync(host, Key.Sign($"{claims},\"exp\":{exp}}}"));
        await RefusesAsync(host, ("exp", null));
    }

    [Theory]
    [InlineData("exp", 300, true)]
    [InlineData("exp", 301, false)]
    [InlineData("exp", -9, true)]
    [InlineData("exp", -10, false)]
    [InlineData("nbf", 10, true)]
    [InlineData("nbf", 60, false)]
    [InlineData("nbf", -3600, true)]
    [InlineData("iat", 10, true)]
    [InlineData("iat", 60, false)]
    [InlineData("iat", 61, false)]
    [Trait("Spec", "RFC 7523 §3/exp")]
    [Trait("Spec", "RFC 7523 §3/nbf")]
    [Trait("Case", "JW-09")]
    [Trait("Case", "JW-13")]
    public async Task Clocks_may_differ_by_ten_seconds(string claim, int offset, bool accepted)
    {
        await using var host = await StartAsync(Batch);

        Assert.Equal(accepted ? null : "invalid_client", (await SendAsync(host, (claim, host.Clock.Now.ToUnixTimeSeconds() + offset))).Error);
    }

    [Theory]
    [InlineData("nbf", "\"1\"")]
    [InlineData("nbf", "1.5")]
    [InlineData("iat", "null")]
    [InlineData("iat", "1e400")]
    [Trait("Case", "JW-07")]
    public async Task A_begin_that_is_no_instant_is_refused(string claim, string value)
    {
        await using var host = await StartAsync(Batch);
        var claims = Assertions.Claims(host, "batch", (claim, null)).ToJsonString()[..^1];

        await RefusesTextAsync(host, Key.Sign($"{claims},\"{claim}\":{value}}}"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("")]
    [InlineData("HS256")]
    [InlineData("ES384")]
    [InlineData("es256")]
    [InlineData("RS256")]
    [InlineData("EdDSA")]
    [Trait("Spec", "RFC 8725 §3.1")]
    [Trait("Case", "JW-01")]
    [Trait("Case", "JW-02")]
    public async Task Another_algorithm_is_refused_whatever_signed_it(string algorithm)
    {
        await using var host = await StartAsync(Batch);

        await RefusesTextAsync(host, Key.Sign(Assertions.Claims(host, "batch"), header => header["alg"] = algorithm));
        var unsigned = Key.Sign(Assertions.Claims(host, "batch"), header => header["alg"] = algorithm);
        await RefusesTextAsync(host, unsigned[..(unsigned.LastIndexOf('.') + 1)]);
    }

    [Theory]
    [InlineData("""{"typ":"JWT","kid":"k1"}""")]
    [InlineData("""{"alg":["ES256"],"kid":"k1"}""")]
    [InlineData("""{"alg":null,"kid":"k1"}""")]
    [InlineData("""{"alg":{"x":"ES256"},"kid":"k1"}""")]
    [InlineData("""{"alg":"none","alg":"ES256","kid":"k1"}""")]
    [InlineData("""{"alg":"ES256","kid":["k1"]}""")]
    [InlineData("""{"alg":"ES256","kid":"k1","crit":["exp"],"exp":1}""")]
    [InlineData("""{"alg":"ES256","kid":"k1","crit":[]}""")]
    [InlineData("""{"alg":"ES256","kid":"k1","b64":false,"crit":["b64"]}""")]
    [InlineData("""{"alg":"ES256","kid":"k1","b64":false}""")]
    [InlineData("""{"alg":"ES256","kid":"k1","zip":"DEF"}""")]
    [InlineData("""{"alg":"ES256","kid":"k1","enc":"A256GCM"}""")]
    [InlineData("""{"alg":"ES256","kid":"k1","typ":7}""")]
    [InlineData("""["ES256"]""")]
    [InlineData("ES256")]
    [InlineData("")]
    [Trait("Spec", "RFC 7515 §4.1.11")]
    [Trait("Spec", "RFC 7523 §3/valid")]
    [Trait("Case", "JW-01")]
    [Trait("Case", "JW-12")]
    public async Task A_header_that_could_be_read_in_another_way_is_refused(string header)
    {
        await using var host = await StartAsync(Batch);

        await RefusesTextAsync(host, Key.SignText(header, Assertions.Claims(host, "batch").ToJsonString()));
    }

    [Theory]
    [InlineData("JWT", true)]
    [InlineData("jwt", true)]
    [InlineData("application/jwt", true)]
    [InlineData("client-authentication+jwt", true)]
    [InlineData("application/client-authentication+jwt", true)]
    [InlineData(null, true)]
    [InlineData("oauth-authz-req+jwt", false)]
    [InlineData("at+jwt", false)]
    [InlineData("dpop+jwt", false)]
    [InlineData("logout+jwt", false)]
    [InlineData("", false)]
    [Trait("Spec", "RFC 8725 §3.11")]
    public async Task A_JWT_made_for_something_else_is_no_assertion(string? type, bool accepted)
    {
        await using var host = await StartAsync(Batch);

        var answer = await host.SendAsync(Key.Sign(Assertions.Claims(host, "batch"), header =>
        {
            header.Remove("typ");
            if (type is not null)
                header["typ"] = type;
        }));

        Assert.Equal(accepted ? null : "invalid_client", answer.Error);
    }

    [Fact]
    [Trait("Spec", "RFC 8725 §3.10")]
    [Trait("Case", "JW-03")]
    [Trait("Case", "JW-12")]
    public async Task A_key_or_address_in_the_header_is_not_looked_at()
    {
        var thief = ClientKeyPair.Create(kid: "k1");
        await using var host = await StartAsync(Batch);
        Action<JsonObject>[] additions =
        [
            header => header["jwk"] = thief.Jwk,
            header => header["jku"] = "https://thief.example/jwks",
            header => header["x5u"] = "http://169.254.169.254/",
            header => header["x5c"] = new JsonArray("MIIB"),
        ];

        foreach (var add in additions)
        {
            await RefusesTextAsync(host, thief.Sign(Assertions.Claims(host, "batch"), add));
            // Ignored, not refused: some honest libraries send a thumbprint or a chain.
            Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(Key.Sign(Assertions.Claims(host, "batch"), add))).Status);
        }
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("' or 1=1 --")]
    [InlineData("K1")]
    [InlineData("")]
    [Trait("Case", "JW-03")]
    public async Task A_key_is_found_by_exactly_its_name(string kid)
    {
        await using var host = await StartAsync(Batch);

        await RefusesTextAsync(host, Key.Sign(Assertions.Claims(host, "batch"), header => header["kid"] = kid));
        await RefusesTextAsync(host, Key.Sign(Assertions.Claims(host, "batch"), header => header["kid"] = new string('k', 300)));
    }

    [Fact]
    [Trait("Spec", "RFC 8725 §3.1")]
    [Trait("Case", "JW-02")]
    public async Task A_public_key_is_no_shared_secret()
    {
        var rsa = ClientKeyPair.SharedOf("RS256");
        await using var host = await StartAsync(SampleClients.Batch.WithKeys(rsa));
        var input = $"{ClientKeyPair.Encode("""{"alg":"HS256","kid":"k1"}""")}.{ClientKeyPair.Encode(Assertions.Claims(host, "batch").ToJsonString())}";

        foreach (var secret in new[] { rsa.Jwk.ToJsonString(), rsa.Jwk["n"]!.ToString(), "k1" })
            await RefusesTextAsync(host, $"{input}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(input)))}");
    }

    [Theory]
    [InlineData("""{"alg":"dir","enc":"A256GCM","zip":"DEF"}""")]
    [InlineData("""{"alg":"PBES2-HS256+A128KW","enc":"A128CBC-HS256","p2c":2147483647,"p2s":"AAAA"}""")]
    [InlineData("""{"alg":"RSA-OAEP","enc":"A256GCM","cty":"JWT"}""")]
    [Trait("Case", "JW-04")]
    [Trait("Case", "JW-06")]
    public async Task An_encrypted_assertion_is_never_opened(string header)
    {
        await using var host = await StartAsync(Batch);
        var bomb = Base64Url.EncodeToString(new byte[6_000]);

        await RefusesTextAsync(host, $"{ClientKeyPair.Encode(header)}.{bomb}.{bomb[..16]}.{bomb}.{bomb[..22]}");
        await RefusesTextAsync(host, Key.SignText(header, "{}"));
        // One signed JWT inside of another.
        await RefusesTextAsync(host, Key.Sign(Key.Sign(Assertions.Claims(host, "batch")), head => head["cty"] = "JWT"));
    }

    [Fact]
    [Trait("Spec", "RFC 7515 §5.2")]
    [Trait("Spec", "RFC 7523 §3/valid")]
    [Trait("Spec", "RFC 7523 §2.2/one")]
    [Trait("Spec", "RFC 7523 §3.2/invalid-client")]
    [Trait("Case", "JW-05")]
    [Trait("Case", "JW-07")]
    public async Task What_is_no_canonical_JWS_is_refused()
    {
        await using var host = await StartAsync(Batch);
        var good = Key.Sign(Assertions.Claims(host, "batch"));
        var claims = Assertions.Claims(host, "batch").ToJsonString();
        string[] hostile =
        [
            new('.', 60_000), string.Join('.', Enumerable.Repeat("a", 10_000)), new('a', 60_000), good + ".", "." + good, good + "=", good.Replace(".", "..", StringComparison.Ordinal),
            good[..^1], good + "AA", good.Replace("-", "+", StringComparison.Ordinal) + "+", " " + good, good[..(good.LastIndexOf('.') + 1)] + new string('A', 86), "a.b.c", "..", "x",
            Key.Sign($"{claims[..^1]},\"sub\":\"batch\"}}"), Key.Sign(claims + " x"), Key.Sign("[]"), Key.Sign("\"x\""), Key.Sign(new string('[', 5_000)), Key.Sign("{\"sub\":\"\\ud800\"}"),
            Key.Sign($"{claims[..^1]},\"x\":\"{new string('x', 17_000)}\"}}"),
        ];

        foreach (var text in hostile)
            await RefusesTextAsync(host, text);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(good)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 7515 §5.2")]
    [Trait("Spec", "RFC 7523 §3/signature")]
    [Trait("Spec", "RFC 7523 §3.2/invalid-client")]
    public async Task A_forged_signature_or_a_changed_claim_is_refused()
    {
        await using var host = await StartAsync(Batch);
        var parts = Key.Sign(Assertions.Claims(host, "batch")).Split('.');
        var other = Key.Sign(Assertions.Claims(host, "batch")).Split('.');

        await RefusesTextAsync(host, $"{parts[0]}.{other[1]}.{parts[2]}");
        await RefusesTextAsync(host, ClientKeyPair.Create().Sign(Assertions.Claims(host, "batch")));
        await RefusesTextAsync(host, $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(new byte[64])}");
    }

    [Fact]
    [Trait("Spec", "OIDC Core §9/registered")]
    public async Task One_method_alone_counts_for_each_client()
    {
        var withSecretToo = Batch with { SecretDigests = SampleClients.Batch.SecretDigests };
        await using var host = await StartAsync(withSecretToo, SampleClients.Hall with { Jwks = Batch.Jwks });

        Assert.Equal("invalid_client", (await host.TokenAsync(withSecretToo, ("grant_type", "client_credentials"))).Error);
        Assert.Equal("invalid_client", (await host.SendAsync(Key.Sign(Assertions.Claims(host, "hall")))).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.2.1/authenticate")]
    [Trait("Spec", "OIDC Core §3.1.3.1/authenticate")]
    [Trait("Case", "CD-04")]
    public async Task A_code_is_not_redeemed_without_the_assertion()
    {
        var hall = SampleClients.Hall.WithKeys(Key);
        await using var host = await StartAsync(hall);
        var code = await GrantedCode.OpenAsync(host, hall);

        var without = await host.SendAsync(new HttpRequestMessage(HttpMethod.Post, Calls.TokenPath)
        {
            Content = new FormUrlEncodedContent([.. code.Form.Select(p => KeyValuePair.Create(p.Item1, p.Item2)), new("client_id", "hall")]),
        });

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (without.Status, without.Error));
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(Key.Sign(Assertions.Claims(host, "hall")), form: code.Form)).Status);
    }

    private static async Task<ProviderHost> StartAsync(params Client[] clients)
    {
        var host = await ProviderHost.StartAsync();
        host.Clients.Replace(clients);
        return host;
    }

    private static JsonNode JsonOf(string audience) => audience[0] is '[' or '{' || !audience.StartsWith("http", StringComparison.Ordinal) ? JsonNode.Parse(audience)! : JsonValue.Create(audience);

    private static Task<Answered> SendAsync(ProviderHost host, params (string Name, JsonNode? Value)[] changed) => host.SendAsync(Key.Sign(Assertions.Claims(host, "batch", changed)));

    private static Task RefusesAsync(ProviderHost host, params (string Name, JsonNode? Value)[] changed) => RefusesTextAsync(host, Key.Sign(Assertions.Claims(host, "batch", changed)));

    private static async Task RefusesTextAsync(ProviderHost host, string assertion)
    {
        var answer = await host.SendAsync(assertion);
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
        Assert.Equal("Client authentication failed.", answer["error_description"]);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }
}
