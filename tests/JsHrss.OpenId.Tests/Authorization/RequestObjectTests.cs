using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Authorization;

/// <summary>Request objects by value: what is signed counts, and nothing else.</summary>
public sealed class RequestObjectTests
{
    private const string Callback = "https://hall.example/signin-oidc";

    private static readonly ClientKeyPair Key = ClientKeyPair.Create();
    private static readonly Client Hall = SampleClients.Hall with { Jwks = ClientKeyPair.SetOf(Key) };

    [Theory]
    [InlineData("ES256")]
    [InlineData("PS256")]
    [InlineData("RS256")]
    [Trait("Spec", "RFC 9101 §6.2/signature")]
    [Trait("Spec", "OIDC Core §6.3.2/signature")]
    public async Task A_signed_request_is_served(string algorithm)
    {
        var key = ClientKeyPair.SharedOf(algorithm);
        await using var host = await StartAsync(Hall with { Jwks = ClientKeyPair.SetOf(key) });
        host.SignIn();

        Assert.NotNull((await SendAsync(host, key.Sign(Claims(host)))).CodeAtHall());
    }

    [Fact]
    [Trait("Spec", "RFC 9101 §6.3/only-inside")]
    [Trait("Spec", "OIDC Core §6.3.3/assembled")]
    [Trait("Case", "AZ-20")]
    public async Task Only_what_is_signed_counts()
    {
        await using var host = await StartAsync(Hall);
        host.SignIn();
        var outside = new AuthorizeRequest().With("state", "forged").With("scope", "openid phone").With("nonce", "forged").With("redirect_uri", "https://evil.example/").With("prompt", "none").With("code_challenge", "x");

        var answer = (await outside.With("request", Key.Sign(Claims(host))).GetAsync(host.Browser)).SentTo(Callback);

        Assert.Equal("from the object", answer["state"]);
        var tokens = await host.TokenAsync(Hall, ("grant_type", "authorization_code"), ("code", answer["code"]!), ("redirect_uri", Callback), ("code_verifier", AuthorizeRequest.Verifier));
        Assert.Equal("openid profile", tokens["scope"]);
        Assert.Equal("n-inside", tokens.Claims("id_token").GetProperty("nonce").GetString());
    }

    [Fact]
    [Trait("Spec", "RFC 9101 §6.3/only-inside")]
    [Trait("Spec", "RFC 9101 §6.3/validated")]
    public async Task What_stands_outside_does_not_complete_what_is_missing_inside()
    {
        await using var host = await StartAsync(Hall);
        host.SignIn();

        var response = await SendAsync(host, Key.Sign(Claims(host, ("code_challenge", null))));

        Assert.Equal("invalid_request", response.ErrorAtHall("from the object"));
    }

    [Fact]
    [Trait("Spec", "RFC 9101 §4")]
    public async Task Numbers_objects_and_lists_inside_are_read_as_what_they_are()
    {
        await using var host = await StartAsync(Hall with { Resources = ["https://a.example/", "https://b.example/"] });
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromSeconds(100));
        var claims = Claims(
            host,
            ("max_age", 60),
            ("resource", new JsonArray("https://a.example/", "https://b.example/")),
            ("claims", JsonNode.Parse("""{"id_token":{"acr":{"essential":true}},"userinfo":{"name":null}}""")),
            ("unknown", new JsonArray(1, new JsonObject())));

        var interaction = (await SendAsync(host, Key.Sign(claims))).InteractionAt("sign-in");

