using System.Net;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Token;

public sealed class AuthorizationCodeGrantTests
{
    [Theory]
    [InlineData("hall")]
    [InlineData("hall-spa")]
    [Trait("Spec", "RFC 6749 §4.1.4")]
    public async Task A_code_becomes_tokens_that_open_userinfo(string id)
    {
        await using var host = await ProviderHost.StartAsync();
        var client = SampleClients.All.Single(c => c.Id.Value == id);
        var code = await GrantedCode.OpenAsync(host, client);

        var tokens = await host.TokenAsync(client, code.Form);
        var userInfo = await host.UserInfoAsync(tokens.AccessToken);

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal("Bearer", tokens["token_type"]);
        Assert.Equal("300", tokens["expires_in"]);
        Assert.Equal("openid profile", tokens["scope"]);
        Assert.StartsWith("rt_", tokens.RefreshToken, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, userInfo.Status);
        Assert.Equal(tokens.Claims("id_token").GetProperty("sub").GetString(), userInfo["sub"]);
    }
}
