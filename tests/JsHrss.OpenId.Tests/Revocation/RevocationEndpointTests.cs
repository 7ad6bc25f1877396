using System.Net;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.Revocation;

public sealed class RevocationEndpointTests
{
    [Theory]
    [InlineData("hall")]
    [InlineData("hall-spa")]
    [Trait("Spec", "RFC 7009 §2/refresh")]
    [Trait("Spec", "RFC 7009 §2.1/at-once")]
    [Trait("Spec", "RFC 7009 §2.1/cascade")]
    [Trait("Spec", "RFC 7009 §2.2/answer")]
    [Trait("Case", "RT-10")]
    public async Task A_revoked_refresh_token_takes_its_access_tokens_with_it(string id)
    {
        await using var host = await ProviderHost.StartAsync();
        var client = SampleClients.All.Single(c => c.Id.Value == id);
        var tokens = await host.SignInAsync(client);

        var answer = await host.RevokeAsync(client, tokens.RefreshToken!);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("", answer.Text);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(client, tokens.RefreshToken)).Error);
        Assert.Contains(host.Ledger.Facts, f => f.Code == "grant.revoked");
        Assert.Equal(HttpStatusCode.OK, (await host.RevokeAsync(client, tokens.RefreshToken!)).Status);
        Assert.Single(host.Ledger.Facts, f => f.Code == "grant.revoked");
    }

    [Fact]
    [Trait("Spec", "RFC 7009 §2/access")]
    [Trait("Spec", "RFC 7009 §2.1/at-once")]
    public async Task A_revoked_access_token_goes_alone()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);

        Assert.Equal(HttpStatusCode.OK, (await host.RevokeAsync(SampleClients.Hall, tokens.AccessToken)).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        var next = await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken);
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(next.AccessToken)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 7009 §2.1")]
    [Trait("Case", "CD-12")]
    public async Task A_revoked_access_token_does_not_come_back_with_its_signature_turned_over()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        var twin = EcdsaTwin.Of(tokens.AccessToken);
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(twin)).Status);

        await host.RevokeAsync(SampleClients.Hall, tokens.AccessToken);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(twin)).Status);
    }

    [Theory]
    [InlineData("partner")]
    [InlineData("hall-spa")]
    [Trait("Spec", "RFC 7009 §2.1/own")]
    [Trait("Case", "RT-10")]
    public async Task Another_clients_token_is_answered_200_and_nothing_happens(string id)
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        var other = SampleClients.All.Single(c => c.Id.Value == id);

        Assert.Equal(HttpStatusCode.OK, (await host.RevokeAsync(other, tokens.RefreshToken!)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.RevokeAsync(other, tokens.AccessToken)).Status);

        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken)).Status);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("rt_AAAA")]
    [InlineData("a.b.c")]
    [Trait("Spec", "RFC 7009 §2.2/answer")]
    public async Task An_unknown_token_is_answered_200(string token)
    {
        await using var host = await ProviderHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await host.RevokeAsync(SampleClients.Hall, token)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 7009 §2.2.1/errors")]
    public async Task Tokens_of_another_kind_cannot_be_revoked()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);

        Assert.Equal("unsupported_token_type", (await host.RevokeAsync(SampleClients.Hall, tokens["id_token"]!)).Error);
        Assert.Equal("unsupported_token_type", (await host.RevokeAsync(SampleClients.Hall, code.Code)).Error);
        Assert.Equal(HttpStatusCode.OK, (await host.TokenAsync(SampleClients.Hall, code.Form)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 7009 §2.1/authenticate")]
    [Trait("Spec", "RFC 7009 §2.2.1/errors")]
    public async Task Nobody_revokes_without_authentication()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        var request = new HttpRequestMessage(HttpMethod.Post, Calls.RevocationPath)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("token", tokens.RefreshToken!), KeyValuePair.Create("client_id", "hall")]),
        };

        Assert.Equal("invalid_client", (await host.SendAsync(request)).Error);
        Assert.Equal("invalid_request", (await host.PostAsync(Calls.RevocationPath, SampleClients.Hall)).Error);
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(tokens.AccessToken)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 7009 §2.2.1/unavailable")]
    [Trait("Case", "RT-10")]
    public async Task A_store_that_cannot_write_gives_503_and_never_200()
    {
        var switchable = new SwitchableLedger();
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(switchable));
        switchable.Inner = host.Ledger;
        var tokens = await host.SignInAsync(SampleClients.Hall);

        foreach (var token in new[] { tokens.RefreshToken!, tokens.AccessToken })
        {
            switchable.AppliesFail = true;
            var answer = await host.RevokeAsync(SampleClients.Hall, token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.Equal("1", answer.Header("Retry-After"));
            switchable.AppliesFail = false;
            Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        }
    }
}
