using System.Net;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Authorization;

/// <summary>What a client may send and the server may disregard is no error.</summary>
public sealed class OptionalParametersTests
{
    [Theory]
    [InlineData("display", "page")]
    [InlineData("display", "popup")]
    [InlineData("display", "touch")]
    [InlineData("display", "wap")]
    [InlineData("display", "hologram")]
    [Trait("Spec", "OIDC Core §15.1/display")]
    public Task Display_is_no_error(string name, string value) => AcceptedAsync(name, value);

    [Theory]
    [InlineData("ui_locales", "fr-CA fr en")]
    [InlineData("ui_locales", "xx-Nowhere")]
    [InlineData("claims_locales", "fr-CA fr en")]
    [InlineData("claims_locales", "xx-Nowhere")]
    [Trait("Spec", "OIDC Core §15.1/locales")]
    [Trait("Spec", "OIDC Core §3.1.2.1/ui-locales")]
    public Task Locales_that_are_not_served_are_no_error(string name, string value) => AcceptedAsync(name, value);

    [Theory]
    [InlineData("urn:mace:incommon:iap:silver")]
    [InlineData("1 2 3")]
    [Trait("Spec", "OIDC Core §15.1/acr-values")]
    public Task Acr_values_that_are_not_known_are_no_error(string value) => AcceptedAsync("acr_values", value);

    [Theory]
    [InlineData("""{"verified_claims":{"anything":[1]},"userinfo":{"name":null}}""")]
    [Trait("Spec", "OIDC Core §5.5/unknown-members")]
    public Task Members_of_the_claims_parameter_that_are_not_understood_are_ignored(string value) => AcceptedAsync("claims", value);

    [Theory]
    [InlineData("""{"userinfo":{"name":{"essential":true,"purpose":"to greet you","since":2026}}}""")]
    [Trait("Spec", "OIDC Core §5.5.1/unknown-members")]
    public Task Members_of_one_claims_request_that_are_not_understood_are_ignored(string value) => AcceptedAsync("claims", value);

    [Fact]
    [Trait("Spec", "OIDC Core §5.5.1/no-error")]
    public async Task An_essential_claim_that_nobody_has_is_left_out_and_is_no_error()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        const string Claims = """{"userinfo":{"zoneinfo":{"essential":true}},"id_token":{"website":{"essential":true},"email":{"essential":true,"value":"a@b.example"}}}""";
        var code = (await new AuthorizeRequest().With("claims", Claims).GetAsync(host.Browser)).CodeAtHall();

        var tokens = await host.TokenAsync(
            SampleClients.Hall, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "https://hall.example/signin-oidc"), ("code_verifier", AuthorizeRequest.Verifier));
        var userInfo = await host.UserInfoAsync(tokens.AccessToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (tokens.Status, userInfo.Status));
        Assert.False(tokens.Claims("id_token").TryGetProperty("email", out _));
        Assert.Null(userInfo["zoneinfo"]);
    }

    private static async Task AcceptedAsync(string name, string value)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        (await new AuthorizeRequest().With(name, value).With("prompt", "none").GetAsync(host.Browser)).CodeAtHall();
    }
}
