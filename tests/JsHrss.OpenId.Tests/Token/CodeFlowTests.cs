using System.Net;
using System.Text;
using JsHrss.OpenId.Tests.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace JsHrss.OpenId.Tests.Token;

public sealed class CodeFlowTests
{
    [Fact]
    [Trait("Spec", "OIDC Core §3.1/whole")]
    public async Task From_the_browser_to_userinfo_and_refresh()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var code = (await new AuthorizeRequest().GetAsync(host.Browser)).CodeAtHall();

        var tokens = await host.TokenAsync(
            SampleClients.Hall, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "https://hall.example/signin-oidc"), ("code_verifier", AuthorizeRequest.Verifier));

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal("n-0S6_WzA2Mj", tokens.Claims("id_token").GetProperty("nonce").GetString());
        Assert.Equal(host.Ledger.Joined.Single().Sid, tokens.Claims("id_token").GetProperty("sid").GetString());
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken)).Status);
        Assert.Equal(["grant.opened", "grant.redeemed", "grant.refreshed"], host.Ledger.Facts.Select(f => f.Code));
    }

    [Theory]
    [InlineData("access_token", ProviderHost.Issuer, "at+jwt")]
    [InlineData("id_token", "hall", "JWT")]
    [Trait("Spec", "RFC 7515 §5.2")]
    [Trait("Spec", "OIDC Core §10.1/alg")]
    [Trait("Spec", "OIDC Core §2/signed")]
    public async Task A_token_verifies_with_another_implementation(string member, string audience, string type)
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        var jwks = await host.Browser.GetStringAsync("/connect/jwks", TestContext.Current.CancellationToken);

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(tokens[member], new TokenValidationParameters
        {
            ValidIssuer = ProviderHost.Issuer,
            ValidAudience = audience,
            ValidTypes = [type],
            IssuerSigningKeys = new JsonWebKeySet(jwks).GetSigningKeys(),
            LifetimeValidator = (_, expires, _, _) => expires > host.Clock.Now.UtcDateTime,
        });

        Assert.True(result.IsValid, result.Exception?.Message);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §2")]
    public async Task Chinese_text_arrives_whole()
    {
        await using var host = await ProviderHost.StartAsync();
        host.House.Claims = (_, _) => new() { ["organization_name"] = "示例有限公司 \"<&>\" 𠮷" };

        var tokens = await host.SignInAsync(SampleClients.Hall);

        Assert.Equal("示例有限公司 \"<&>\" 𠮷", tokens.Claims("id_token").GetProperty("organization_name").GetString());
        Assert.Contains("示例有限公司", Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(tokens["id_token"]!.Split('.')[1])), StringComparison.Ordinal);
        Assert.Equal("示例有限公司 \"<&>\" 𠮷", (await host.UserInfoAsync(tokens.AccessToken))["organization_name"]);
    }
}
