using System.Net;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Authorization;

public sealed class HostileJsonTests
{
    [Theory]
    [InlineData("""{"id_token":{"acr":{"essential":true,"value":"\ud800"}}}""")]
    [InlineData("""{"id_token":{"sub":{"value":"\udfff"}}}""")]
    [InlineData("""{"userinfo":{"\ud800":null}}""")]
    [Trait("Spec", "OIDC Core §5.5")]
    [Trait("Case", "JW-07")]
    public async Task A_claims_parameter_that_no_string_can_hold_is_an_invalid_request(string claims)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        Assert.Equal("invalid_request", (await new AuthorizeRequest().With("claims", claims).GetAsync(host.Browser)).ErrorAtHall());
    }

    [Theory]
    [InlineData("""{"alg":"ES256","typ":"\ud800","kid":"x"}""")]
    [InlineData("""{"alg":"ES256","kid":"\ud800"}""")]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    [Trait("Case", "JW-17")]
    public async Task A_hint_that_no_string_can_hold_counts_as_absent(string header)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var answer = await new AuthorizeRequest().With("id_token_hint", $"{Jwt.Encode(header)}.{Jwt.Encode("{}")}.AAAA").GetAsync(host.Browser);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.NotNull(answer.CodeAtHall());
    }
}
