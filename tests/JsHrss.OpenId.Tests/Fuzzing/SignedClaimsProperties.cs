using System.Net;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Fuzzing;

/// <summary>A client that holds its key and means harm: whatever it signs, it is answered by an error of the specification.</summary>
public sealed class SignedClaimsProperties
{
    private const int Rounds = 400;

    private static readonly ClientKeyPair Key = ClientKeyPair.Create();

    private static readonly string[] Names = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "client_id", "scope", "max_age", "claims", "resource", "prompt", "redirect_uri", "code_challenge", "state", "nonce"];

    private static readonly string[] Values =
    [
        "253402300799", "253402300798", "253402300789", "253402300800", "253402297200", "-62135596800", "-1", "0", "1", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "1e400", "-1e400", "1e18", "1.5", "253402300799.0", "1E1", "-0", "null", "true", "\"\"", "\"253402300799\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[1]", "[[\"x\"]]", "{\"a\":{}}",
        "[\"https://id.example\",1]", "[\"\\udfff\"]", "{\"\\ud800\":1}", "{\"id_token\":{\"acr\":{\"values\":[1,null]}}}",
    ];

    [Fact]
    [Trait("Case", "JW-07")]
    public async Task No_claim_of_an_assertion_breaks_the_server()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Batch.WithKeys(Key));
        var mutator = new Mutator(61);
        for (var i = 0; i < Rounds; i++)
        {
            var claims = Changed(mutator, Assertions.Claims(host, "batch"), i);
            var answer = await host.SendAsync(Key.Sign(claims));
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Unauthorized, $"{(int)answer.Status}: {claims}");
        }
    }

    [Fact]
    [Trait("Case", "JW-07")]
    public async Task No_claim_of_a_request_object_breaks_the_server()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { Jwks = ClientKeyPair.SetOf(Key) });
        host.SignIn();
        var mutator = new Mutator(62);
        for (var i = 0; i < Rounds; i++)
        {
            var honest = new JsonObject { ["iss"] = "hall", ["aud"] = ProviderHost.Issuer, ["exp"] = host.Clock.Now.ToUnixTimeSeconds() + 60 };
            foreach (var pair in new AuthorizeRequest().Parameters)
                honest[pair.Key] = pair.Value;
            var claims = Changed(mutator, honest, i);
            using var answer = await new AuthorizeRequest().With("request", Key.Sign(claims)).GetAsync(host.Browser);
            Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode}: {claims}");
        }
    }

    /// <summary>Each value at each name of time first, then by chance at one to three of all names.</summary>
    private static string Changed(Mutator mutator, JsonObject honest, int round)
    {
        var members = honest.ToDictionary(member => member.Key, member => member.Value!.ToJsonString(), StringComparer.Ordinal);
        if (round < 3 * Values.Length)
        {
            members[Names[3 + (round % 3)]] = Values[round / 3];
        }
        else
        {
            do
                members[mutator.One(Names)] = mutator.One(Values);
            while (mutator.Once(2));
        }

        return "{" + string.Join(',', members.Select(member => $"\"{member.Key}\":{member.Value}")) + "}";
    }
}
