using System.Net;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.PushedAuthorization;

/// <summary>Pushing by clients with keys: assertions that count once, and request objects by value.</summary>
public sealed class PushedWithKeysTests
{
    private static readonly ClientKeyPair Key = ClientKeyPair.Create();
    private static readonly Client Hall = SampleClients.Hall.WithKeys(Key);
    private static readonly Client Signing = Hall with { RequireSignedRequestObject = true, RequirePushedAuthorizationRequests = true };

    private static (string, string)[] Plain => [.. new AuthorizeRequest().Parameters.Select(one => (one.Key, one.Value))];

    [Theory]
    [InlineData(ProviderHost.Issuer)]
    [InlineData(ProviderHost.Issuer + "/connect/token")]
    [InlineData(ProviderHost.Issuer + "/connect/par")]
    [Trait("Spec", "RFC 9126 §2")]
    public async Task An_assertion_for_us_by_any_of_our_names_pushes_a_request(string audience)
    {
        await using var host = await StartAsync(Hall);
        host.SignIn();
        var answer = await PushAsync(host, Key.Sign(Assertions.Claims(host, "hall", ("aud", audience))), Plain);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        (await host.Browser.BringAsync(answer["request_uri"]!)).CodeAtHall();
    }

    [Fact]
    [Trait("Spec", "RFC 7523 §3")]
    [Trait("Case", "JW-08")]
    public async Task An_assertion_pushes_once_and_is_remembered_in_the_one_write()
    {
        var ledger = new SwitchableLedger();
        await using var host = await StartAsync(Hall, services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;
        var assertion = Key.Sign(Assertions.Claims(host, "hall"));

        var first = await PushAsync(host, assertion, Plain);
        Assert.Equal((0, 1), ledger.Taken());
        var again = await PushAsync(host, assertion, Plain);
        var elsewhere = await host.SendAsync(assertion, Calls.TokenPath, ("grant_type", "refresh_token"), ("refresh_token", "x"));

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (again.Status, again.Error));
        Assert.Null(again["request_uri"]);
        Assert.Equal("invalid_client", elsewhere.Error);
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("redirect_uri", "https://evil.example/", "invalid_request")]
    [InlineData("request_uri", "x", "invalid_request")]
    [InlineData("padding", null, "invalid_request")]
    [Trait("Spec", "RFC 7523 §3")]
    [Trait("Case", "JW-08")]
    public async Task A_refused_push_uses_its_assertion_up_too(string name, string? value, string error)
    {
        await using var host = await StartAsync(Hall);
        var assertion = Key.Sign(Assertions.Claims(host, "hall"));
        var request = new AuthorizeRequest().With(name, value);
        for (var n = 0; value is null && n < 40; n++)
            request.And($"p{n}", new string('x', 500));

        Assert.Equal(error, (await PushAsync(host, assertion, [.. request.Parameters.Select(one => (one.Key, one.Value))])).Error);

        Assert.Equal("invalid_client", (await PushAsync(host, assertion, Plain)).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §3")]
    [Trait("Spec", "RFC 9101 §6.3")]
    [Trait("Case", "AZ-20")]
    public async Task Of_a_pushed_request_object_only_what_is_signed_counts_and_it_may_expire_meanwhile()
    {
        await using var host = await StartAsync(Signing);
        var pushed = await PushAsync(host, ("request", Key.Sign(Request(host))), ("scope", "openid phone"), ("state", "outside"), ("redirect_uri", "https://evil.example/"));
        Assert.Equal(HttpStatusCode.Created, pushed.Status);
        host.Clock.Advance(TimeSpan.FromSeconds(50));
        var interaction = (await host.Browser.BringAsync(pushed["request_uri"]!, more: "&state=outside")).InteractionAt("sign-in");
        host.Clock.Advance(TimeSpan.FromMinutes(20));
        host.SignIn();

        var query = (await host.Browser.ResumeAsync(interaction)).SentTo("https://hall.example/signin-oidc");

        Assert.Equal("inside", query["state"]);
        var kept = await host.Ledger.LookAsync(Handle.Read(Keepsake.AuthorizationCode, query["code"])!, TestContext.Current.CancellationToken);
        Assert.Equal(["openid", "profile"], kept!.Grant!.Entitlement.Scopes.ToArray());
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §3")]
    [Trait("Case", "AZ-20")]
    public async Task A_request_object_that_is_not_the_clients_own_is_refused_by_its_own_error()
    {
        await using var host = await StartAsync(Signing);
        foreach (var request in new[]
                 {
                     ClientKeyPair.Create().Sign(Request(host)), Key.Sign(Request(host, ("client_id", "partner"))), Key.Sign(Request(host, ("iss", "partner"))),
                     Key.Sign(Request(host, ("exp", 1))), Key.Sign(Request(host, ("request_uri", "urn:ietf:params:oauth:request_uri:par_x"))), "eyJhbGciOiJub25lIn0.e30.", "x",
                 })
        {
            var answer = await PushAsync(host, [.. Plain, ("request", request)]);
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_request_object"), (answer.Status, answer.Error));
        }
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §2.3")]
    [Trait("Spec", "RFC 9101 §10.5")]
    public async Task A_client_that_must_sign_pushes_nothing_unsigned()
    {
        await using var host = await StartAsync(Signing);
        var answer = await PushAsync(host, Plain);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Error));
    }

    private static async Task<ProviderHost> StartAsync(Client client, Action<IServiceCollection>? services = null)
    {
        var host = await ProviderHost.StartAsync(services);
        host.Clients.Replace(client);
        return host;
    }

    private static Task<Answered> PushAsync(ProviderHost host, params (string, string)[] form) => PushAsync(host, Key.Sign(Assertions.Claims(host, "hall")), form);

    private static Task<Answered> PushAsync(ProviderHost host, string assertion, (string, string)[] form) => host.SendAsync(assertion, Pushing.Path, form);

    /// <summary>A right request as the claims of an object, changed by the test.</summary>
    private static JsonObject Request(ProviderHost host, params (string Name, JsonNode? Value)[] changed)
    {
        var now = host.Clock.Now.ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = "hall", ["aud"] = ProviderHost.Issuer, ["nbf"] = now, ["exp"] = now + 45 };
        foreach (var pair in new AuthorizeRequest().With("state", "inside").Parameters)
            claims[pair.Key] = pair.Value;
        foreach (var (name, value) in changed)
            claims[name] = value?.DeepClone();
        return claims;
    }
}
