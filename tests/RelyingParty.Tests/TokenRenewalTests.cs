using System.Net;
using System.Text;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Tests;

public sealed class TokenRenewalTests
{
    [Fact]
    [Trait("Spec", "RFC 6749 §6")]
    public async Task Whoever_goes_away_while_the_token_is_on_its_way_keeps_the_sign_in()
    {
        using var request = new CancellationTokenSource();
        using var server = new HttpClient(new Leaving(request));
        var client = new OpenIdOptions
        {
            Issuer = SignedInSamples.Issuer,
            ClientId = SignedInSamples.ClientId,
            ClientSecret = "secret",
            Backchannel = server,
            Discovery = new StaticConfigurationManager<OpenIdConnectConfiguration>(new OpenIdConnectConfiguration { TokenEndpoint = "https://id.example/token", UserInfoEndpoint = "https://id.example/userinfo" }),
        };
        var held = SignedInSamples.SignedIn();
        held = held with { Tokens = held.Tokens with { RefreshToken = "r-1" } };

        var renewed = Assert.IsType<Renewal.Granted>(await new TokenRenewal(new OneClient(client), new HandClock()).AskAsync(held, null, request.Token));

        Assert.Equal(("r-2", "p_1"), (renewed.Next.Tokens.RefreshToken, renewed.Next.UserInfo?["sub"]?.GetValue<string>()));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new TokenRenewal(new OneClient(client), new HandClock()).AskAsync(held, null, request.Token));
    }

    /// <summary>Somebody closes the page just when the server has spent the token.</summary>
    private sealed class Leaving(CancellationTokenSource request) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken ct)
        {
            await request.CancelAsync();
            ct.ThrowIfCancellationRequested();
            var text = message.RequestUri!.AbsolutePath == "/token" ? """{"access_token":"a-2","token_type":"Bearer","expires_in":300,"refresh_token":"r-2"}""" : """{"sub":"p_1"}""";
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
        }
    }
}
