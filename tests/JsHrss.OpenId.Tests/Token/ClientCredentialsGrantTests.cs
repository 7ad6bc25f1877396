using System.Net;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Token;

public sealed class ClientCredentialsGrantTests
{
    private static readonly (string, string) GrantType = ("grant_type", "client_credentials");

    [Fact]
    [Trait("Spec", "RFC 6749 §4.4.3/no-refresh")]
    public async Task A_client_gets_a_token_for_itself_and_no_refresh_token()
    {
        await using var host = await ProviderHost.StartAsync();

        var tokens = await host.TokenAsync(SampleClients.Batch, GrantType);

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal("demo.read", tokens["scope"]);
        Assert.Null(tokens.RefreshToken);
        Assert.Null(tokens["id_token"]);
        var claims = tokens.Claims("access_token");
        Assert.Equal("batch", claims.GetProperty("sub").GetString());
        Assert.Equal("batch", claims.GetProperty("client_id").GetString());
        Assert.Equal(ProviderHost.Issuer, claims.GetProperty("aud").GetString());
        Assert.False(claims.TryGetProperty("grant_id", out _));
        Assert.False(claims.TryGetProperty("auth_time", out _));
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §4.4/confidential")]
    public async Task A_public_client_cannot_act_for_itself()
    {
        var open = SampleClients.Spa with { GrantTypes = ["client_credentials"] };
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(open);

        Assert.Equal("unauthorized_client", (await host.TokenAsync(open, GrantType)).Error);
    }

    [Theory]
    [InlineData("demo.read", null)]
    [InlineData("demo.write", "invalid_scope")]
    [InlineData("demo.read demo.write", "invalid_scope")]
    [InlineData("openid", "invalid_scope")]
    [InlineData("offline_access", "invalid_scope")]
    [InlineData("profile", "invalid_scope")]
    [InlineData("phone", "invalid_scope")]
    [InlineData("demo.read\\", "invalid_scope")]
    [Trait("Spec", "RFC 6749 §3.3")]
    [Trait("Case", "CD-15")]
    public async Task Only_registered_scopes_without_a_person_are_given(string scope, string? error)
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Batch with { Scopes = ["demo.read", "openid", "profile", "phone", "offline_access"] });

        Assert.Equal(error, (await host.TokenAsync(SampleClients.Batch, GrantType, ("scope", scope))).Error);
        Assert.Equal("demo.read", (await host.TokenAsync(SampleClients.Batch, GrantType))["scope"]);
    }

    [Theory]
    [InlineData(SampleClients.Resource, null)]
    [InlineData("https://elsewhere.example/", "invalid_target")]
    [Trait("Spec", "RFC 8707 §2")]
    public async Task Only_a_registered_resource_becomes_the_audience(string resource, string? error)
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Batch with { Resources = [SampleClients.Resource] });

        Assert.Equal(error, (await host.TokenAsync(SampleClients.Batch, GrantType, ("resource", resource))).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6750 §3.1")]
    public async Task A_token_without_a_person_opens_no_userinfo()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.TokenAsync(SampleClients.Batch, GrantType);

        Assert.Equal(HttpStatusCode.Forbidden, (await host.UserInfoAsync(tokens.AccessToken)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 7662 §2.2")]
    [Trait("Spec", "RFC 7662 §4/revoked")]
    public async Task A_token_without_a_person_is_introspected_and_revoked()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.TokenAsync(SampleClients.Batch, GrantType);

        var active = await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken);
        Assert.Equal("true", active["active"]);
        Assert.Equal("batch", active["sub"]);
        await host.RevokeAsync(SampleClients.Batch, tokens.AccessToken);
        Assert.Equal("{\"active\":false}", (await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken)).Text);
    }
}
