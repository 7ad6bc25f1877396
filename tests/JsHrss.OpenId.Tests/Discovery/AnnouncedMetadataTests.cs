using System.Net;
using System.Text.Json;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Discovery;

/// <summary>What holds of the metadata whatever features there are.</summary>
public sealed class AnnouncedMetadataTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/oauth-authorization-server")]
    [Trait("Spec", "OIDC Discovery §3/issuer")]
    [Trait("Spec", "OIDC Discovery §4.2/answer")]
    [Trait("Spec", "RFC 8414 §2/issuer")]
    [Trait("Spec", "RFC 8414 §3.2/answer")]
    [Trait("Spec", "RFC 8414 §3.3/issuer")]
    [Trait("Spec", "OIDC Discovery §4/well-known")]
    [Trait("Spec", "RFC 8414 §3/well-known")]
    [Trait("Spec", "RFC 8414 §3.1/get")]
    public async Task It_stands_at_its_well_known_path_and_names_the_issuer_exactly(string path)
    {
        await using var host = await ProviderHost.StartAsync();

        var answer = await host.Browser.GetAsync(path, Ct);
        using var metadata = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(Ct));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(ProviderHost.Issuer, metadata.RootElement.GetProperty("issuer").GetString());
        Assert.Equal(ProviderHost.Issuer, new Uri(ProviderHost.Issuer).GetLeftPart(UriPartial.Authority));
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2/tls")]
    [Trait("Spec", "OIDC Core §3.1.3/tls")]
    [Trait("Spec", "OIDC Discovery §3/endpoints")]
    [Trait("Spec", "RFC 6749 §3.1/fragment")]
    [Trait("Spec", "RFC 6749 §3.1/tls")]
    [Trait("Spec", "RFC 6749 §3.2/fragment")]
    [Trait("Spec", "RFC 6749 §3.2/tls")]
    [Trait("Spec", "RFC 7009 §2/tls")]
    [Trait("Spec", "RFC 7662 §2/tls")]
    [Trait("Spec", "RFC 8414 §2/endpoints")]
    [Trait("Spec", "RFC 9068 §4/keys")]
    [Trait("Spec", "OIDC RP-Initiated Logout §2.1/announced")]
    public async Task Every_address_is_https_below_the_issuer_without_query_or_fragment()
    {
        await using var host = await ProviderHost.StartAsync();
        using var metadata = await ReadAsync(host);

        var addresses = metadata.RootElement.EnumerateObject().Where(member => member.Name.EndsWith("_endpoint", StringComparison.Ordinal) || member.Name == "jwks_uri").ToDictionary(member => member.Name, member => member.Value.GetString()!);

        foreach (var name in new[] { "authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "revocation_endpoint", "introspection_endpoint", "end_session_endpoint" })
            Assert.Contains(name, addresses.Keys);
        Assert.All(addresses.Values, address =>
        {
            Assert.StartsWith(ProviderHost.Issuer + "/", address, StringComparison.Ordinal);
            Assert.StartsWith("https://", address, StringComparison.Ordinal);
            Assert.Equal(("", ""), (new Uri(address).Query, new Uri(address).Fragment));
        });
    }

    [Fact]
    [Trait("Spec", "OIDC Discovery §3/scopes")]
    [Trait("Spec", "OIDC Discovery §3/response-types")]
    [Trait("Spec", "OIDC Discovery §3/subject-types")]
    [Trait("Spec", "OIDC Discovery §4.2/empty")]
    [Trait("Spec", "RFC 8414 §2/response-types")]
    [Trait("Spec", "RFC 8414 §3.2/empty")]
    [Trait("Spec", "RFC 9449 §5.1/metadata")]
    [Trait("Spec", "OIDC Core §8/announced")]
    public async Task Required_lists_are_there_and_no_list_is_empty()
    {
        await using var host = await ProviderHost.StartAsync(options: options => options.Claims = []);
        using var metadata = await ReadAsync(host);

        Assert.Contains("openid", Values(metadata, "scopes_supported"));
        Assert.Equal(["code"], Values(metadata, "response_types_supported"));
        Assert.Equal(["ES256", "PS256"], Values(metadata, "dpop_signing_alg_values_supported"));
        Assert.Contains("public", Values(metadata, "subject_types_supported"));
        Assert.DoesNotContain(metadata.RootElement.EnumerateObject(), member => member.Value.ValueKind == JsonValueKind.Null || (member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() == 0));
    }

    [Fact]
    [Trait("Spec", "OIDC Discovery §3/no-none")]
    [Trait("Spec", "RFC 8414 §2/auth-algorithms")]
    public async Task Algorithms_are_announced_and_none_is_not_among_them()
    {
        await using var host = await ProviderHost.StartAsync();
        using var metadata = await ReadAsync(host);

        Assert.NotEmpty(Values(metadata, "id_token_signing_alg_values_supported"));
        foreach (var endpoint in new[] { "token", "revocation", "introspection" })
        {
            Assert.Contains("private_key_jwt", Values(metadata, endpoint + "_endpoint_auth_methods_supported"));
            Assert.NotEmpty(Values(metadata, endpoint + "_endpoint_auth_signing_alg_values_supported"));
        }

        foreach (var list in metadata.RootElement.EnumerateObject().Where(member => member.Name.EndsWith("_alg_values_supported", StringComparison.Ordinal)))
            Assert.DoesNotContain("none", list.Value.EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    [Trait("Spec", "OIDC Discovery §3/request-uri")]
    [Trait("Spec", "RFC 9101 §9.1/announced")]
    public async Task Request_objects_are_announced_as_they_are_treated()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { Jwks = ClientKeyPair.SetOf(ClientKeyPair.Create()) });
        host.SignIn();
        using var metadata = await ReadAsync(host);

        Assert.False(metadata.RootElement.GetProperty("request_uri_parameter_supported").GetBoolean());
        Assert.True(metadata.RootElement.GetProperty("request_parameter_supported").GetBoolean());
        Assert.NotEmpty(Values(metadata, "request_object_signing_alg_values_supported"));
        Assert.Equal("request_uri_not_supported", (await new AuthorizeRequest().With("request_uri", "https://hall.example/r").GetAsync(host.Browser)).ErrorAtHall());
        Assert.Equal("invalid_request_object", (await new AuthorizeRequest().With("request", "eyJhbGciOiJub25lIn0.e30.").GetAsync(host.Browser)).ErrorAtHall());
    }

    private static async Task<JsonDocument> ReadAsync(ProviderHost host) => JsonDocument.Parse(await host.Browser.GetByteArrayAsync("/.well-known/openid-configuration", Ct));

    private static IEnumerable<string?> Values(JsonDocument metadata, string name) => metadata.RootElement.GetProperty(name).EnumerateArray().Select(one => one.GetString());
}
