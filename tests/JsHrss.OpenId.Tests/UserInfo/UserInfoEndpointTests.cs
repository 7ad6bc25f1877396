using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.UserInfo;

public sealed class UserInfoEndpointTests
{
    [Fact]
    [Trait("Spec", "OIDC Core §5.3.2/json")]
    [Trait("Spec", "OIDC Core §5.3.2/content-type")]
    [Trait("Spec", "OIDC Core §5.3.2/omitted")]
    public async Task The_claims_of_the_person_are_answered_as_they_stand_now()
    {
        await using var host = await ProviderHost.StartAsync();
        host.House.Claims = (_, target) => target == ClaimsFor.UserInfo ? new JsonObject { ["name"] = "孙示名", ["subject_type"] = "person", ["nothing"] = null } : [];
        var tokens = await host.SignInAsync(SampleClients.Hall);

        var answer = await host.UserInfoAsync(tokens.AccessToken);

        Assert.Equal("application/json", answer.Header("Content-Type"));
        Assert.Equal("孙示名", answer["name"]);
        Assert.Equal("person", answer["subject_type"]);
        Assert.Equal(SampleHouse.AcrValues[1], answer["acr"]);
        Assert.Equal("[\"pwd\"]", answer["amr"]);
        Assert.Equal("local", answer["idp"]);
        Assert.False(answer.Body.TryGetProperty("nothing", out _));
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("POST", true)]
    [InlineData("POST", false)]
    [Trait("Spec", "RFC 6750 §2")]
    [Trait("Spec", "OIDC Core §5.3/methods")]
    [Trait("Spec", "OIDC Core §5.3/bearer")]
    [Trait("Spec", "RFC 6750 §2.1/header")]
    public async Task The_token_comes_in_the_header_or_in_a_form(string method, bool header)
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, method, header ? tokens.AccessToken : null, header ? null : tokens.AccessToken)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 6750 §2/one-method")]
    [Trait("Spec", "RFC 6750 §3.1/status")]
    public async Task Two_ways_at_once_or_a_token_in_the_query_are_refused()
    {
        await using var host = await ProviderHost.StartAsync();
        var token = (await host.SignInAsync(SampleClients.Hall)).AccessToken;

        foreach (var answer in new[]
        {
            await SendAsync(host, "POST", token, token),
            await SendAsync(host, "GET", null, null, $"?access_token={token}"),
            await SendAsync(host, "GET", token, null, $"?access_token={token}"),
        })
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal("invalid_request", answer.Error);
            Assert.Contains("error=\"invalid_request\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic aGFsbDpzZWNyZXQ=")]
    [InlineData("Token abc")]
    [Trait("Spec", "RFC 6750 §3.1/no-error")]
    [Trait("Spec", "RFC 6750 §3/challenge")]
    [Trait("Spec", "RFC 6750 §3/scheme")]
    [Trait("Spec", "OIDC Core §5.3.3/form")]
    public async Task Without_a_token_there_is_a_challenge_and_no_error(string? authorization)
    {
        await using var host = await ProviderHost.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, Calls.UserInfoPath);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        var answer = await host.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("Bearer realm=\"resource\", DPoP algs=\"ES256 PS256\"", answer.Header("WWW-Authenticate"));
        Assert.Equal("", answer.Text);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    [Trait("Spec", "RFC 6750 §3.1/status")]
    [Trait("Spec", "RFC 6750 §3/challenge")]
    [Trait("Spec", "RFC 9068 §5/confusion")]
    [Trait("Spec", "RFC 9068 §4/error")]
    [Trait("Spec", "OIDC Core §5.3.3/form")]
    [Trait("Case", "RT-14")]
    public async Task Any_other_token_is_invalid_here()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        var elsewhere = await host.SignInAsync(SampleClients.Hall, "openid", SampleClients.Resource);
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);

        foreach (var wrong in new[] { tokens["id_token"]!, tokens.RefreshToken!, elsewhere.AccessToken, code.Code, "abc", "a.b.c", "..", tokens.AccessToken + "A", tokens.AccessToken[..^1] })
        {
            var answer = await host.UserInfoAsync(wrong);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            Assert.Equal("invalid_token", answer.Error);
            Assert.Contains("error=\"invalid_token\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(299, HttpStatusCode.OK)]
    [InlineData(300, HttpStatusCode.Unauthorized)]
    [Trait("Spec", "RFC 9068 §4/exp")]
    [Trait("Spec", "RFC 6749 §7/checked")]
    [Trait("Case", "RT-14")]
    public async Task A_token_ends_with_its_exp(int seconds, HttpStatusCode expected)
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        host.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, (await host.UserInfoAsync(tokens.AccessToken)).Status);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §5.3.3")]
    [Trait("Case", "CD-17")]
    public async Task The_standing_is_judged_again_at_every_call()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        host.House.Judged = (_, _) => new Verdict.Refused("person_frozen");

        var answer = await host.UserInfoAsync(tokens.AccessToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.DoesNotContain("frozen", answer.Text + answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "RFC 6750 §3.1")]
    [Trait("Case", "CD-16")]
    public async Task A_disabled_client_has_no_more_use_for_its_tokens()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        host.Clients.Replace(SampleClients.Partner);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(tokens.AccessToken)).Status);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §5.3.2/sub")]
    [Trait("Spec", "OIDC Core §8.1/per-sector")]
    public async Task The_sub_is_the_one_of_the_id_token_and_another_one_for_another_sector()
    {
        await using var host = await ProviderHost.StartAsync();
        var hall = await host.SignInAsync(SampleClients.Hall);
        var partner = await host.SignInAsync(SampleClients.Partner);

        Assert.Equal(hall.Claims("id_token").GetProperty("sub").GetString(), (await host.UserInfoAsync(hall.AccessToken))["sub"]);
        Assert.Equal(partner.Claims("id_token").GetProperty("sub").GetString(), (await host.UserInfoAsync(partner.AccessToken))["sub"]);
        Assert.NotEqual((await host.UserInfoAsync(hall.AccessToken))["sub"], (await host.UserInfoAsync(partner.AccessToken))["sub"]);
    }

    [Theory]
    [InlineData("/x.css")]
    [InlineData("/")]
    [Trait("Spec", "RFC 9110 §15.5.5")]
    [Trait("Case", "HT-12")]
    public async Task Nothing_below_userinfo_is_answered(string more)
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        var request = new HttpRequestMessage(HttpMethod.Get, Calls.UserInfoPath + more) { Headers = { Authorization = new("Bearer", tokens.AccessToken) } };

        var answer = await host.SendAsync(request);

        Assert.True(answer.Status == HttpStatusCode.NotFound || answer.Header("Cache-Control") == "no-store");
    }

    [Fact]
    [Trait("Spec", "RFC 6750 §3")]
    [Trait("Case", "FT-03")]
    public async Task A_store_that_cannot_answer_gives_503()
    {
        var switchable = new SwitchableLedger();
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(switchable));
        switchable.Inner = host.Ledger;
        var tokens = await host.SignInAsync(SampleClients.Hall);
        switchable.LooksFail = true;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken)).Status);
    }

    [Theory]
    [InlineData("?code=1")]
    [InlineData("?token=1&password=2")]
    [Trait("Spec", "RFC 6750 §2.3")]
    public async Task Only_a_parameter_of_the_tokens_own_name_in_the_query_is_one(string query)
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, "GET", tokens.AccessToken, null, query)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(host, "GET", tokens.AccessToken, null, query + "&access_token=x")).Status);
    }

    private static Task<Answered> SendAsync(ProviderHost host, string method, string? inHeader, string? inForm, string query = "")
    {
        var request = new HttpRequestMessage(new HttpMethod(method), Calls.UserInfoPath + query);
        if (inHeader is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", inHeader);
        if (inForm is not null)
            request.Content = new FormUrlEncodedContent([KeyValuePair.Create("access_token", inForm)]);
        return host.SendAsync(request);
    }
}
