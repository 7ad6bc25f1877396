using System.Net;
using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Protocol;

/// <summary>Texts are equal when their code points are: nothing is normalised, folded or trimmed.</summary>
public sealed class StringComparisonTests
{
    private const string Composed = "caf\u00e9-of-thirty-two-characters-or-more";
    private const string Decomposed = "cafe\u0301-of-thirty-two-characters-or-more";

    [Fact]
    [Trait("Spec", "OIDC Core §14/normalisation")]
    public async Task Two_spellings_of_one_letter_are_two_secrets()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Batch with { SecretDigests = [SHA256.HashData(Encoding.UTF8.GetBytes(Composed))] });

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(Composed)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(Decomposed)).Status);

        Task<Answered> AskAsync(string secret) => host.SendAsync(new HttpRequestMessage(HttpMethod.Post, Calls.TokenPath)
        {
            Headers = { Authorization = Calls.Basic("batch", secret) },
            Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]),
        });
    }

    [Theory]
    [InlineData(Composed)]
    [InlineData(Decomposed)]
    [InlineData(" leading and trailing ")]
    [InlineData("ﬁ Ⅳ ½")]
    [Trait("Spec", "OIDC Core §14/normalisation")]
    [Trait("Spec", "OIDC Core §2/nonce")]
    public async Task State_and_nonce_come_back_code_point_by_code_point(string text)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var query = (await new AuthorizeRequest().With("state", text).With("nonce", text).GetAsync(host.Browser)).SentTo("https://hall.example/signin-oidc");
        var tokens = await host.TokenAsync(
            SampleClients.Hall, ("grant_type", "authorization_code"), ("code", query["code"]!), ("redirect_uri", "https://hall.example/signin-oidc"), ("code_verifier", AuthorizeRequest.Verifier));

        Assert.Equal(text, query["state"]);
        Assert.Equal(text, tokens.Claims("id_token").GetProperty("nonce").GetString());
    }

    [Theory]
    [InlineData("openid,profile")]
    [InlineData("openid\u00a0profile")]
    [InlineData("openid\u3000profile")]
    [Trait("Spec", "OIDC Core §14/blank")]
    public async Task Nothing_but_the_blank_parts_a_list(string scope)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        Assert.Equal("invalid_scope", (await new AuthorizeRequest().With("scope", scope).GetAsync(host.Browser)).ErrorAtHall());
    }
}
