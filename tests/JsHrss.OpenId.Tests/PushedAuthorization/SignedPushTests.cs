using System.Net;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.PushedAuthorization;

/// <summary>Pushing as FAPI 2.0 has it: the client signs who it is, and may sign what it asks.</summary>
public sealed class SignedPushTests
{
    private static readonly ClientKeyPair Key = ClientKeyPair.Create();
    private static readonly Client Hall = SampleClients.Hall.WithKeys(Key) with { RequirePushedAuthorizationRequests = true };

    [Fact]
    [Trait("Spec", "RFC 9126 §2")]
    [Trait("Case", "JW-08")]
    public async Task An_assertion_is_seen_in_the_list_that_keeps_the_request()
    {
        var ledger = new SwitchableLedger();
        await using var host = await StartAsync(Hall, services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;
        var assertion = Key.Sign(Assertions.Claims(host, "hall"));

        var answer = await PushAsync(host, assertion, Plain());

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal((0, 1), ledger.Taken());
        Assert.Equal("invalid_client", (await PushAsync(host, assertion, Plain())).Error);
        Assert.Equal("invalid_client", (await host.SendAsync(assertion)).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §2.3")]
    [Trait("Case", "JW-08")]
    public async Task A_refused_push_uses_its_assertion_up()
    {
        await using var host = await StartAsync(Hall);
        var assertion = Key.Sign(Assertions.Claims(host, "hall"));

        Assert.Equal("invalid_scope", (await PushAsync(host, assertion, [.. Plain().Where(p => p.Item1 != "scope"), ("scope", "no_such_scope")])).Error);
        Assert.Equal("invalid_client", (await PushAsync(host, assertion, Plain())).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §3")]
    [Trait("Spec", "RFC 9101 §6.3")]
    public async Task A_signed_request_may_be_pushed_and_may_expire_before_it_is_used()
    {
        await using var host = await StartAsync(Hall with { RequireSignedRequestObject = true });
        var pushed = await PushAsync(host, Key.Sign(Assertions.Claims(host, "hall")), [("request", Key.Sign(Claims(host))), ("state", "forged")]);
        Assert.Equal(HttpStatusCode.Created, pushed.Status);

        host.Clock.Advance(TimeSpan.FromSeconds(50));
        var interaction = (await host.Browser.BringAsync(pushed["request_uri"]!)).InteractionAt("sign-in");
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        host.SignIn();

        var answer = (await host.Browser.ResumeAsync(interaction)).SentTo("https://hall.example/signin-oidc");
        Assert.Equal("st&te=1", answer["state"]);
        var tokens = await host.SendAsync(
            Key.Sign(Assertions.Claims(host, "hall")),
            form: [("grant_type", "authorization_code"), ("code", answer["code"]!), ("redirect_uri", "https://hall.example/signin-oidc"), ("code_verifier", AuthorizeRequest.Verifier)]);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
    }

    [Theory]
    [InlineData("exp", 1)]
    [InlineData("nbf", 1)]
    [InlineData("nbf", null)]
    [InlineData("aud", 1)]
    [InlineData("iss", 1)]
    [InlineData("client_id", 1)]
    [Trait("Spec", "RFC 9126 §3")]
    [Trait("Case", "AZ-20")]
    public async Task A_wrong_request_object_is_told_to_the_client_at_once(string claim, int? value)
    {
        await using var host = await StartAsync(Hall with { Fapi2 = true });
        var claims = Claims(host);
        claims.Remove(claim);
        if (value is not null)
            claims[claim] = value;

        var answer = await PushAsync(host, Key.Sign(Assertions.Claims(host, "hall")), [("request", Key.Sign(claims))]);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request_object"), (answer.Status, answer.Error));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    [Trait("Spec", "RFC 9101 §10.5")]
    public async Task A_client_that_must_sign_pushes_nothing_unsigned()
    {
        await using var host = await StartAsync(Hall with { RequireSignedRequestObject = true });

        Assert.Equal("invalid_request", (await PushAsync(host, Key.Sign(Assertions.Claims(host, "hall")), Plain())).Error);
        Assert.Equal("invalid_request_object", (await PushAsync(host, Key.Sign(Assertions.Claims(host, "hall")), [.. Plain(), ("request", "a.b.c")])).Error);
    }

    private static async Task<ProviderHost> StartAsync(Client hall, Action<IServiceCollection>? services = null)
    {
        var host = await ProviderHost.StartAsync(services);
        host.Clients.Replace(hall);
        return host;
    }

    private static (string, string)[] Plain() => [.. new AuthorizeRequest().Parameters.Select(pair => (pair.Key, pair.Value))];

    private static JsonObject Claims(ProviderHost host)
    {
        var now = host.Clock.Now.ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = "hall", ["aud"] = ProviderHost.Issuer, ["nbf"] = now, ["exp"] = now + 60 };
        foreach (var pair in new AuthorizeRequest().Parameters)
            claims[pair.Key] = pair.Value;
        return claims;
    }

    private static Task<Answered> PushAsync(ProviderHost host, string assertion, (string, string)[] form) => host.SendAsync(assertion, Pushing.Path, form);
}
