using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Issuing;

public sealed class HostClaimsTests
{
    [Theory]
    [InlineData("iss")]
    [InlineData("sub")]
    [InlineData("aud")]
    [InlineData("exp")]
    [InlineData("iat")]
    [InlineData("nonce")]
    [InlineData("auth_time")]
    [InlineData("acr")]
    [InlineData("amr")]
    [InlineData("sid")]
    [InlineData("at_hash")]
    [InlineData("jti")]
    [InlineData("client_id")]
    [InlineData("scope")]
    [InlineData("grant_id")]
    [InlineData("cnf")]
    [InlineData("azp")]
    [InlineData("access_token")]
    [InlineData("token_type")]
    [InlineData("expires_in")]
    [Trait("Spec", "RFC 9068 §2.2")]
    [Trait("Case", "JW-18")]
    public async Task The_host_never_replaces_what_the_protocol_says(string name)
    {
        await using var host = await ProviderHost.StartAsync();
        host.House.Claims = (_, _) => new JsonObject { [name] = "evil", ["harmless"] = "kept" };

        var tokens = await host.SignInAsync(SampleClients.Hall);
        var userInfo = await host.UserInfoAsync(tokens.AccessToken);

        foreach (var text in new[] { tokens.Claims("access_token").GetRawText(), tokens.Claims("id_token").GetRawText(), tokens.Text, userInfo.Text })
        {
            Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
            Assert.Contains("\"harmless\":\"kept\"", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Spec", "OIDC Core §5.1")]
    public async Task Each_target_gets_its_own_claims()
    {
        await using var host = await ProviderHost.StartAsync();
        host.House.Claims = (_, target) => new JsonObject { ["for"] = target.ToString() };

        var tokens = await host.SignInAsync(SampleClients.Hall);

        Assert.Equal("AccessToken", tokens.Claims("access_token").GetProperty("for").GetString());
        Assert.Equal("IdToken", tokens.Claims("id_token").GetProperty("for").GetString());
        Assert.Equal("TokenResponse", tokens["for"]);
        Assert.Equal("UserInfo", (await host.UserInfoAsync(tokens.AccessToken))["for"]);
        Assert.Equal("Introspection", (await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken))["for"]);
    }

    [Fact]
    [Trait("Spec", "RFC 7519 §4.3")]
    public async Task The_host_may_name_the_way_in_itself()
    {
        await using var host = await ProviderHost.StartAsync();
        host.House.Claims = (_, _) => new JsonObject { ["idp"] = "alipay" };

        var claims = (await host.SignInAsync(SampleClients.Hall)).Claims("id_token");

        Assert.Equal("alipay", claims.GetProperty("idp").GetString());
        Assert.Single(claims.EnumerateObject(), p => p.Name == "idp");
    }
}
