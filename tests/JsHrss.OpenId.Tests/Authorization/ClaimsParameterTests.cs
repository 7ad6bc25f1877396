using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Authorization;

/// <summary>The claims parameter, from the request to the ID token and userinfo.</summary>
public sealed class ClaimsParameterTests
{
    [Fact]
    [Trait("Spec", "OIDC Core §5.5")]
    public async Task The_whole_parameter_reaches_the_house_for_both_targets_and_at_every_refresh()
    {
        const string sent = """{"userinfo":{"name":{"essential":true},"nickname":null,"https://example.org/x":{"value":"y"}},"id_token":{"auth_time":{"essential":true},"gender":{"values":["male","female"]}},"verified_claims":{"x":1}}""";
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        List<(ClaimsFor Target, string? Asked)> seen = [];
        host.House.Claims = (grant, target) =>
        {
            seen.Add((target, grant.Entitlement.ClaimsRequest?.GetRawText()));
            return [];
        };

        var tokens = await SignInAsync(host, sent);
        await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken);
        await host.UserInfoAsync(tokens.AccessToken);

        Assert.Equal(2, seen.Count(one => one.Target == ClaimsFor.IdToken));
        Assert.Single(seen, one => one.Target == ClaimsFor.UserInfo);
        Assert.All(seen, one => Assert.True(JsonElement.DeepEquals(JsonElement.Parse(sent), JsonElement.Parse(one.Asked!))));
    }

    [Theory]
    [InlineData("""{"userinfo":{"no_such_claim":{"essential":true}}}""")]
    [InlineData("""{"id_token":{"no_such_claim":{"essential":true,"value":"x","unknown_member":[1,{}]}}}""")]
    [InlineData("""{"no_such_target":{"name":null},"userinfo":null}""")]
    [InlineData("""{"userinfo":{"name":{"value":"somebody else"}}}""")]
    [Trait("Spec", "OIDC Core §5.5.1/no-error")]
    [Trait("Spec", "OIDC Core §5.5.1/unknown-members")]
    [Trait("Spec", "OIDC Core §5.5/unknown-members")]
    public async Task What_cannot_be_had_or_is_not_understood_is_no_error_essential_or_not(string claims)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.House.Claims = (_, target) => target == ClaimsFor.UserInfo ? new JsonObject { ["name"] = "示例" } : [];
        var tokens = await SignInAsync(host, claims);
        Assert.Equal("示例", (await host.UserInfoAsync(tokens.AccessToken))["name"]);
    }

    [Theory]
    [InlineData("""{"id_token":{"acr":null}}""", "urn:test:middle")]
    [InlineData("""{"id_token":{"acr":{"essential":true}}}""", "urn:test:middle")]
    [InlineData("""{"id_token":{"acr":{"essential":true,"values":[]}}}""", "urn:test:middle")]
    [InlineData("""{"id_token":{"acr":{"essential":true,"values":["urn:test:middle","urn:test:low"]}}}""", "urn:test:middle")]
    [InlineData("""{"id_token":{"acr":{"essential":true,"values":["urn:test:low","urn:test:high"]}}}""", "urn:test:low")]
    [InlineData("""{"id_token":{"acr":{"essential":true,"value":"urn:test:low"}}}""", "urn:test:low")]
    [InlineData("""{"id_token":{"acr":{"essential":false,"value":"urn:test:low"}}}""", "urn:test:middle")]
    [InlineData("""{"id_token":{"acr":{"values":["urn:test:low"]}}}""", "urn:test:middle")]
    [InlineData("""{"userinfo":{"acr":{"essential":true,"values":["urn:test:high"]}}}""", "urn:test:middle")]
    [Trait("Spec", "OIDC Core §5.5.1.1/returned")]
    [Trait("Case", "AS-01")]
    public async Task An_essential_acr_is_stated_as_one_of_the_values_asked_for_and_never_more_than_was_reached(string claims, string stated)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var tokens = await SignInAsync(host, claims);

        Assert.Equal(stated, tokens.Claims("id_token").GetProperty("acr").GetString());
        Assert.Equal(stated, (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken)).Claims("id_token").GetProperty("acr").GetString());
        // Only the ID token was asked for by value: everybody else is told what was reached.
        Assert.Equal("urn:test:middle", tokens.Claims("access_token").GetProperty("acr").GetString());
        Assert.Equal("urn:test:middle", (await host.UserInfoAsync(tokens.AccessToken))["acr"]);
        Assert.Equal("urn:test:middle", (await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken))["acr"]);
    }

    [Theory]
    [InlineData("""{"id_token":{"acr":{"essential":true,"value":5}}}""")]
    [InlineData("""{"id_token":{"acr":{"essential":true,"value":["urn:test:low"]}}}""")]
    [InlineData("""{"id_token":{"acr":{"essential":true,"values":[null,{}]}}}""")]
    [InlineData("""{"id_token":{"acr":{"essential":true,"values":["urn:unknown"]}}}""")]
    [Trait("Spec", "OIDC Core §5.5.1.1/essential")]
    [Trait("Case", "AS-01")]
    public async Task An_essential_acr_that_nothing_equals_is_never_taken_for_any(string claims)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        Assert.Equal("unmet_authentication_requirements", (await new AuthorizeRequest().With("claims", claims).GetAsync(host.Browser)).ErrorAtHall());
        Assert.Equal("unmet_authentication_requirements", (await new AuthorizeRequest().With("claims", claims).With("prompt", "none").GetAsync(host.Browser)).ErrorAtHall());
    }

    [Fact]
    [Trait("Spec", "OIDC Core §5.5.1.1")]
    public async Task A_voluntary_acr_is_a_wish_like_acr_values()
    {
        const string wish = """{"id_token":{"acr":{"values":["urn:test:high"]}}}""";
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        var interaction = (await new AuthorizeRequest().With("claims", wish).GetAsync(host.Browser)).InteractionAt("step-up");
        await host.AnswerAsync(interaction, "acr", "declined");

        (await host.Browser.ResumeAsync(interaction)).CodeAtHall();
        (await new AuthorizeRequest().With("claims", wish).With("prompt", "none").GetAsync(host.Browser)).CodeAtHall();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await new AuthorizeRequest().With("claims", wish).With("acr_values", "urn:test:low").GetAsync(host.Browser)).CodeAtHall();
    }

    [Theory]
    [InlineData("""{"id_token":{"sub":{"value":"p_sample"}}}""", true)]
    [InlineData("""{"id_token":{"sub":{"values":["p_x","p_sample"]}}}""", true)]
    [InlineData("""{"userinfo":{"sub":{"value":"p_sample"}}}""", true)]
    [InlineData("""{"id_token":{"sub":{"essential":true}}}""", true)]
    [InlineData("""{"id_token":{"sub":null}}""", true)]
    [InlineData("""{"id_token":{"sub":{"value":"p_other"}}}""", false)]
    [InlineData("""{"id_token":{"sub":{"value":"P_SAMPLE"}}}""", false)]
    [InlineData("""{"id_token":{"sub":{"value":5}}}""", false)]
    [InlineData("""{"id_token":{"sub":{"value":["p_sample"]}}}""", false)]
    [InlineData("""{"id_token":{"sub":{"values":["p_x","p_y"]}}}""", false)]
    [InlineData("""{"userinfo":{"sub":{"value":"p_other"}}}""", false)]
    [InlineData("""{"userinfo":{"sub":{"value":"p_other"}},"id_token":{"sub":{"value":"p_sample"}}}""", false)]
    [Trait("Spec", "OIDC Core §3.1.2.2/sub")]
    [Trait("Spec", "OIDC Core §3.1.2.2/sub-values")]
    [Trait("Spec", "OIDC Core §5.5.1/sub")]
    [Trait("Case", "RT-16")]
    public async Task A_sub_asked_for_by_value_is_the_one_who_is_signed_in_or_nobody(string claims, bool served)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var silent = await new AuthorizeRequest().With("claims", claims).With("prompt", "none").GetAsync(host.Browser);
        if (served)
            silent.CodeAtHall();
        else
            Assert.Equal("login_required", silent.ErrorAtHall());
    }

    private static async Task<Answered> SignInAsync(ProviderHost host, string claims)
    {
        var code = (await new AuthorizeRequest().With("claims", claims).GetAsync(host.Browser)).CodeAtHall();
        var tokens = await host.TokenAsync(
            SampleClients.Hall, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "https://hall.example/signin-oidc"), ("code_verifier", AuthorizeRequest.Verifier));
        Assert.Equal(200, (int)tokens.Status);
        return tokens;
    }
}
