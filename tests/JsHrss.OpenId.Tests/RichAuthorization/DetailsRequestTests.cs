using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Tests.DeviceAuthorization;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.PushedAuthorization;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.RichAuthorization;

/// <summary>What may be asked, wherever it is asked.</summary>
public sealed class DetailsRequestTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Faults =>
    [
        "items",
        "{}",
        "[]",
        "[1]",
        "[[]]",
        "null",
        """["urn:test:item"]""",
        """{"type":"urn:test:item"}""",
        "[{}]",
        """[{"type":1}]""",
        """[{"type":null}]""",
        """[{"type":""}]""",
        """[{"type":"urn:test:other"}]""",
        """[{"type":"URN:TEST:ITEM"}]""",
        """[{"type":"urn:test:item "}]""",
        """[{"type":"urn:test:item","item":["a"]}]""",
        """[{"type":"urn:test:item","items":"a"}]""",
        """[{"type":"urn:test:item","items":[1]}]""",
        """[{"type":"urn:test:item"},{"type":"urn:test:other"}]""",
        """[{"type":"urn:test:item","type":"urn:test:item"}]""",
        """[{"type":"urn:test:item","items":["a"],"items":["b"]}]""",
        """[{"type":"urn:test:item","items":[[[[[[["a"]]]]]]]}]""",
        """[{"type":"urn:test:item","items":["\ud800"]}]""",
        """[{"type":"urn:test:item"}] """ + "x",
        "[" + string.Join(',', Enumerable.Repeat("""{"type":"urn:test:item"}""", 17)) + "]",
        $$"""[{"type":"urn:test:item",{{string.Join(',', Enumerable.Range(0, 32).Select(n => $"\"m{n}\":1"))}}}]""",
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    [Trait("Spec", "RFC 9396 §2/array")]
    [Trait("Spec", "RFC 9396 §2/type")]
    [Trait("Spec", "RFC 9396 §5/unknown-type")]
    [Trait("Spec", "RFC 9396 §5/unknown-field")]
    [Trait("Spec", "RFC 9396 §5/wrong-type")]
    [Trait("Spec", "RFC 9396 §8/refused")]
    [Trait("Spec", "RFC 9396 §12/bytes")]
    public async Task What_no_type_knows_is_refused_before_anybody_is_asked(string details)
    {
        var (host, _) = await Detailed.StartAsync();
        await using var all = host;
        var request = new AuthorizeRequest().With("authorization_details", details);

        Assert.Equal("invalid_authorization_details", (await request.GetAsync(host.Browser)).ErrorAtHall());
        Assert.Equal("invalid_authorization_details", (await host.PushAsync(Detailed.Hall, request)).Error);
        Assert.Equal("invalid_authorization_details", (await host.PostAsync(Device.Path, Detailed.Kiosk, ("scope", "openid"), ("authorization_details", details))).Error);
        var code = (await Detailed.Ask("a").GetAsync(host.Browser)).CodeAtHall();
        Assert.Equal("invalid_authorization_details", (await host.RedeemAsync(code, ("authorization_details", details))).Error);
        Assert.Equal("a", (await host.RedeemAsync(code)).Items());
    }

    [Fact]
    [Trait("Case", "AZ-16")]
    [Trait("Case", "AZ-08")]
    public async Task A_request_that_is_too_long_or_sent_twice_is_refused()
    {
        var (host, _) = await Detailed.StartAsync();
        await using var all = host;
        var longest = SampleItems.Ask(new string('a', 8192 - SampleItems.Ask("", "a").Length), "a");

        var reference = await host.PushedAsync(new AuthorizeRequest().With("authorization_details", longest), Detailed.Hall);
        Assert.Equal("a", (await host.RedeemAsync((await host.Browser.BringAsync(reference)).CodeAtHall())).Items());
        Assert.Equal("invalid_request", (await host.PushAsync(Detailed.Hall, new AuthorizeRequest().With("authorization_details", longest + " "))).Error);
        Assert.Equal("invalid_request", (await Detailed.Ask("a").And("authorization_details", SampleItems.Ask("a")).GetAsync(host.Browser)).ErrorAtHall());
        Assert.Equal("invalid_request", (await new AuthorizeRequest().And("authorization_details[]", SampleItems.Ask("a")).GetAsync(host.Browser)).ErrorAtHall());
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §10/client-metadata")]
    public async Task A_client_names_only_types_that_it_is_registered_for()
    {
        var (host, _) = await Detailed.StartAsync(SampleClients.Hall);
        await using var all = host;

        Assert.Equal("invalid_authorization_details", (await Detailed.Ask("a").GetAsync(host.Browser)).ErrorAtHall());
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §10/server-metadata")]
    public async Task The_metadata_name_the_types_that_there_are()
    {
        var (host, _) = await Detailed.StartAsync();
        await using var all = host;
        await using var without = await ProviderHost.StartAsync();

        Assert.Equal("""["urn:test:item"]""", (await MetadataAsync(host)).GetProperty("authorization_details_types_supported").GetRawText());
        Assert.False((await MetadataAsync(without)).TryGetProperty("authorization_details_types_supported", out _));

        static async Task<JsonElement> MetadataAsync(ProviderHost host) =>
            JsonDocument.Parse(await host.Browser.GetStringAsync("/.well-known/openid-configuration", Ct)).RootElement;
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §3/par")]
    public async Task Pushed_details_are_granted()
    {
        var (host, _) = await Detailed.StartAsync();
        await using var all = host;
        var reference = await host.PushedAsync(Detailed.Ask("a", "z"), Detailed.Hall);

        var code = (await host.Browser.BringAsync(reference, more: "&authorization_details=" + Uri.EscapeDataString(SampleItems.Ask("b")))).CodeAtHall();

        Assert.Equal("a", (await host.RedeemAsync(code)).Items());
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §3/request-object")]
    [Trait("Spec", "RFC 9101 §4")]
    public async Task Details_stand_in_a_request_object_as_json()
    {
        var key = ClientKeyPair.Create();
        var hall = Detailed.Hall with { Jwks = ClientKeyPair.SetOf(key) };
        var (host, _) = await Detailed.StartAsync(hall);
        await using var all = host;
        var claims = new JsonObject
        {
            ["iss"] = "hall", ["aud"] = ProviderHost.Issuer, ["exp"] = host.Clock.Now.AddMinutes(1).ToUnixTimeSeconds(), ["authorization_details"] = JsonNode.Parse(SampleItems.Ask("b", "事项")),
        };
        foreach (var (name, value) in new AuthorizeRequest().Parameters)
            claims[name] = value;

        var code = (await new AuthorizeRequest().With("request", key.Sign(claims)).With("authorization_details", SampleItems.Ask("a")).GetAsync(host.Browser)).CodeAtHall();

        Assert.Equal("b", (await host.RedeemAsync(code)).Items());
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §3/device")]
    public async Task A_device_is_given_what_its_person_holds()
    {
        var (host, _) = await Detailed.StartAsync();
        await using var all = host;
        var device = await Device.AskAsync(host, Detailed.Kiosk, ("authorization_details", SampleItems.Ask("a", "b", "z")));
        await device.ApproveAsync();

        host.Clock.Advance(Device.Interval);
        Assert.Equal("invalid_authorization_details", (await device.PollAsync(null, ("authorization_details", SampleItems.Ask("c")))).Error);
        host.Clock.Advance(Device.Interval);
        var tokens = await device.PollAsync(null, ("authorization_details", SampleItems.Ask("b")));

        Assert.Equal(("b", "b"), (tokens.Items(), tokens.ItemsInToken()));
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §6/client-policy")]
    public async Task A_client_has_no_details_for_itself()
    {
        var batch = SampleClients.Batch with { AuthorizationDetailsTypes = [SampleItems.TypeName] };
        var (host, _) = await Detailed.StartAsync(batch);
        await using var all = host;

        Assert.Equal("invalid_authorization_details", (await host.TokenAsync(batch, ("grant_type", "client_credentials"), ("authorization_details", SampleItems.Ask("a")))).Error);
    }
}
