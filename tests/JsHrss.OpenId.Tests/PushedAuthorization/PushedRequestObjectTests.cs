using System.Net;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.PushedAuthorization;

/// <summary>A signed request that is pushed: judged as one that comes through the browser, and by who pushes it.</summary>
public sealed class PushedRequestObjectTests
{
    private static readonly ClientKeyPair Key = ClientKeyPair.Create();
    private static readonly Client Hall = SampleClients.Hall with { Jwks = ClientKeyPair.SetOf(Key), RequireSignedRequestObject = true };

    [Fact]
    [Trait("Spec", "RFC 9126 §3/object")]
    [Trait("Spec", "RFC 9101 §6.3/only-inside")]
    public async Task What_is_signed_counts_and_what_is_pushed_beside_it_does_not()
    {
        await using var host = await StartAsync();

        var pushed = await PushAsync(host, Key.Sign(Claims(host)), ("scope", "openid phone"), ("state", "beside"));

        Assert.Equal(HttpStatusCode.Created, pushed.Status);
        Assert.Equal("from the object", (await host.Browser.BringAsync(pushed["request_uri"]!)).SentTo("https://hall.example/signin-oidc")["state"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §3/object")]
    public async Task One_that_is_forged_unsigned_stale_or_missing_is_refused()
    {
        await using var host = await StartAsync();
        string[] wrong =
        [
            ClientKeyPair.Create().Sign(Claims(host)), Key.Sign(Claims(host), header => header["alg"] = "none"), Key.Sign(Claims(host, ("exp", 1))), Key.Sign(Claims(host, ("aud", "https://other.example"))), "x",
        ];

        foreach (var request in wrong)
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_request_object"), StatusOf(await PushAsync(host, request)));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), StatusOf(await host.PushAsync(Hall, new AuthorizeRequest())));
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("iss")]
    [Trait("Spec", "RFC 9126 §3/client")]
    public async Task It_is_the_one_of_the_client_that_pushes_it(string claim)
    {
        await using var host = await StartAsync();

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request_object"), StatusOf(await PushAsync(host, Key.Sign(Claims(host, (claim, "partner"))))));
    }

    private static async Task<ProviderHost> StartAsync()
    {
        var host = await ProviderHost.StartAsync();
        host.Clients.Replace(Hall, SampleClients.Partner);
        host.SignIn();
        return host;
    }

    private static (HttpStatusCode, string?) StatusOf(Answered answer) => (answer.Status, answer.Error);

    private static Task<Answered> PushAsync(ProviderHost host, string request, params (string, string)[] beside) => host.PostAsync(Pushing.Path, Hall, [("request", request), .. beside]);

    private static JsonObject Claims(ProviderHost host, params (string Name, JsonNode? Value)[] changed)
    {
        var claims = new JsonObject { ["iss"] = "hall", ["aud"] = ProviderHost.Issuer, ["exp"] = host.Clock.Now.ToUnixTimeSeconds() + 60 };
        foreach (var pair in new AuthorizeRequest().With("state", "from the object").Parameters)
            claims[pair.Key] = pair.Value;
        foreach (var (name, value) in changed)
            claims[name] = value?.DeepClone();
        return claims;
    }
}
