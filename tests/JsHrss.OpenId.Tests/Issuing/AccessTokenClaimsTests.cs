using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Issuing;

public sealed class AccessTokenClaimsTests
{
    [Fact]
    [Trait("Spec", "RFC 9068 §3/default")]
    [Trait("Spec", "RFC 6750 §5.2/lifetime")]
    [Trait("Spec", "RFC 9068 §2.2/claims")]
    public async Task Every_required_claim_is_there_and_it_lives_an_hour_at_most()
    {
        await using var host = await ProviderHost.StartAsync();

        var claims = (await host.SignInAsync(SampleClients.Hall)).Claims("access_token");

        Assert.Equal(ProviderHost.Issuer, claims.GetProperty("iss").GetString());
        Assert.Equal(ProviderHost.Issuer, claims.GetProperty("aud").GetString());
        Assert.Equal("p_sample", claims.GetProperty("sub").GetString());
        Assert.Equal("hall", claims.GetProperty("client_id").GetString());
        Assert.NotEmpty(claims.GetProperty("jti").GetString()!);
        Assert.Equal(host.Clock.Now.ToUnixTimeSeconds(), claims.GetProperty("iat").GetInt64());
        Assert.InRange(claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64(), 1, 3600);
    }

    [Fact]
    [Trait("Spec", "RFC 9068 §2.2.1/sign-in")]
    [Trait("Case", "RT-09")]
    public async Task A_refreshed_one_tells_of_the_same_sign_in()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        host.House.Authenticated = (_, _) => new Authentication(SampleHouse.AcrValues[2], ["face"], host.Clock.Now, "other");
        host.Clock.Advance(TimeSpan.FromHours(1));

        var refreshed = (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken)).Claims("access_token");

        foreach (var name in new[] { "auth_time", "acr", "amr", "sub" })
            Assert.Equal(tokens.Claims("access_token").GetProperty(name).GetRawText(), refreshed.GetProperty(name).GetRawText());
        Assert.NotEqual(tokens.Claims("access_token").GetProperty("jti").GetString(), refreshed.GetProperty("jti").GetString());
    }
}
