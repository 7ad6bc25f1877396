using System.Net;
using System.Text.Json;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Discovery;

public sealed class DiscoveryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/oauth-authorization-server")]
    [Trait("Spec", "RFC 8414 §2")]
    [Trait("Spec", "OIDC Back-Channel Logout §2.1/announced")]
    [Trait("Spec", "RFC 9126 §5/announced")]
    [Trait("Spec", "RFC 9126 §2/https")]
    [Trait("Spec", "OIDC Discovery §3/rs256")]
    [Trait("Case", "AZ-11")]
    [Trait("Spec", "OIDC Back-Channel Logout §2.1")]
    public async Task The_metadata_tell_what_exists_and_nothing_else(string path)
    {
        await using var host = await ProviderHost.StartAsync();

        using var document = JsonDocument.Parse(await host.Browser.GetByteArrayAsync(path, Ct));

        Assert.Equal(
            """
            {"issuer":"https://id.example","authorization_endpoint":"https://id.example/connect/authorize","token_endpoint":"https://id.example/connect/token","userinfo_endpoint":"https://id.example/connect/userinfo","jwks_uri":"https://id.example/connect/jwks","introspection_endpoint":"https://id.example/connect/introspect","revocation_endpoint":"https://id.example/connect/revoke","end_session_endpoint":"https://id.example/connect/logout","backchannel_logout_supported":true,"backchannel_logout_session_supported":true,"frontchannel_logout_supported":true,"frontchannel_logout_session_supported":true,"pushed_authorization_request_endpoint":"https://id.example/connect/par","require_pushed_authorization_requests":false,"device_authorization_endpoint":"https://id.example/connect/device","scopes_supported":["openid","profile","phone","offline_access"],"response_types_supported":["code"],"response_modes_supported":["query","form_post"],"grant_types_supported":["authorization_code","refresh_token","client_credentials","urn:ietf:params:oauth:grant-type:device_code"],"prompt_values_supported":["none","login","consent","select_account"],"code_challenge_methods_supported":["S256"],"authorization_response_iss_parameter_supported":true,"subject_types_supported":["public","pairwise"],"id_token_signing_alg_values_supported":["ES256","PS256","RS256"],"token_endpoint_auth_methods_supported":["none","client_secret_basic","client_secret_post","private_key_jwt"],"token_endpoint_auth_signing_alg_values_supported":["ES256","PS256","RS256"],"introspection_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post","private_key_jwt"],"introspection_endpoint_auth_signing_alg_values_supported":["ES256","PS256","RS256"],"revocation_endpoint_auth_methods_supported":["none","client_secret_basic","client_secret_post","private_key_jwt"],"revocation_endpoint_auth_signing_alg_values_supported":["ES256","PS256","RS256"],"dpop_signing_alg_values_supported":["ES256","PS256"],"claims_parameter_supported":true,"request_parameter_supported":true,"request_object_signing_alg_values_supported":["ES256","PS256","RS256"],"request_uri_parameter_supported":false,"acr_values_supported":["urn:test:low","urn:test:middle","urn:test:high"],"ui_locales_supported":["zh-CN","en"]}
            """,
            JsonSerializer.Serialize(document.RootElement));
    }

    [Fact]
    [Trait("Spec", "RFC 7517 §5")]
    [Trait("Spec", "OIDC Discovery §3/jwks-public")]
    [Trait("Case", "PI-06")]
    public async Task The_keys_are_published_without_private_members()
    {
        await using var host = await ProviderHost.StartAsync();
        using var document = JsonDocument.Parse(await host.Browser.GetByteArrayAsync("/connect/jwks", Ct));
        var keys = document.RootElement.GetProperty("keys").EnumerateArray().ToDictionary(key => key.GetProperty("alg").GetString()!);
        Assert.Equal(["ES256", "PS256", "RS256"], keys.Keys.Order(StringComparer.Ordinal));
        Assert.All(keys, key => Assert.Equal(host.Keys.For(key.Key).Kid, key.Value.GetProperty("kid").GetString()));
        Assert.All(keys, key => Assert.Equal(
            key.Key == "ES256" ? ["kty", "crv", "use", "alg", "kid", "x", "y"] : ["kty", "use", "alg", "kid", "n", "e"], key.Value.EnumerateObject().Select(member => member.Name)));
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/oauth-authorization-server")]
    [InlineData("/connect/jwks")]
    public async Task HEAD_answers_like_GET_without_a_body_and_both_may_be_cached_briefly(string path)
    {
        await using var host = await ProviderHost.StartAsync();
        using var head = new HttpRequestMessage(HttpMethod.Head, path);

        var response = await host.Browser.SendAsync(head, Ct);
        var got = await host.Browser.GetAsync(path, Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(got.Content.Headers.ContentLength, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal((true, TimeSpan.FromMinutes(5)), (got.Headers.CacheControl?.Public, got.Headers.CacheControl?.MaxAge));
        Assert.Equal("application/json", got.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    [Trait("Case", "HT-10")]
    public async Task Other_methods_are_not_allowed()
    {
        await using var host = await ProviderHost.StartAsync();
        using var content = new ByteArrayContent([]);
        var response = await host.Browser.PostAsync("/connect/jwks", content, Ct);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("https://hall.example", true)]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [Trait("Case", "CD-19")]
    public async Task Scripts_at_registered_origins_may_read_the_documents_without_credentials(string origin, bool shared)
    {
        await using var host = await ProviderHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration");
        request.Headers.Add("Origin", origin);

        var response = await host.Browser.SendAsync(request, Ct);

        Assert.Equal(shared, response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.Contains("Origin", response.Headers.Vary);
    }

    [Fact]
    public async Task The_issuer_is_configuration_whatever_host_is_named()
    {
        await using var host = await ProviderHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration");
        request.Headers.Host = "evil.example";
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        var text = await (await host.Browser.SendAsync(request, Ct)).Content.ReadAsStringAsync(Ct);
        Assert.DoesNotContain("evil.example", text, StringComparison.Ordinal);
    }
}
