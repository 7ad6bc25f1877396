using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Protocol;

/// <summary>Whatever a request holds, the texts of an error keep to the characters they may have: none of the sender's comes back in them.</summary>
public sealed partial class ErrorTextTests
{
    private const string Hostile = "\"\\\u0007<b>江苏\u202e";

    [Theory]
    [InlineData("response_type")]
    [InlineData("scope")]
    [InlineData("prompt")]
    [InlineData("max_age")]
    [InlineData("claims")]
    [InlineData("resource")]
    [InlineData("response_mode")]
    [InlineData("code_challenge")]
    [InlineData("code_challenge_method")]
    [InlineData("request")]
    [InlineData("request_uri")]
    [InlineData("registration")]
    [Trait("Spec", "RFC 6749 §4.1.2.1/characters")]
    public async Task At_the_authorization_endpoint(string name)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var answer = await new AuthorizeRequest().With(name, Hostile.Replace("\u0007", "", StringComparison.Ordinal)).GetAsync(host.Browser);

        if (answer.Headers.NonValidated.TryGetValues("Location", out _))
        {
            var query = answer.SentTo("https://hall.example/signin-oidc");
            Assert.Matches(Text(), query["error"]);
            Assert.Matches(Text(), query["error_description"]);
        }
        else
        {
            Assert.Matches(Text(), await answer.ShownAsync());
        }
    }

    [Theory]
    [InlineData("grant_type")]
    [InlineData("code")]
    [InlineData("refresh_token")]
    [InlineData("scope")]
    [InlineData("resource")]
    [InlineData("client_id")]
    [InlineData("client_assertion_type")]
    [Trait("Spec", "RFC 6749 §5.2/characters")]
    public async Task At_the_token_endpoint(string name)
    {
        await using var host = await ProviderHost.StartAsync();
        foreach (var grantType in new[] { "authorization_code", "refresh_token", "client_credentials" })
        {
            (string, string)[] form = name == "grant_type" ? [(name, Hostile)] : [("grant_type", grantType), (name, Hostile)];
            var answer = await host.TokenAsync(SampleClients.Hall, form);
            Assert.InRange((int)answer.Status, 400, 401);
            Assert.Matches(Text(), answer.Error);
            Assert.Matches(Text(), answer["error_description"]);
        }
    }

    [Fact]
    [Trait("Spec", "RFC 6750 §3/once")]
    public async Task In_a_challenge_each_attribute_stands_once()
    {
        await using var host = await ProviderHost.StartAsync();
        var plain = await host.SignInAsync(SampleClients.Hall, "profile");
        foreach (var authorization in new[] { "Bearer x", "Bearer \"x\"", $"Bearer {plain.AccessToken}", $"DPoP {plain.AccessToken}", "Bearer", "DPoP", "DPoP x", "Basic eA==" })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, Calls.UserInfoPath);
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

            var challenges = (await host.SendAsync(request)).Message.Headers.WwwAuthenticate;

            Assert.Equal(challenges.Select(challenge => challenge.Scheme).Distinct(), challenges.Select(challenge => challenge.Scheme));
            Assert.All(challenges, AssertAttributes);
        }
    }

    private static void AssertAttributes(AuthenticationHeaderValue challenge)
    {
        var names = Attribute().Matches(challenge.Parameter!).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
        Assert.All(Attribute().Matches(challenge.Parameter!), match => Assert.Matches(Text(), match.Groups[2].Value));
        Assert.Equal(challenge.Parameter, string.Join(", ", Attribute().Matches(challenge.Parameter!).Select(match => match.Value)));
    }

    [GeneratedRegex(@"\A[\x20-\x21\x23-\x5B\x5D-\x7E]+\z", RegexOptions.None, 1000)]
    private static partial Regex Text();

    [GeneratedRegex(@"([a-z_]+)=""([^""]*)""", RegexOptions.None, 1000)]
    private static partial Regex Attribute();
}
