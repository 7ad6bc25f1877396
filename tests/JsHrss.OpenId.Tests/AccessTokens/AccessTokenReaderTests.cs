using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Tests.AccessTokens;

public sealed class AccessTokenReaderTests
{
    [Fact]
    [Trait("Spec", "RFC 6750 §2.1/header")]
    public async Task A_host_reads_the_token_of_its_own_api()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);

        var valid = Assert.IsType<AccessTokenReading.Valid>(await ReadAsync(host, tokens.AccessToken));

        Assert.Equal("hall", valid.Client.Id.Value);
        Assert.Equal(new SubjectId("p_sample"), valid.Grant!.Entitlement.Subject);
        Assert.Same(host.House.Standing, valid.Standing);
        Assert.True(valid.Has("profile"));
        Assert.False(valid.Has("phone"));
    }

    [Fact]
    [Trait("Spec", "RFC 9068 §4/aud")]
    public async Task A_token_for_another_audience_is_refused_unless_the_host_names_it()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall, "openid", SampleClients.Resource);

        Assert.IsType<AccessTokenReading.Refused>(await ReadAsync(host, tokens.AccessToken));
        Assert.IsType<AccessTokenReading.Valid>(await ReadAsync(host, tokens.AccessToken, SampleClients.Resource));
    }

    [Theory]
    [InlineData("urn:test:middle", 180, null)]
    [InlineData("urn:test:low", null, null)]
    [InlineData(null, null, null)]
    [InlineData("urn:test:high", null, "acr_values=\"urn:test:high\"")]
    [InlineData(null, 179, "max_age=\"179\"")]
    [InlineData("urn:test:high", 60, "acr_values=\"urn:test:high\", max_age=\"60\"")]
    [Trait("Spec", "RFC 9470 §3")]
    public async Task An_api_may_ask_for_a_stronger_or_newer_sign_in(string? acr, int? seconds, string? demand)
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        var valid = Assert.IsType<AccessTokenReading.Valid>(await ReadAsync(host, tokens.AccessToken));

        var error = host.Service<IAccessTokenReader>().StepUp(valid, acr, seconds is { } s ? TimeSpan.FromSeconds(s) : null);

        if (demand is null)
        {
            Assert.Null(error);
            return;
        }

        Assert.Equal(401, error!.Status);
        Assert.Equal("insufficient_user_authentication", error.Code);
        var challenge = Assert.Single(error.Headers).Value;
        Assert.StartsWith("Bearer error=\"insufficient_user_authentication\"", challenge, StringComparison.Ordinal);
        Assert.EndsWith(demand, challenge, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "RFC 6750 §3")]
    public async Task A_refusal_is_written_with_its_challenge()
    {
        await using var host = await ProviderHost.StartAsync();
        var refused = Assert.IsType<AccessTokenReading.Refused>(await ReadAsync(host, "abc"));
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };

        await new ProtocolErrorResult(refused.Error).ExecuteAsync(http);

        Assert.Equal(401, http.Response.StatusCode);
        Assert.StartsWith("Bearer error=\"invalid_token\"", http.Response.Headers.WWWAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-store", http.Response.Headers.CacheControl.ToString());
    }

    private static async Task<AccessTokenReading> ReadAsync(ProviderHost host, string token, string? audience = null)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Authorization = $"Bearer {token}";
        return await host.Service<IAccessTokenReader>().ReadAsync(http.Request, audience, TestContext.Current.CancellationToken);
    }
}