        var request = (await host.FindAsync(interaction))!.Request;
        Assert.Equal(TimeSpan.FromSeconds(60), request.MaxAge);
        Assert.Equal(["https://a.example/", "https://b.example/"], request.Resources.Select(uri => uri.OriginalString));
        Assert.True(request.Claims!.Value.GetProperty("userinfo").TryGetProperty("name", out _));
    }

    [Fact]
    [Trait("Spec", "RFC 9101 §6.3")]
    [Trait("Case", "AZ-12")]
    public async Task An_object_may_expire_while_somebody_signs_in()
    {
        await using var host = await StartAsync(Hall with { RequireSignedRequestObject = true });
        var interaction = (await SendAsync(host, Key.Sign(Claims(host)))).InteractionAt("sign-in");

        host.Clock.Advance(TimeSpan.FromMinutes(20));
        host.SignIn();

        Assert.NotNull((await host.Browser.ResumeAsync(interaction)).SentTo(Callback)["code"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9101 §5")]
    public async Task A_signed_request_may_arrive_by_POST()
    {
        await using var host = await StartAsync(Hall with { RequireSignedRequestObject = true });
        host.SignIn();

        var kept = await new AuthorizeRequest().With("request", Key.Sign(Claims(host))).PostAsync(host.Browser);
        host.Clock.Advance(TimeSpan.FromMinutes(20));

        Assert.NotNull((await host.Browser.GetAsync(kept.Headers.Location, TestContext.Current.CancellationToken)).SentTo(Callback)["code"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9101 §10.5/required")]
    public async Task A_client_that_must_sign_is_not_served_without()
    {
        await using var host = await StartAsync(Hall with { RequireSignedRequestObject = true });
        host.SignIn();

        Assert.Equal("invalid_request", (await new AuthorizeRequest().GetAsync(host.Browser)).ErrorAtHall());
        Assert.Equal("invalid_request", (await new AuthorizeRequest().With("request", "").GetAsync(host.Browser)).ErrorAtHall());
        Assert.Equal("invalid_request", (await new AuthorizeRequest().And("request", "a").And("request", "b").GetAsync(host.Browser)).ErrorAtHall());
    }

    [Fact]
    [Trait("Spec", "OIDC Core §6.1/not-supported")]
    [Trait("Spec", "RFC 9101 §7/codes")]
    [Trait("Case", "AZ-20")]
    public async Task A_client_without_keys_cannot_sign()
    {
        await using var host = await StartAsync(SampleClients.Hall);
        host.SignIn();

        Assert.Equal("request_not_supported", (await SendAsync(host, Key.Sign(Claims(host)))).ErrorAtHall());
        Assert.Equal("request_not_supported", (await SendAsync(host, "eyJhbGciOiJub25lIn0.e30.")).ErrorAtHall());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("ES512")]
    [InlineData("PS256")]
    [Trait("Spec", "RFC 9101 §4/signed")]
    [Trait("Spec", "RFC 9101 §6.2/error")]
    [Trait("Spec", "OIDC Core §6.3.2/alg")]
    [Trait("Spec", "RFC 9101 §10.2/algorithms")]
    [Trait("Case", "AZ-20")]
    [Trait("Case", "JW-01")]
    public async Task An_unsigned_object_or_one_of_another_algorithm_is_refused(string algorithm)
    {
        await using var host = await StartAsync(Hall with { RequestObjectAlgorithm = "ES256" });
        host.SignIn();
        var signed = Key.Sign(Claims(host), header => header["alg"] = algorithm);

        await RefusesAsync(host, signed);
        await RefusesAsync(host, signed[..(signed.LastIndexOf('.') + 1)]);
    }

    [Fact]
    [Trait("Spec", "RFC 9101 §6.2/signature")]
    [Trait("Spec", "RFC 9101 §6.2/error")]
    [Trait("Spec", "OIDC Core §6.3.2/signature")]
    [Trait("Case", "AZ-20")]
    public async Task An_object_of_somebody_else_or_no_object_at_all_is_refused()
    {
        var rsa = ClientKeyPair.SharedOf("RS256");
        await using var host = await StartAsync(Hall with { Jwks = ClientKeyPair.SetOf(Key, rsa), RequestObjectAlgorithm = "ES256" });
        host.SignIn();
        var good = Key.Sign(Claims(host));
        string[] hostile =
        [
            ClientKeyPair.Create().Sign(Claims(host)), rsa.Sign(Claims(host)), good[..^2], good + ".", "a.b.c", "x", $"{good}.{good}", Key.Sign(good), Key.Sign("[]"),
            Key.Sign($"{Claims(host).ToJsonString()[..^1]},\"state\":\"twice\"}}"), $"{ClientKeyPair.Encode("""{"alg":"dir","enc":"A256GCM"}""")}..AAAA.AAAA.AAAA",
        ];

        foreach (var text in hostile)
            await RefusesAsync(host, text);
    }

    [Theory]
    [InlineData("iss", "\"partner\"")]
    [InlineData("iss", null)]
    [InlineData("client_id", "\"partner\"")]
    [InlineData("client_id", null)]
    [InlineData("aud", "\"https://other.example\"")]
    [InlineData("aud", "\"https://id.example/connect/authorize\"")]
    [InlineData("aud", "[\"https://other.example\"]")]
    [InlineData("aud", "[]")]
    [InlineData("aud", null)]
    [InlineData("sub", "\"hall\"")]
    [InlineData("request", "\"x\"")]
    [InlineData("request_uri", "\"https://evil.example/request\"")]
    [InlineData("exp", null)]
    [InlineData("exp", "\"4102444800\"")]
    [InlineData("exp", "1.5")]
    [InlineData("exp", "1")]
    [InlineData("nbf", "\"1\"")]
    [InlineData("nbf", "1")]
    [InlineData("iat", "1e400")]
    [InlineData("state", "\"a\\u0000b\"")]
    [Trait("Spec", "RFC 9101 §4/no-nesting")]
    [Trait("Spec", "RFC 9101 §5/client-id")]
    [Trait("Spec", "OIDC Core §6.1/match")]
    [Trait("Spec", "OIDC Core §6.1/no-nesting")]
    [Trait("Spec", "RFC 9101 §10.8/confusion")]
    [Trait("Case", "AZ-20")]
    public async Task A_signed_object_that_is_not_of_this_client_for_us_and_for_now_is_refused(string claim, string? value)
    {
        await using var host = await StartAsync(Hall, SampleClients.Partner);
        host.SignIn();
        var claims = Claims(host, (claim, null)).ToJsonString();

        var response = await SendAsync(host, Key.Sign(value is null ? claims : $"{claims[..^1]},\"{claim}\":{value}}}"));

        Assert.Equal("invalid_request_object", response.SentTo(Callback)["error"]);
    }

    [Theory]
    [InlineData("exp", 3600, true)]
    [InlineData("exp", 3601, false)]
    [InlineData("exp", 31_536_000, false)]
    [InlineData("exp", -10, false)]
    [InlineData("nbf", 10, true)]
    [InlineData("nbf", 61, false)]
    [InlineData("nbf", 70, false)]
    [InlineData("nbf", -3300, true)]
    [InlineData("nbf", -3601, false)]
    [InlineData("iat", 10, true)]
    [InlineData("iat", 61, false)]
    [Trait("Spec", "RFC 9101 §10.2")]
    [Trait("Case", "AZ-20")]
    [Trait("Case", "JW-13")]
    public async Task Its_time_is_bounded(string claim, int offset, bool accepted)
    {
        await using var host = await StartAsync(Hall);
        host.SignIn();

        var answer = (await SendAsync(host, Key.Sign(Claims(host, (claim, host.Clock.Now.ToUnixTimeSeconds() + offset))))).SentTo(Callback);

        Assert.Equal(accepted ? null : "invalid_request_object", answer["error"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9101 §4")]
    public async Task The_issuer_may_stand_in_a_list_of_audiences()
    {
        await using var host = await StartAsync(Hall);
        host.SignIn();

        Assert.NotNull((await SendAsync(host, Key.Sign(Claims(host, ("aud", new JsonArray("https://other.example", ProviderHost.Issuer)))))).CodeAtHall());
    }

    [Theory]
    [InlineData("oauth-authz-req+jwt", true)]
    [InlineData("application/oauth-authz-req+jwt", true)]
    [InlineData("JWT", true)]
    [InlineData(null, true)]
    [InlineData("client-authentication+jwt", false)]
    [InlineData("at+jwt", false)]
    [Trait("Spec", "RFC 9101 §10.8/confusion")]
    public async Task A_JWT_made_for_something_else_is_no_request(string? type, bool accepted)
    {
        await using var host = await StartAsync(Hall);
        host.SignIn();

        var response = await SendAsync(host, Key.Sign(Claims(host), header =>
        {
            header.Remove("typ");
            if (type is not null)
                header["typ"] = type;
        }));

        Assert.Equal(accepted ? null : "invalid_request_object", response.SentTo(Callback)["error"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9101 §10.8/confusion")]
    public async Task A_client_assertion_is_no_request_and_a_request_no_assertion()
    {
        var client = Hall.WithKeys(Key) with { GrantTypes = ["authorization_code", "client_credentials"], Scopes = [.. Hall.Scopes, "demo.read"] };
        await using var host = await StartAsync(client);
        host.SignIn();

        Assert.Equal("invalid_request_object", (await SendAsync(host, Key.Sign(Assertions.Claims(host, "hall")))).SentTo(Callback)["error"]);
        Assert.Equal("invalid_client", (await host.SendAsync(Key.Sign(Claims(host, ("jti", "x"))))).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §4.1.2.1")]
    [Trait("Case", "AZ-06")]
    public async Task A_breach_is_shown_here_where_no_redirect_URI_is_proven()
    {
        await using var host = await StartAsync(Hall);
        host.SignIn();

        // Not signed by the client: only what stands outside could be proven, and that is not registered.
        var forged = ClientKeyPair.Create().Sign(Claims(host));
        Assert.Equal("invalid_request_object", await (await new AuthorizeRequest().With("redirect_uri", "https://evil.example/").With("request", forged).GetAsync(host.Browser)).ShownAsync());
        Assert.Equal("invalid_request_object", await (await new AuthorizeRequest().With("redirect_uri", null).With("request", forged).GetAsync(host.Browser)).ShownAsync());
        // Signed with an address that is not registered: the one outside is of no help.
        Assert.Equal("invalid_request", await (await SendAsync(host, Key.Sign(Claims(host, ("redirect_uri", "https://evil.example/"))))).ShownAsync());
        Assert.Equal("invalid_request", await (await SendAsync(host, Key.Sign(Claims(host, ("redirect_uri", new JsonArray(Callback)))))).ShownAsync());
        Assert.Equal("invalid_request_object", await (await SendAsync(host, Key.Sign(Claims(host, ("redirect_uri", "https://evil.example/"), ("exp", 1))))).ShownAsync());
    }

    [Theory]
    [InlineData("https://hall.example/request.jwt")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://localhost:1/")]
    [Trait("Spec", "OIDC Core §6.2/not-supported")]
    [Trait("Spec", "OIDC Core §6/one")]
    [Trait("Spec", "RFC 9101 §5/one")]
    [Trait("Spec", "RFC 9101 §7/codes")]
    [Trait("Case", "AZ-20")]
    public async Task A_request_at_an_address_is_never_fetched(string address)
    {
        await using var host = await StartAsync(Hall);
        host.SignIn();

        Assert.Equal("request_uri_not_supported", (await new AuthorizeRequest().With("request_uri", address).GetAsync(host.Browser)).ErrorAtHall());
        Assert.Equal("invalid_request", (await new AuthorizeRequest().With("request_uri", address).With("request", Key.Sign(Claims(host))).GetAsync(host.Browser)).ErrorAtHall());
    }

    [Theory]
    [InlineData("state", 2049)]
    [InlineData("nonce", 513)]
    [InlineData("claims", 4097)]
    [InlineData("login_hint", 257)]
    [Trait("Spec", "RFC 9101 §6.3/validated")]
    [Trait("Case", "AZ-16")]
    public async Task The_bounds_hold_inside_too(string name, int length)
    {
        await using var host = await StartAsync(Hall);
        host.SignIn();

        Assert.Equal("invalid_request", (await SendAsync(host, Key.Sign(Claims(host, (name, new string('x', length)))))).SentTo(Callback)["error"]);
    }

    [Fact]
    [Trait("Case", "AZ-16")]
    public async Task A_thousand_claims_are_no_request()
    {
        await using var host = await StartAsync(Hall);
        host.SignIn();
        (string, JsonNode?)[] many = [.. Enumerable.Range(0, 100).Select(n => ($"p{n}", (JsonNode?)JsonValue.Create(1)))];

        await RefusesAsync(host, Key.Sign(Claims(host, many)));
    }

    [Fact]
    [Trait("Spec", "RFC 9101 §10.2")]
    public async Task A_client_held_to_FAPI_says_from_when()
    {
        await using var host = await StartAsync(Hall with { Fapi2 = true });
        host.SignIn();

        Assert.Equal("invalid_request_object", (await SendAsync(host, Key.Sign(Claims(host)))).SentTo(Callback)["error"]);
        Assert.NotEqual("invalid_request_object", (await SendAsync(host, Key.Sign(Claims(host, ("nbf", host.Clock.Now.ToUnixTimeSeconds()))))).SentTo(Callback)["error"]);
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("nbf")]
    [InlineData("iat")]
    [Trait("Case", "JW-07")]
    public async Task The_last_second_of_the_calendar_is_refused_like_any_other(string claim)
    {
        await using var host = await StartAsync(Hall);
        host.SignIn();

        // The signature holds, so the state inside counts.
        Assert.Equal("invalid_request_object", (await SendAsync(host, Key.Sign(Claims(host, (claim, 253402300799))))).ErrorAtHall("from the object"));
    }

    [Fact]
    [Trait("Case", "JW-02")]
    public async Task A_client_held_to_FAPI_does_not_sign_with_PKCS1()
    {
        var key = ClientKeyPair.SharedOf("RS256");
        await using var host = await StartAsync(Hall with { Jwks = ClientKeyPair.SetOf(key), Fapi2 = true });
        host.SignIn();

        Assert.Equal("invalid_request_object", (await SendAsync(host, key.Sign(Claims(host, ("nbf", host.Clock.Now.ToUnixTimeSeconds()))))).ErrorAtHall());
    }

    [Fact]
    [Trait("Spec", "OIDC Core §6.1")]
    [Trait("Case", "AZ-08")]
    public async Task A_repeated_request_is_refused()
    {
        await using var host = await StartAsync(Hall);
        host.SignIn();
        var signed = Key.Sign(Claims(host));

        Assert.Equal("invalid_request", (await new AuthorizeRequest().And("request", signed).And("request", signed).GetAsync(host.Browser)).ErrorAtHall());
    }

    private static async Task<ProviderHost> StartAsync(params Client[] clients)
    {
        var host = await ProviderHost.StartAsync();
        host.Clients.Replace(clients);
        return host;
    }

    /// <summary>A right request of the hall, with a state and a nonce of its own, changed by the test.</summary>
    private static JsonObject Claims(ProviderHost host, params (string Name, JsonNode? Value)[] changed)
    {
        var claims = new JsonObject { ["iss"] = "hall", ["aud"] = ProviderHost.Issuer, ["exp"] = host.Clock.Now.ToUnixTimeSeconds() + 60 };
        foreach (var pair in new AuthorizeRequest().With("state", "from the object").With("nonce", "n-inside").Parameters)
            claims[pair.Key] = pair.Value;
        foreach (var (name, value) in changed)
        {
            claims.Remove(name);
            if (value is not null)
                claims[name] = value.DeepClone();
        }

        return claims;
    }

    private static Task<HttpResponseMessage> SendAsync(ProviderHost host, string request) => new AuthorizeRequest().With("request", request).GetAsync(host.Browser);

    private static async Task RefusesAsync(ProviderHost host, string request) => Assert.Equal("invalid_request_object", (await SendAsync(host, request)).ErrorAtHall());
}
