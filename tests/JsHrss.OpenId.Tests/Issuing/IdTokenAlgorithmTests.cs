using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace JsHrss.OpenId.Tests.Issuing;

/// <summary>Each client's ID tokens by its registered algorithm; access tokens always by ours.</summary>
public sealed class IdTokenAlgorithmTests
{
    [Theory]
    [InlineData("ES256")]
    [InlineData("PS256")]
    [InlineData("RS256")]
    [Trait("Spec", "OIDC Registration §2")]
    [Trait("Spec", "OIDC Core §15.1/rs256")]
    [Trait("Spec", "OIDC Core §10.1/alg")]
    [Trait("Spec", "OIDC Core §10.1/published")]
    [Trait("Spec", "OIDC Core §3.1.3.6/at-hash")]
    public async Task A_client_gets_its_ID_tokens_by_its_registered_algorithm_now_and_at_refresh(string algorithm)
    {
        await using var host = await ProviderHost.StartAsync();
        var client = SampleClients.Hall with { IdTokenAlgorithm = algorithm };
        host.Clients.Replace(client);
        var keys = new JsonWebKeySet(await host.Browser.GetStringAsync("/connect/jwks", TestContext.Current.CancellationToken));

        var tokens = await host.SignInAsync(client);
        var refreshed = await host.RefreshAsync(client, tokens.RefreshToken);

        foreach (var answer in new[] { tokens, refreshed })
        {
            Assert.Equal((algorithm, host.Keys.For(algorithm).Kid), (Jwt.Header(answer["id_token"]!).GetProperty("alg").GetString(), Jwt.Header(answer["id_token"]!).GetProperty("kid").GetString()));
            Assert.Equal("ES256", Jwt.Header(answer.AccessToken).GetProperty("alg").GetString());
            var half = SHA256.HashData(Encoding.ASCII.GetBytes(answer.AccessToken)).AsSpan(0, 16);
            Assert.Equal(Base64Url.EncodeToString(half), answer.Claims("id_token").GetProperty("at_hash").GetString());
            var verified = await new JsonWebTokenHandler().ValidateTokenAsync(answer["id_token"], new TokenValidationParameters
            {
                ValidIssuer = ProviderHost.Issuer,
                ValidAudience = "hall",
                ValidAlgorithms = [algorithm],
                IssuerSigningKeys = keys.GetSigningKeys(),
                LifetimeValidator = (_, expires, _, _) => expires > host.Clock.Now.UtcDateTime,
            });
            Assert.True(verified.IsValid, verified.Exception?.Message);
        }
    }

    [Theory]
    [InlineData("PS256")]
    [InlineData("RS256")]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    [Trait("Case", "RT-14")]
    public async Task Such_an_ID_token_is_a_hint_and_opens_nothing_else(string algorithm)
    {
        await using var host = await ProviderHost.StartAsync();
        var client = SampleClients.Hall with { IdTokenAlgorithm = algorithm };
        host.Clients.Replace(client);
        var idToken = (await host.SignInAsync(client))["id_token"]!;

        host.SignIn("p_other");
        Assert.Equal("login_required", (await new AuthorizeRequest().With("prompt", "none").With("id_token_hint", idToken).GetAsync(host.Browser)).ErrorAtHall());
        host.SignIn();
        (await new AuthorizeRequest().With("prompt", "none").With("id_token_hint", idToken).GetAsync(host.Browser)).CodeAtHall();
        Assert.Equal(401, (int)(await host.UserInfoAsync(idToken)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 8725 §3.1")]
    [Trait("Case", "JW-02")]
    public void A_key_verifies_by_its_own_algorithm_and_kid_only()
    {
        using var keys = new InMemorySigningKeys();
        var input = "input"u8.ToArray();
        foreach (var algorithm in new[] { "ES256", "PS256", "RS256" })
        {
            var signature = new byte[512];
            Array.Resize(ref signature, keys.For(algorithm).Sign(input, signature));
            foreach (var other in new[] { "ES256", "PS256", "RS256", "none", "HS256" })
                Assert.Equal(other == algorithm, keys.Verify(keys.For(algorithm).Kid, other, input, signature));
            Assert.False(keys.Verify("other", algorithm, input, signature));
            Assert.False(keys.Verify(keys.For(algorithm).Kid, algorithm, "Input"u8, signature));
        }

        Assert.Throws<NotSupportedException>(() => keys.For("HS256"));
    }

    [Fact]
    public async Task The_published_algorithms_are_the_configured_ones()
    {
        await using var host = await ProviderHost.StartAsync(options: options => options.IdTokenAlgorithms = ["RS256"]);
        Assert.Contains("\"id_token_signing_alg_values_supported\":[\"RS256\"]", await host.Browser.GetStringAsync("/.well-known/openid-configuration", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
