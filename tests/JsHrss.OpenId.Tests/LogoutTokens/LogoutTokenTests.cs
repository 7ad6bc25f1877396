using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.EndSession;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace JsHrss.OpenId.Tests.LogoutTokens;

public sealed class LogoutTokenTests
{
    [Fact]
    [Trait("Spec", "OIDC Back-Channel Logout §2.3/remembered")]
    [Trait("Spec", "OIDC Back-Channel Logout §2.4/claims")]
    [Trait("Spec", "OIDC Back-Channel Logout §2.4/events")]
    [Trait("Spec", "OIDC Back-Channel Logout §2.4/sub-or-sid")]
    [Trait("Spec", "OIDC Back-Channel Logout §2.4/no-nonce")]
    [Trait("Spec", "OIDC Back-Channel Logout §2.4/typ")]
    [Trait("Spec", "OIDC Back-Channel Logout §2.5/post")]
    [Trait("Spec", "OIDC Back-Channel Logout §4/short-lived")]
    [Trait("Case", "RT-19")]
    public async Task A_sign_out_reaches_the_relying_party_with_a_token_of_exactly_this_shape()
    {
        await using var party = await LogoutReceiver.StartAsync();
        var hall = SigningOut.Hall with { BackchannelLogoutUri = party.Address };
        await using var host = await SigningOut.StartAsync(hall);
        host.SignIn();
        var tokens = await host.JoinAsync(hall);

        await host.Browser.LogoutAsync(("id_token_hint", tokens.IdToken()));

        var token = await party.NextAsync();
        Assert.Equal("""{"alg":"ES256","typ":"logout+jwt","kid":"KID"}""".Replace("KID", host.Keys.For("ES256").Kid, StringComparison.Ordinal), Jwt.Header(token).GetRawText());
        var claims = Jwt.Claims(token);
        var idToken = tokens.Claims("id_token");
        // Without nonce: the receiver must refuse a logout token that has one.
        Assert.Equal(["iss", "sub", "aud", "iat", "exp", "jti", "sid", "events"], claims.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal(ProviderHost.Issuer, claims.GetProperty("iss").GetString());
        Assert.Equal(idToken.GetProperty("sub").GetString(), claims.GetProperty("sub").GetString());
        Assert.Equal(idToken.GetProperty("sid").GetString(), claims.GetProperty("sid").GetString());
        Assert.Equal("hall", claims.GetProperty("aud").GetString());
        Assert.Equal(host.Clock.Now.ToUnixTimeSeconds(), claims.GetProperty("iat").GetInt64());
        Assert.Equal(120, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal("""{"http://schemas.openid.net/event/backchannel-logout":{}}""", claims.GetProperty("events").GetRawText());
    }

    [Fact]
    [Trait("Spec", "OIDC Back-Channel Logout §2.6")]
    [Trait("Spec", "OIDC Back-Channel Logout §2.4/signed")]
    [Trait("Case", "RT-19")]
    public async Task Another_implementation_verifies_it()
    {
        await using var party = await LogoutReceiver.StartAsync();
        var hall = SigningOut.Hall with { BackchannelLogoutUri = party.Address };
        await using var host = await SigningOut.StartAsync(hall);
        host.SignIn();
        await host.Browser.LogoutAsync(("id_token_hint", (await host.JoinAsync(hall)).IdToken()));
        var jwks = await host.Browser.GetStringAsync("/connect/jwks", TestContext.Current.CancellationToken);

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(await party.NextAsync(), new TokenValidationParameters
        {
            ValidIssuer = ProviderHost.Issuer,
            ValidAudience = "hall",
            ValidTypes = ["logout+jwt"],
            IssuerSigningKeys = new JsonWebKeySet(jwks).GetSigningKeys(),
            LifetimeValidator = (_, expires, _, _) => expires > host.Clock.Now.UtcDateTime,
        });

        Assert.True(result.IsValid, result.Exception?.Message);
    }

    [Fact]
    [Trait("Spec", "OIDC Back-Channel Logout §2.4/sub-or-sid")]
    [Trait("Spec", "OIDC Core §8")]
    public async Task A_pairwise_client_is_told_of_the_subject_it_knows()
    {
        await using var party = await LogoutReceiver.StartAsync();
        var partner = SigningOut.Partner with { BackchannelLogoutUri = party.Address };
        await using var host = await SigningOut.StartAsync(partner);
        host.SignIn();
        var tokens = await host.JoinAsync(partner);
        await host.Browser.LogoutAsync(("id_token_hint", tokens.IdToken()));

        var sub = Jwt.Claims(await party.NextAsync()).GetProperty("sub").GetString();
        Assert.Equal(tokens.Claims("id_token").GetProperty("sub").GetString(), sub);
        Assert.NotEqual("p_sample", sub);
    }

    [Fact]
    [Trait("Spec", "OIDC Back-Channel Logout §2.1")]
    [Trait("Spec", "OIDC Back-Channel Logout §2.3/remembered")]
    public async Task Each_context_has_a_name_of_its_own_and_only_the_one_that_ended_is_told()
    {
        await using var party = await LogoutReceiver.StartAsync();
        var hall = SigningOut.Hall with { BackchannelLogoutUri = party.Address };
        await using var host = await SigningOut.StartAsync(hall);
        host.SignIn();
        var self = await host.JoinAsync(hall);
        var unit = await host.JoinAsync(hall, "m_one");
        var handle = (await host.Browser.LogoutAsync(("id_token_hint", unit.IdToken()))).InteractionAt("sign-out");

        await host.SignOutAsync(handle, SignOutReach.Context);
        Assert.Equal(unit.Claims("id_token").GetProperty("sid").GetString(), Jwt.Claims(await party.NextAsync()).GetProperty("sid").GetString());

        await host.SignOutAsync(null, SignOutReach.Browser);
        Assert.Equal(self.Claims("id_token").GetProperty("sid").GetString(), Jwt.Claims(await party.NextAsync()).GetProperty("sid").GetString());
        Assert.Equal(0, party.Unread);
    }
}
